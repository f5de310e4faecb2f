/// The arguments of a form as they were read, each of the type its parameter asks for.
struct Arguments {
  /// The values by parameter name; what was left out has none.
  var values: [String: Value] = [:]
  /// The places of the arguments; an argument of a keyword's form is `keyword.argument`.
  var places: [String: Span] = [:]
  /// The lines of the block, if there is one.
  var rows: [WrittenRow] = []

  /// The value of one argument.
  enum Value {
    case number(Double)
    case numbers([Double])
    case form(String, Arguments)
    case word(String)
    case literal(Token.Kind)
    case columns([ColumnReference])
    case condition(Condition)
    case comparison(Comparison)
    case text(String)
    case flag
  }

  func has(_ name: String) -> Bool { values[name] != nil }

  func number(_ name: String) -> Double? {
    if case .number(let value)? = values[name] { value } else { nil }
  }

  func integer(_ name: String) -> Int? { number(name).map { Int($0) } }

  func numbers(_ name: String) -> [Double] {
    if case .numbers(let values)? = values[name] { values } else { [] }
  }

  func word(_ name: String) -> String? {
    if case .word(let word)? = values[name] { word } else { nil }
  }

  func literal(_ name: String) -> Token.Kind? {
    if case .literal(let value)? = values[name] { value } else { nil }
  }

  func path(_ name: String) -> String? {
    if case .text(let text)? = values[name] { text } else { nil }
  }

  func columns(_ name: String) -> [ColumnReference]? {
    if case .columns(let columns)? = values[name] { columns } else { nil }
  }

  func condition(_ name: String) -> Condition? {
    if case .condition(let condition)? = values[name] { condition } else { nil }
  }

  func form(_ name: String) -> (name: String, arguments: Arguments)? {
    if case .form(let form, let arguments)? = values[name] { (form, arguments) } else { nil }
  }
}
