/// What the session has that the language does not know: names to complete.
public struct CompletionContext: Sendable {
  /// The commands there are.
  public var grammar: Grammar
  /// The names there are of each kind, and what each is, such as `W1` and `2 × 4`.
  public var existing: [NameKind: [(name: String, summary: String)]]
  /// The names that stand for values, without `$`, and their values.
  public var names: [(name: String, value: String)]
  /// The entries of a folder as the notebook names it (`""` is its own): names, folders with a `/` at the end.
  public var entries: @Sendable (String) -> [String]

  /// Creates a context; what is left out is empty.
  public init(
    _ grammar: Grammar, existing: [NameKind: [(name: String, summary: String)]] = [:],
    names: [(name: String, value: String)] = [], entries: @escaping @Sendable (String) -> [String] = { _ in [] }
  ) {
    self.grammar = grammar
    self.existing = existing
    self.names = names
    self.entries = entries
  }

  /// The values by name, as a reader of commands replaces `$name` by them.
  var values: NamedValues {
    NamedValues(Dictionary(names.map { ($0.name, Token.Kind(value: $0.value)) }) { _, last in last })
  }
}
