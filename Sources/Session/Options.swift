import Language

/// Words of which one is chosen, each with what it stands for.
struct Options<Value>: Sendable {
  /// What messages call one of them.
  let noun: String
  private let options: [Option]

  /// A word, and what is made of it and its arguments.
  struct Option: Sendable {
    let form: Form
    let make: @Sendable (Arguments) -> Value

    init(_ form: Form, _ make: @escaping @Sendable (Arguments) -> Value) { (self.form, self.make) = (form, make) }
  }

  init(_ noun: String, _ options: [Option]) { (self.noun, self.options) = (noun, options) }

  /// The type of an argument that chooses one of them.
  var type: ValueType { .choice(noun, options.map(\.form)) }

  /// What was chosen.
  func value(_ chosen: (name: String, arguments: Arguments)) -> Value {
    guard let option = options.first(where: { $0.form.name == chosen.name }) else {
      preconditionFailure("'\(chosen.name)' is no \(noun)")
    }
    return option.make(chosen.arguments)
  }
}
