/// What could stand next where the arguments of a command end.
enum AwaitedArgument {
  /// A value of a parameter of a form; the owner is the form as messages name it.
  case value(of: Parameter, in: Form, owner: String)
  /// The next part of a value that has begun.
  case part(ValueType, of: Parameter, in: Form, owner: String)
  /// The keyword or flag itself.
  case keyword(Parameter)
}
