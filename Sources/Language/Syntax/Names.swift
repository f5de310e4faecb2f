/// The token itself, or the value that a name stands for.
func substituted(
  _ token: Token, _ names: [String: Token.Kind], _ grammar: Grammar
) throws(Diagnostic) -> Token.Kind {
  guard case .variable(let name) = token.kind else { return token.kind }
  guard let value = names[name] else {
    let similar = nearest(to: name, among: names.keys.sorted())
    throw Diagnostic(
      "no value has the name '\(name)'", at: token.span,
      help: similar.map { "a value with a similar name exists: '$\($0)'" }
        ?? "give it one first: '\(grammar.naming) \(name) VALUE'")
  }
  return value
}
