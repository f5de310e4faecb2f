/// The words of other languages for the same, and what is typed here in their place.
public struct Vocabulary: Sendable {
  /// What stands for a word in lower case: words of this language, or nothing where it is not needed.
  let words: [String: String]
  /// What to do about a word for which there is no word here, in a phrase.
  let advice: [String: String]

  /// Creates a vocabulary.
  public init(words: [String: String] = [:], advice: [String: String] = [:]) {
    (self.words, self.advice) = (words, advice)
  }
}

extension Grammar {
  /// The commands that a line of another language would be, if there are any that can be read: `layer affine 2 4` for
  /// `nn.Linear(2, 4)`, `seed 42` for `seed=42`.
  func translation(of line: String) -> [String]? {
    var words = meant(by: line)
    words = words.indices.filter { $0 == 0 || words[$0] != words[$0 - 1] || Double(words[$0]) != nil }.map { words[$0] }
    Translation.moveCount(&words)
    guard let first = words.first else { return nil }
    if command(named: first) == nil, let topic = topics(named: first).first {
      words = topic.leading + words.dropFirst()
    }
    let written = line.split(separator: " ").joined(separator: " ")
    if let text = typed(words) { return text == written ? nil : [text] }
    let commands = segments(words).map(typed)
    if commands.count > 1, commands.allSatisfy({ $0 != nil }) { return commands.compactMap { $0 } }
    // What stands behind a command that can be read may belong to another.
    let shortened = (2..<max(words.count, 2)).reversed().lazy.compactMap { typed(Array(words.prefix($0))) }.first
    return shortened.map { [$0] }
  }

  /// What to do about the words of a line for which there is nothing to be typed, or a use of the command that is meant.
  func advice(for line: String) -> String? {
    if let advice = Translation.words(of: line).lazy.compactMap({ vocabulary.advice[$0.lowercased()] }).first {
      return advice
    }
    guard let command = meant(by: line).first.flatMap(command), let example = command.examples.first else { return nil }
    return "write '\(example)'"
  }

  /// The words of a line, those of other languages replaced by what stands for them here.
  private func meant(by line: String) -> [String] {
    Translation.words(of: line).flatMap { word -> [String] in
      let plain = topics(named: word).isEmpty ? word.lowercased() : word
      return (vocabulary.words[word.lowercased()] ?? plain).split(separator: " ").map(String.init)
    }
  }

  /// Words as a line, if that is a command, or one of which the first numbers are missing.
  private func typed(_ words: [String]) -> String? {
    let text = words.joined(separator: " ")
    return reads(text) ? text : completed(words)
  }

  /// Words with several commands among them, one command after the other.
  private func segments(_ words: [String]) -> [[String]] {
    var segments: [[String]] = []
    for word in words {
      if segments.isEmpty || command(named: word) != nil { segments.append([]) }
      segments[segments.count - 1].append(word)
    }
    return segments
  }

  /// Whether a line is a command.
  func reads(_ text: String) -> Bool {
    let source = Source(name: "", text: text)
    var reader = CommandReader(source.lines, of: source, in: self, findsCures: false)
    guard case .command? = reader.next(names: [:])?.item else { return false }
    return true
  }

  /// A command of which the first numbers are missing, with their names in their place: `layer affine INPUTS 4`.
  private func completed(_ words: [String]) -> String? {
    guard words.count > 1, let command = command(named: words[0]),
      case .choice(_, let forms)? = command.parameters.first?.type,
      let form = forms.first(where: { $0.matches(words[1]) })
    else { return nil }
    let positional = form.parameters.filter { $0.role == .positional && !$0.isOptional }
    let given = words.dropFirst(2).prefix { Double($0) != nil }
    guard !given.isEmpty, given.count < positional.count else { return nil }
    let missing = positional.dropLast(given.count).map { $0.name.uppercased() }
    let text = (words.prefix(2) + missing + words.dropFirst(2)).joined(separator: " ")
    let tried = (words.prefix(2) + missing.map { _ in "1" } + words.dropFirst(2)).joined(separator: " ")
    return reads(tried) ? text : nil
  }
}

extension Topic {
  /// What is typed up to the word.
  fileprivate var leading: [String] { path.map(\.name) + (parameter.map { [$0.name] } ?? []) }
}

/// Taking a line of another language apart.
enum Translation {
  /// Words, numbers and strings, without what stands between them: `nn.Linear(2, 4)` is `nn`, `Linear`, `2`
  /// and `4`. What is quoted but looks like a word is one.
  static func words(of line: String) -> [String] {
    let parts = line.split(separator: " ")
    guard let file = parts.firstIndex(where: isFile) else { return plainWords(of: line) }
    let name = parts[file].filter { !"'\"".contains($0) }
    return plainWords(of: parts[..<file].joined(separator: " ")) + ["\"\(name)\""]
      + words(of: parts[(file + 1)...].joined(separator: " "))
  }

  /// Whether a part between blanks is the name of a file.
  private static func isFile(_ part: Substring) -> Bool {
    let name = part.filter { !"'\"".contains($0) }
    return !name.contains { "(),=".contains($0) } && endings.contains { name.hasSuffix("." + $0) }
  }

  private static let endings = ["csv", "npz", "npy", "safetensors", "gz", "nnb", "md", "txt", "tsv", "pt", "h5"]

  private static func plainWords(of line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    func isNumber(_ word: String) -> Bool { word.first.map { $0.isNumber || "+-.".contains($0) } ?? false }
    for character in line {
      if let open = quote {
        if character == open {
          let isWord = word.allSatisfy { $0.isLetter || $0 == "_" }
          words.append(isWord ? word : "\"\(word)\"")
          (word, quote) = ("", nil)
        } else {
          word.append(character)
        }
        continue
      }
      if character == "#" { break }
      let isPart =
        character.isLetter || character.isNumber || character == "_"
        || character == "." && isNumber(word)
        || "+-".contains(character) && (word.isEmpty || word.last == "e" && isNumber(word))
      if isPart {
        word.append(character)
      } else {
        if !word.isEmpty { words.append(word) }
        word = ""
        if character == "\"" || character == "'" { quote = character }
        if "<>".contains(character) { words.append(String(character)) }
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  /// Puts the number of epochs or steps, which elsewhere stands after its word, before it and behind the command.
  static func moveCount(_ words: inout [String]) {
    for unit in ["epochs", "steps"] {
      guard let index = words.firstIndex(of: unit), index > 0, index + 1 < words.count, Int(words[index + 1]) != nil,
        index != 2 || Int(words[1]) == nil
      else { continue }
      let count = words[index + 1]
      words.removeSubrange(index...index + 1)
      words.insert(contentsOf: [count, unit], at: 1)
    }
  }
}
