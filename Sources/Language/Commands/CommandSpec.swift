/// Everything the language knows of one command; parser, help, completion and the reference all read it here.
public struct CommandSpec: Sendable {
  /// The name, the parameters and a one-line summary.
  public let form: Form
  /// What a reader has to know beyond the parameters; sentences.
  public let details: String
  /// Uses that are right: each parses by itself.
  public let examples: [String]
  /// Uses that are wrong, with the message each gets.
  public let misuses: [Misuse]
  /// Makes the action from arguments that have passed every check of the form.
  let make: @Sendable (Arguments) -> Action

  init(
    _ form: Form, details: String = "", examples: [String], misuses: [Misuse] = [],
    make: @escaping @Sendable (Arguments) -> Action
  ) {
    self.form = form
    self.details = details
    self.examples = examples
    self.misuses = misuses
    self.make = make
  }

  /// A wrong use and the message it gets.
  public struct Misuse: Sendable {
    /// The wrong command.
    public let text: String
    /// The message of the diagnostic.
    public let message: String

    init(_ text: String, _ message: String) {
      self.text = text
      self.message = message
    }
  }
}

/// A word that takes arguments: a command, a kind of layer or data, an initialiser.
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
  /// Whether it stands for every `W1`, `b2`, `gamma1` and so on.
  let isParameterName: Bool

  init(
    _ name: String, synonyms: [String] = [], _ summary: String, _ parameters: [Parameter] = [], block: Block? = nil,
    isParameterName: Bool = false
  ) {
    self.name = name
    self.synonyms = synonyms
    self.summary = summary
    self.parameters = parameters
    self.block = block
    self.isParameterName = isParameterName
  }

  /// A block of lines, each a row of numbers, closed by `end`.
  public struct Block: Sendable {
    /// What one line looks like.
    public let line: String
    /// The argument whose presence takes the block's place.
    public let unless: String?
    /// The word that closes every block.
    static let end = "end"
    /// What the lines look like and how they end.
    var explanation: String { "lines such as '\(line)', and then '\(Self.end)'" }
  }

  /// Whether a word names this form.
  func matches(_ word: String) -> Bool {
    isParameterName ? ParameterName(word) != nil : word == name || synonyms.contains(word)
  }
}

/// One argument of a form.
public struct Parameter: Sendable {
  /// The name: the keyword itself where there is one.
  public let name: String
  /// Other words for the keyword.
  public let synonyms: [String]
  /// How the argument is written.
  public let role: Role
  /// The values it takes.
  public let type: ValueType
  /// Whether it may be left out.
  public let isOptional: Bool
  /// What it means, in one line, with the default where there is one.
  public let summary: String
  /// What it names, where that may exist already.
  let names: Named?

  /// The things of a session that an argument names by a number or a word.
  enum Named: Sendable {
    case hiddenLayer, run
  }

  /// The ways to write an argument.
  public enum Role: Sendable {
    /// By its place alone.
    case positional
    /// After its keyword.
    case keyword
    /// As a keyword without a value.
    case flag
  }

  static func positional(
    _ name: String, _ type: ValueType, isOptional: Bool = false, names: Named? = nil, _ summary: String
  ) -> Parameter {
    Parameter(
      name: name, synonyms: [], role: .positional, type: type, isOptional: isOptional, summary: summary, names: names)
  }

  static func keyword(
    _ name: String, synonyms: [String] = [], _ type: ValueType, _ summary: String
  ) -> Parameter {
    Parameter(
      name: name, synonyms: synonyms, role: .keyword, type: type, isOptional: true, summary: summary, names: nil)
  }

  static func flag(_ name: String, _ summary: String) -> Parameter {
    Parameter(
      name: name, synonyms: [], role: .flag, type: .choice("", []), isOptional: true, summary: summary, names: nil)
  }
}

extension Form {
  /// Whether a word is a keyword of this form, or of one that it chooses from.
  func hasKeyword(_ word: String) -> Bool {
    parameters.contains { parameter in
      if parameter.matches(word) { return true }
      guard parameter.role == .positional, case .choice(_, let forms) = parameter.type else { return false }
      return forms.contains { $0.hasKeyword(word) }
    }
  }
}

extension Parameter {
  /// Whether a word is the keyword.
  func matches(_ word: String) -> Bool { role != .positional && (word == name || synonyms.contains(word)) }

  /// Whether a word is one of those it chooses from by its place.
  func isChosen(by word: String) -> Bool {
    guard role == .positional, case .choice(_, let forms) = type else { return false }
    return forms.contains { $0.matches(word) }
  }

  /// Whether a number could be its value.
  func takes(_ number: Double) -> Bool {
    switch type {
    case .integer(let range):
      number == number.rounded() && number >= Double(range.lowerBound) && number <= Double(range.upperBound)
    case .number(let range): range.objection(to: number) == nil
    default: false
    }
  }
}

/// The values an argument takes.
public indirect enum ValueType: Sendable {
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// A finite number in a range.
  case number(NumberRange)
  /// All the numbers that follow, at least one.
  case numbers
  /// One of several words, each with arguments of its own; the noun names them in messages.
  case choice(String, [Form])
  /// A name that `let` gives.
  case name
  /// A number, a word or a string.
  case literal
  /// The name of a command.
  case command
  /// `W1`, `b2`, `gamma1`.
  case parameterName
  /// A file or folder, in quotes.
  case path
  /// A column of a table, by name or by number.
  case column
  /// All the columns that follow, at least one.
  case columns
  /// A quantity, an operator and a number: `loss < 0.01`.
  case condition
  /// An operator and a number or a string: `< 0.01`.
  case comparison
}

/// The finite numbers an argument may take.
public struct NumberRange: Sendable {
  /// The bound below, if there is one.
  public var lower: Double?
  /// Whether the bound below is itself excluded.
  public var excludesLower = false
  /// The bound above, if there is one.
  public var upper: Double?
  /// Whether the bound above is itself included.
  public var includesUpper = false

  static let any = NumberRange()
  static let positive = NumberRange(lower: 0, excludesLower: true)
  static let notNegative = NumberRange(lower: 0)
  /// At least 0 and less than 1.
  static let probability = NumberRange(lower: 0, upper: 1)
  /// Between 0 and 1, both excluded.
  static let share = NumberRange(lower: 0, excludesLower: true, upper: 1)
  /// From 0 to 1, both included.
  static let fraction = NumberRange(lower: 0, upper: 1, includesUpper: true)

  /// What is wrong with a number, as the end of a sentence, or nil if nothing is.
  func objection(to value: Double) -> String? {
    guard value.isFinite else { return "must be a finite number" }
    if let upper, includesUpper, value > upper { return "must not be greater than \(upper.plain)" }
    if let upper, !includesUpper, value >= upper { return "must be less than \(upper.plain)" }
    guard let lower, value < lower || (excludesLower && value == lower) else { return nil }
    return excludesLower ? "must be greater than \(lower.plain)" : "must not be less than \(lower.plain)"
  }
}
