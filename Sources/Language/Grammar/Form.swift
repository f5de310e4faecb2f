/// A word that takes arguments: a command, a kind of layer or data, an initialiser.
///
/// Everything the language knows of the word stands here, once: the parser, help, completion, suggestions and the language
/// reference all read it.
public struct Form: Sendable {
  /// The word.
  public let name: String
  /// Other words for the same.
  public let synonyms: [String]
  /// What it does, in one line.
  public let summary: String
  /// Its arguments: those without a keyword first, in their order.
  public let parameters: [Parameter]
  /// The lines that follow it up to `end`, if any.
  public let block: Block?
  /// The words that it stands for, where they are many, such as every `W1` and `b2`; its name is then an example.
  public let pattern: WordPattern?
  /// What a reader of a command has to know beyond the parameters; sentences.
  public let details: String
  /// Uses of a command that are right: each parses by itself.
  public let examples: [String]
  /// Uses of a command that are wrong, with the message each gets.
  public let misuses: [Misuse]

  /// What a number that has no place in a command is most often meant to be, and the words it stands behind.
  public let strayNumber: (meaning: String, words: String)?
  /// What to do instead of writing more than the command takes.
  public let insteadOfMore: String?

  /// Creates a form; details, examples and misuses are those of a command.
  public init(
    _ name: String, synonyms: [String] = [], _ summary: String, _ parameters: [Parameter] = [], block: Block? = nil,
    pattern: WordPattern? = nil, details: String = "", examples: [String] = [], misuses: [Misuse] = [],
    strayNumber: (meaning: String, words: String)? = nil, insteadOfMore: String? = nil
  ) {
    self.name = name
    self.synonyms = synonyms
    self.summary = summary
    self.parameters = parameters
    self.block = block
    self.pattern = pattern
    self.details = details
    self.examples = examples
    self.misuses = misuses
    self.strayNumber = strayNumber
    self.insteadOfMore = insteadOfMore
  }

  /// A wrong use of a command and the message it gets.
  public struct Misuse: Sendable {
    /// The wrong command.
    public let text: String
    /// The message of the diagnostic.
    public let message: String

    /// Creates a misuse.
    public init(_ text: String, _ message: String) { (self.text, self.message) = (text, message) }
  }

  /// Lines that follow a command up to a line with the word `end`.
  public struct Block: Sendable {
    /// What the lines are.
    public let content: Content
    /// The argument whose presence takes the block's place.
    public let unless: String?

    /// What the lines of a block are.
    public enum Content: Sendable {
      /// Rows of numbers, with an example of one.
      case rows(like: String)
      /// Commands, with blocks of their own.
      case commands
    }

    /// Creates a block.
    public init(_ content: Content, unless: String? = nil) { (self.content, self.unless) = (content, unless) }

    /// The word that closes every block.
    static let end = "end"

    /// Whether the lines are commands.
    var isOfCommands: Bool { if case .commands = content { true } else { false } }

    /// What the lines look like and how they end.
    public var explanation: String {
      switch content {
      case .rows(let line): "lines such as '\(line)', and then '\(Self.end)'"
      case .commands: "commands, and then '\(Self.end)'"
      }
    }
  }

  /// Whether a word names this form.
  public func matches(_ word: String) -> Bool { pattern?.matches(word) ?? (word == name || synonyms.contains(word)) }

  /// Whether a word is a keyword of this form, or of one that it chooses from.
  func hasKeyword(_ word: String) -> Bool {
    parameters.contains { parameter in
      if parameter.matches(word) { return true }
      guard parameter.role == .positional, case .choice(_, let forms) = parameter.type else { return false }
      return forms.contains { $0.hasKeyword(word) }
    }
  }

  /// The block that a command opens, found by its words alone so that its lines are skipped even after a mistake.
  func block(openedBy tokens: [Token]) -> Block? {
    if let block {
      let instead = parameters.first { $0.name == block.unless }
      return tokens.contains { instead?.type.isToldBy($0.kind) ?? false } ? nil : block
    }
    guard tokens.count > 1, case .word(let word) = tokens[1].kind, let first = parameters.first,
      case .choice(_, let forms) = first.type
    else { return nil }
    return forms.first { $0.matches(word) }?.block
  }
}

/// Words of one kind that are too many to be listed, such as the names of parameters.
public struct WordPattern: Sendable {
  /// What such a word is, as messages call it: `a parameter such as W1`.
  public let description: String
  /// What stands for such a word in a usage.
  public let placeholder: String
  /// Which of them a session has, for completion.
  public let kind: NameKind
  /// Whether a word is one of them.
  let matches: @Sendable (String) -> Bool

  /// Creates a pattern.
  public init(
    _ description: String, placeholder: String, kind: NameKind, matches: @escaping @Sendable (String) -> Bool
  ) {
    (self.description, self.placeholder, self.kind, self.matches) = (description, placeholder, kind, matches)
  }
}

extension ValueType {
  /// Whether a token tells that a value of this type is on the line, or was to be.
  fileprivate func isToldBy(_ kind: Token.Kind) -> Bool {
    switch (self, kind) {
    case (.comparison, .symbol(let symbol)): Comparison.Relation(rawValue: symbol) != nil
    case (.number, .number), (.number, .variable), (.number, .place): true
    default: false
    }
  }
}
