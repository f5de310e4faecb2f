import Language
import Outputs

extension Runner {
  /// What can be named now: parameters, hidden layers, runs, columns, files; and the values that `let` has named.
  public func completionContext() -> CompletionContext {
    let state = state
    return CompletionContext(
      grammar,
      existing: [
        .parameter: state.network.blocks.map { block in
          let size = block.role.isMatrix ? "\(block.rows) × \(block.columns)" : counted(block.columns, "value")
          return (ParameterName(block).description, size)
        },
        .layer: state.network.shapedLayers.indices.map { (String($0 + 1), "layer \($0 + 1)") },
        .hiddenLayer: (1..<max(state.network.shapedLayers.count, 1)).map { (String($0), "hidden layer \($0)") },
        .run: state.runs.map { ($0.name, "a run that was kept") },
        .sweepVariable: (state.facts.sweep?.ordinaryNames ?? []).map { ($0, "a variable of the sweep") },
        .column: (state.dataset?.inputNames ?? []).map { ($0, "a column") },
      ],
      names: state.facts.names.values.entries.map { ($0.key, $0.value.shown) },
      entries: { [files] in files.entries(of: $0) })
  }
}
