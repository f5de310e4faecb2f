extension Grammar {
  /// The line with quotes around the words that should have stood in them: `data function "x1 > 0" 400` for
  /// `data function x1 > 0 400`. The fewest words are taken with which it is a command.
  func quoting(_ line: String) -> String? {
    let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
    guard words.count > 2, !line.contains("\""), let first = command(named: words[0])?.parameters.first,
      case .choice(_, let forms) = first.type, let form = forms.first(where: { $0.matches(words[1]) }),
      case .texts? = form.parameters.first?.type
    else { return nil }
    // Quotes of another kind are left out.
    let plain = words.map { $0.filter { !"'`‘’“”".contains($0) } }
    let quoted = (3...words.count).lazy.map { end in
      (words[..<2] + ["\"\(plain[2..<end].joined(separator: " "))\""] + words[end...]).joined(separator: " ")
    }
    return quoted.first(where: reads)
  }
}
