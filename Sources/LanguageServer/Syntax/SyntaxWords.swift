import Language

/// The words of a language, sorted, for what colours text by them.
struct SyntaxWords {
  /// The words that begin a command.
  let commands: [String]
  /// The words that stand in one.
  let arguments: [String]

  init(_ grammar: Grammar) {
    var words: Set<String> = []
    func collect(_ parameter: Parameter) {
      if parameter.role != .positional { words.formUnion([parameter.name] + parameter.synonyms) }
      switch parameter.type {
      case .choice(_, let forms), .condition(let forms):
        for form in forms {
          if form.pattern == nil { words.formUnion([form.name] + form.synonyms) }
          form.parameters.forEach(collect)
        }
      default: break
      }
    }
    for command in grammar.commands { command.parameters.forEach(collect) }
    commands = grammar.commands.flatMap { [$0.name] + $0.synonyms }.sorted()
    arguments = words.filter { !$0.isEmpty }.sorted()
  }

  /// Words as a regular expression that finds the longest, in which `-` stands for `_` too.
  static func pattern(_ words: [String], or sign: String) -> String {
    words.sorted { ($0.count, $1) > ($1.count, $0) }.map { word in
      word.map { $0 == "_" ? "[-_]" : String($0) }.joined()
    }.joined(separator: sign)
  }
}

/// A file that an editor colours notebooks by, or finds them by.
public struct SyntaxFile: Sendable {
  /// Its path within the folder of all of them.
  public let path: String
  /// All of it.
  public let text: String

  /// The files for Vim and for editors that take TextMate's grammars.
  public static func all(for grammar: Grammar) -> [SyntaxFile] {
    let words = SyntaxWords(grammar)
    return TextMateGrammar.files(words) + VimSyntax.files(words)
  }
}
