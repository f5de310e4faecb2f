/// The arguments of a form as they were read, each of the type its parameter asks for, with the defaults filled in.
///
/// What may be left out without a default is asked for with `ifGiven`; every other argument is there, for the reader of
/// arguments has seen to it.
public struct Arguments: Sendable {
  /// Creates arguments of which there are none.
  public init() {}

  /// The values by parameter name; what was left out and has no default has none.
  var values: [String: Value] = [:]
  /// The places of the arguments that were written; an argument of a keyword's form is `keyword.argument`.
  var places: [String: Span] = [:]
  /// The lines of a block of numbers, if there is one.
  public internal(set) var rows: [WrittenRow] = []
  /// The lines of a block of commands, if there is one.
  public internal(set) var body: Body?

  /// The value of one argument.
  enum Value: Sendable {
    case number(Double)
    case range(ClosedRange<Int>)
    case numbers([Double])
    case form(String, Arguments)
    case word(String)
    case words([String])
    case literal(Token.Kind)
    case place(String, [Int])
    case columns([ColumnReference])
    case condition(Condition)
    case comparison(Comparison)
    case text(String)
    case texts([WrittenText])
    case tokens([Token])
    case flag
  }

  /// The lines of a block of commands, to be read when the command runs.
  public struct Body: Sendable {
    /// The lines between the command's and `end`.
    public let lines: [Span]
    /// What they are lines of.
    public let source: Source
  }

  /// Whether an argument was written.
  public func has(_ name: String) -> Bool { places[name] != nil }

  /// A number.
  public func number(_ name: String) -> Double { required(number(ifGiven: name), name) }

  /// A number that may be missing.
  public func number(ifGiven name: String) -> Double? {
    if case .number(let value)? = values[name] { value } else { nil }
  }

  /// A whole number.
  public func integer(_ name: String) -> Int { Int(number(name)) }

  /// A whole number that may be missing.
  public func integer(ifGiven name: String) -> Int? { number(ifGiven: name).map { Int($0) } }

  /// One or several whole numbers that may be missing.
  public func range(ifGiven name: String) -> ClosedRange<Int>? {
    if case .range(let range)? = values[name] { range } else { nil }
  }

  /// Numbers, at least one.
  public func numbers(_ name: String) -> [Double] {
    if case .numbers(let values)? = values[name] { values } else { required(nil, name) }
  }

  /// A word: a name, or that of a command.
  public func word(_ name: String) -> String { required(word(ifGiven: name), name) }

  /// A word that may be missing.
  public func word(ifGiven name: String) -> String? { if case .word(let word)? = values[name] { word } else { nil } }

  /// A word, and the place in it if there is one.
  public func place(_ name: String) -> (word: String, indices: [Int]) {
    if case .place(let word, let indices)? = values[name] { (word, indices) } else { required(nil, name) }
  }

  /// Words that name a place in the language, which may be missing.
  public func words(ifGiven name: String) -> [String]? {
    if case .words(let words)? = values[name] { words } else { nil }
  }

  /// A number, a word or a string.
  public func literal(_ name: String) -> Token.Kind { required(literal(ifGiven: name), name) }

  /// A number, a word or a string that may be missing.
  public func literal(ifGiven name: String) -> Token.Kind? {
    if case .literal(let value)? = values[name] { value } else { nil }
  }

  /// A path.
  public func path(_ name: String) -> String { required(text(ifGiven: name), name) }

  /// The paths among the arguments of a form, and of the forms that are chosen in it.
  func paths(of form: Form) -> [String] {
    form.parameters.flatMap { parameter -> [String] in
      switch (parameter.type, values[parameter.name]) {
      case (.path, .text(let path)): [path]
      case (.choice(_, let forms), .form(let name, let inner)):
        forms.first { $0.matches(name) }.map { inner.paths(of: $0) } ?? []
      default: []
      }
    }
  }

  /// A string that a value is compared with.
  public func text(ifGiven name: String) -> String? { if case .text(let text)? = values[name] { text } else { nil } }

  /// Texts in quotes, at least one.
  public func texts(_ name: String) -> [WrittenText] {
    if case .texts(let texts)? = values[name] { texts } else { required(nil, name) }
  }

  /// Names with their values, which may be missing: tokens of which the first is a word.
  public func tokens(ifGiven name: String) -> [Token]? {
    if case .tokens(let tokens)? = values[name] { tokens } else { nil }
  }

  /// Columns that may be missing.
  public func columns(ifGiven name: String) -> [ColumnReference]? {
    if case .columns(let columns)? = values[name] { columns } else { nil }
  }

  /// A condition that may be missing.
  public func condition(ifGiven name: String) -> Condition? {
    if case .condition(let condition)? = values[name] { condition } else { nil }
  }

  /// A comparison with a number that may be missing.
  public func comparison(ifGiven name: String) -> Comparison? {
    if case .comparison(let comparison)? = values[name] { comparison } else { nil }
  }

  /// The word that was chosen, and its arguments.
  public func form(_ name: String) -> (name: String, arguments: Arguments) { required(form(ifGiven: name), name) }

  /// The word that was chosen, and its arguments; nil if there is none.
  public func form(ifGiven name: String) -> (name: String, arguments: Arguments)? {
    if case .form(let form, let arguments)? = values[name] { (form, arguments) } else { nil }
  }

  private func required<Value>(_ value: Value?, _ name: String) -> Value {
    guard let value else { preconditionFailure("'\(name)' is neither required nor has it a default") }
    return value
  }
}
