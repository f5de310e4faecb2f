/// A line of another language taken apart: `nn.Linear(2, 4)` is `nn`, `Linear`, `2` and `4`.
struct ForeignLine {
  /// A word, a number, a comparison, or a string in double quotes.
  struct Word {
    var text: String
    /// The brackets that it stands in.
    var depth: Int
    /// Whether a dot and its part follow.
    var isOwner = false
    /// Whether its value follows after a `=`.
    var isKey = false

    /// Whether it is no word, but a number, a range of numbers, a string or a comparison.
    var isValue: Bool { Self.isValue(text) }

    static func isValue(_ text: String) -> Bool {
      Double(text) != nil || text.contains("..") || text.hasPrefix("\"") || ["<", ">", "<=", ">=", "="].contains(text)
    }
  }

  private(set) var words: [Word] = []
  /// Whether it is written as no command is: with calls, dots or another language's signs.
  private(set) var isForeign: Bool
  /// The word that help is asked for, as in `train?` and `train --help`; empty for help itself, nil if none is.
  private(set) var question: String?

  init(_ line: String) {
    isForeign = line.contains { "()[]{}:%!;'".contains($0) }
    var rest = Substring(line)
    var depth = 0
    while let character = rest.first, character != "#" {
      let run = rest.prefix { !" \t(),=[]{}'\":;".contains($0) }
      if character == "\"" || character == "'" {
        let text = rest.dropFirst().prefix { $0 != character }
        rest = rest.dropFirst(text.count + 2)
        let isWord = !text.isEmpty && text.allSatisfy { $0.isLetter || $0 == "_" }
        words.append(Word(text: isWord ? String(text) : "\"\(text)\"", depth: depth))
      } else if Self.isFile(run) {
        words.append(Word(text: "\"\(run)\"", depth: depth))
        rest = rest.dropFirst(run.count)
      } else if ["--help", "-h", "?"].contains(run) || run.hasPrefix("?") || run.hasSuffix("?") {
        question = run.hasPrefix("-") ? words.last?.text ?? "" : run.filter { $0 != "?" }
        if question?.isEmpty ?? true { question = words.last?.text ?? "" }
        rest = rest.dropFirst(run.count)
      } else if let (taken, end) = Self.part(at: rest), words.last?.text.lowercased().contains(#/^[xy](_|$)/#) ?? false
      {
        words += taken.map { Word(text: $0, depth: depth) }
        rest = rest[end...]
      } else if let number = Self.number(at: rest) {
        words.append(Word(text: String(number), depth: depth))
        rest = rest.dropFirst(number.count)
      } else if character.isLetter || character == "_" {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        rest = rest.dropFirst(word.count)
        let after = rest.drop { $0 == " " }
        words.append(
          Word(
            text: word.map { $0 == "-" ? "_" : String($0) }.joined(), depth: depth,
            isOwner: rest.first == "." && rest.dropFirst().first?.isLetter ?? false,
            isKey: after.first == "=" && after.dropFirst().first != "="))
      } else if let sign = ["<=", ">=", "==", "<", ">", "="].first(where: { rest.hasPrefix($0) }) {
        if depth == 0 { words.append(Word(text: sign == "==" ? "=" : sign, depth: 0)) }
        rest = rest.dropFirst(sign.count)
      } else {
        if "([{".contains(character) { depth += 1 }
        if ")]}".contains(character) { depth -= 1 }
        rest = rest.dropFirst()
      }
    }
    isForeign = isForeign || words.contains(where: \.isOwner)
  }

  /// What is taken out of samples in brackets: one of them, or a first to before a last, counted from 0, are rows; any
  /// other part of them says nothing.
  private static func part(at text: Substring) -> (words: [String], end: Substring.Index)? {
    guard let part = text.prefixMatch(of: #/\[\s*(\d+)?\s*(:[^\[\],]*)?\]/#), part.1 != nil || part.2 != nil
    else { return nil }
    // There are no more rows than that.
    let before = part.1.map { Int32($0) } ?? 0
    let last = part.2.map { Int32($0.dropFirst().filter { $0 != " " }) }
    switch (before, last) {
    case (let before?, nil): return (["row", "\(Int(before) + 1)"], part.range.upperBound)
    case (let before?, let last??) where last > before:
      return (["row", "\(Int(before) + 1)..\(last)"], part.range.upperBound)
    default: return ([], part.range.upperBound)
    }
  }

  /// The number that a text begins with.
  private static func number(at text: Substring) -> Substring? {
    let sign = text.prefix { "+-".contains($0) }
    let unsigned = text.dropFirst(sign.count)
    let digits = unsigned.prefix { $0.isNumber || $0 == "." || $0 == "_" }
    guard sign.count <= 1, digits.contains(where: \.isNumber), digits.first != "_" else { return nil }
    var end = digits.endIndex
    if let letter = text[end...].first, letter == "e" || letter == "E" {
      let exponent = text[end...].dropFirst()
      let power = exponent.dropFirst("+-".contains(exponent.first ?? " ") ? 1 : 0).prefix(while: \.isNumber)
      if !power.isEmpty { end = power.endIndex }
    }
    return text[text.startIndex..<end]
  }

  /// Whether a part of a line is the name of a file.
  static func isFile(_ part: Substring) -> Bool {
    part.contains(".") && endings.contains { part.hasSuffix("." + $0) && part.count > $0.count + 1 }
  }

  private static let endings = [
    "csv", "tsv", "npz", "npy", "safetensors", "gz", "nnb", "md", "txt", "pt", "pth", "h5", "keras", "pkl", "onnx",
    "ipynb", "py", "json", "xlsx", "png", "svg",
  ]
}

extension ForeignLine {
  /// A line in ASCII with its commas read as what they may be: between values, between thousands, before decimals.
  static func readings(of line: String) -> [String] {
    let plain = line.map { WideForm.ascii(of: $0) ?? String($0) }.joined()
    let list = withoutUnits(plain.replacing("->", with: " "))
    let thousands = list.replacing(#/\b(\d{1,3}),(\d{3})\b/#) { "\($0.1)\($0.2)" }
    let decimals = list.replacing(#/\b(\d+),(\d+)\b/#) { "\($0.1).\($0.2)" }
    return [list, thousands, decimals].reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// A line with percentages as fractions, sizes such as `2x4` as two numbers and `10k` as 10000.
  private static func withoutUnits(_ line: String) -> String {
    line.replacing(#/(\d+(?:\.\d+)?)\s*%/#) { (Double($0.1).map { $0 / 100 } ?? 0).plain }
      .replacing(#/(\d)\s*[x×*]\s*(?=\d)/#) { "\($0.1) " }
      .replacing(#/\b(\d+)[kK]\b/#) { "\($0.1)000" }
  }
}
