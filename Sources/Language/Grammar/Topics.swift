/// A word of the language, and where it stands in a command.
public struct Topic: Sendable {
  /// The command, and the forms chosen in it down to the word: `optimizer`, `adam`.
  public let path: [Form]
  /// The keyword or flag that the word is, if it is one.
  public let parameter: Parameter?

  /// The command.
  public var command: Form { path[0] }

  /// Whether it is a command.
  public var isCommand: Bool { path.count == 1 && parameter == nil }

  /// The innermost form.
  public var form: Form { path[path.count - 1] }

  /// The word itself.
  public var name: String { parameter?.name ?? form.name }

  /// Other words for it.
  public var synonyms: [String] { parameter?.synonyms ?? form.synonyms }

  /// What it is, in one line.
  public var summary: String { parameter?.summary ?? form.summary }

  /// What is typed, an argument an element: `optimizer`, `adam`, `[beta1 NUMBER]`; `train`, `…`, `lr NUMBER`.
  public var usage: [String] {
    guard let parameter else { return path.dropLast().map(\.name) + form.usage }
    let value = parameter.role == .flag ? "" : " " + parameter.type.placeholder
    return path.map(\.name) + ["…", parameter.name + value]
  }

  /// The words that lead to it, for help: `train lr`.
  public var words: String { (path.map(\.name) + (parameter.map { [$0.name] } ?? [])).joined(separator: " ") }

  /// A command that uses the word: the first example with it, otherwise what is typed up to it.
  public func example(with word: String) -> String {
    let examples = command.examples.map { String($0.prefix { !$0.isNewline }) }
    let name = parameter?.name ?? form.name
    return examples.first { $0.split(separator: " ").contains { $0 == word || $0 == name } }
      ?? words
  }
}

extension Grammar {
  /// The places of a word in the language: commands first, then what commands choose, then keywords.
  public func topics(named word: String) -> [Topic] {
    let all = commands.flatMap { Topic.all(in: [$0]) }
    let named = all.filter { topic in
      topic.parameter.map { $0.matches(word) } ?? topic.form.matches(word)
    }
    func rank(_ topic: Topic) -> Int { topic.parameter == nil ? topic.path.count : 10 + topic.path.count }
    return named.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
  }

  /// The place that words name one after the other, such as `layer affine` or `train lr`.
  public func topic(_ words: [String]) -> Topic? {
    guard let last = words.last else { return nil }
    return topics(named: last).first { topic in
      var around = (topic.parameter == nil ? topic.path.dropLast() : topic.path[...])
      return words.dropLast().allSatisfy { word in
        guard let index = around.firstIndex(where: { $0.matches(word) }) else { return false }
        around = around[(index + 1)...]
        return true
      }
    }
  }

  /// The place of every word that can be explained: commands first, then what they choose and take.
  var allTopics: [Topic] {
    let all = commands.flatMap { Topic.all(in: [$0]) }
    return all.filter { $0.path.count == 1 && $0.parameter == nil }
      + all.filter { $0.path.count > 1 || $0.parameter != nil }
  }

  /// The places whose summaries tell of a word.
  public func topics(about word: String) -> [Topic] {
    commands.flatMap { Topic.all(in: [$0]) }.filter { topic in
      topic.summary.lowercased().split { !$0.isLetter && !$0.isNumber }.contains { $0 == word.lowercased() }
    }
  }
}

extension Topic {
  /// The form at the end of a path, its keywords, and everything that can be chosen in it.
  fileprivate static func all(in path: [Form]) -> [Topic] {
    var found = [Topic(path: path, parameter: nil)]
    for parameter in path[path.count - 1].parameters {
      if parameter.role != .positional { found.append(Topic(path: path, parameter: parameter)) }
      if case .choice(_, let forms) = parameter.type { found += forms.flatMap { all(in: path + [$0]) } }
    }
    return found
  }
}
