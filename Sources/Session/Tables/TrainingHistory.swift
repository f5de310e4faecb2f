import Outputs

/// What trainings leave behind, as tables and curves.
extension State {
  /// A row a logged entry: the step or epoch, the loss, and the network on the test part.
  func historyTable(_ entries: [LogEntry], isFull: Bool, wholeWith: String = "full") -> Table {
    let entries = entries.filter(\.isLogged)
    let hasTest = entries.contains { $0.test != nil }
    let countsEpochs = entries.allSatisfy(\.countsEpochs)
    let areWhole = entries.allSatisfy { $0.epochs == $0.epochs.rounded() }
    let names = resultNames
    let headings = [countsEpochs ? "epoch" : "step", "loss"] + (hasTest ? names.map { "test \($0)" } : [])
    return Table(
      columns: headings.map { Table.Column($0) },
      rows: entries.map { entry in
        let test: [Table.Value] =
          entry.test.map { results($0).map { .number($0, decimals: decimals) } } ?? names.map { _ in .none }
        let counted: Table.Value =
          !countsEpochs
          ? .integer(entry.step)
          : areWhole ? .integer(Int(entry.epochs)) : .number(entry.epochs, decimals: 2)
        return [counted, .number(entry.loss, decimals: decimals)] + (hasTest ? test : [])
      }, isFull: isFull, wholeWith: wholeWith)
  }
}
