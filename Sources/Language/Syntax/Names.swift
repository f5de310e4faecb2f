/// The values that names stand for.
public typealias NamedValues = SharedDictionary<Token.Kind>

/// The token itself, or the value that a name stands for.
func substituted(
  _ token: Token, _ names: NamedValues, _ grammar: Grammar
) throws(Diagnostic) -> Token.Kind {
  guard case .variable(let name) = token.kind else { return token.kind }
  guard let value = names[name] else {
    var mistake = Diagnostic("no value has the name '\(name)'", at: token.span)
    mistake.unknownName = name
    throw mistake
  }
  return value
}

extension Grammar {
  /// What to do about a name that has no value.
  func help(forUnknownName name: String, among names: NamedValues) -> String {
    nearest(to: name, among: names.keys.sorted()).map { "a value with a similar name exists: '$\($0)'" }
      ?? "give it one first: '\(naming) \(name) VALUE'"
  }
}
