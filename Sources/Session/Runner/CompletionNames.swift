import Language
import Outputs

extension Runner {
  /// What can be named now: parameters, hidden layers, runs, columns, files; and the values that `let` has named.
  public func completionContext() -> CompletionContext {
    var facts = state.facts
    facts.files = files
    return facts.completionContext(columns: state.dataset?.inputNames ?? [])
  }
}

extension Facts {
  /// What can be named as far as is known without running; the columns of a table are only known to who has read it.
  func completionContext(columns: [String] = []) -> CompletionContext {
    let layers = shapes.count
    return CompletionContext(
      table.grammar,
      existing: [
        .parameter: parameters.map { name, rows, columns in
          (name.description, name.role.isMatrix ? "\(rows) × \(columns)" : counted(columns, "value"))
        },
        .layer: (0..<layers).map { (String($0 + 1), "layer \($0 + 1)") },
        .hiddenLayer: (1..<max(layers, 1)).map { (String($0), "hidden layer \($0)") },
        .run: runs.all.map { ($0, "a run that was kept") },
        .sweepVariable: (sweep?.ordinaryNames ?? []).map { ($0, "a variable of the sweep") },
        .column: columns.map { ($0, "a column") },
      ],
      names: names.values.entries.map { ($0.key, $0.value.shown) },
      entries: { [files] in files.entries(of: $0) })
  }
}
