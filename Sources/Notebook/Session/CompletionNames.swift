import Language
import Outputs

/// The names that a session has for completion.
extension Session {
  /// What can be named now: parameters, hidden layers, runs, files; and the values that `let` has named.
  public func completionContext() -> CompletionContext {
    CompletionContext(
      parameters: network.blocks.map { block in
        let size = block.role == .weights ? "\(block.rows) × \(block.columns)" : counted(block.columns, "value")
        return (ParameterName(block).description, size)
      },
      hiddenLayers: max(network.affineCount - 1, 0), names: parser.names.map { ($0.key, $0.value.shown) },
      runs: runs.map(\.name), columns: dataset?.inputNames ?? [], entries: { [files] in files.entries(of: $0) })
  }
}
