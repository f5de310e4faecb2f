/// What the session has that the language does not know: names to complete.
public struct CompletionContext: Sendable {
  /// The parameters of the network, such as `W1`, and what each is, such as `2 × 4`.
  public var parameters: [(name: String, summary: String)]
  /// The number of hidden layers.
  public var hiddenLayers: Int
  /// The names that `let` has given, without `$`, and their values.
  public var names: [(name: String, value: String)]
  /// The names of the runs that were kept.
  public var runs: [String]
  /// The names of the columns of a table.
  public var columns: [String]
  /// The entries of a folder as the notebook names it (`""` is its own): names, folders with a `/` at the end.
  public var entries: @Sendable (String) -> [String]

  /// Creates a context; what is left out is empty.
  public init(
    parameters: [(name: String, summary: String)] = [], hiddenLayers: Int = 0,
    names: [(name: String, value: String)] = [], runs: [String] = [], columns: [String] = [],
    entries: @escaping @Sendable (String) -> [String] = { _ in [] }
  ) {
    self.parameters = parameters
    self.hiddenLayers = hiddenLayers
    self.names = names
    self.runs = runs
    self.columns = columns
    self.entries = entries
  }

  /// The values by name, as the parser replaces `$name` by them.
  var bindings: [String: Token.Kind] {
    Dictionary(names.map { ($0.name, Token.Kind(value: $0.value)) }) { _, last in last }
  }
}
