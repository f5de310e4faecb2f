import Outputs

/// What trainings leave behind, as tables and curves.
extension State {
  /// A row a logged entry: the step or epoch, the loss, and the network on the test part.
  func historyTable(_ entries: [LogEntry], isFull: Bool, wholeWith: String = "full") -> Table {
    let entries = entries.filter(\.isLogged)
    let hasTest = entries.contains { $0.test != nil }
    let countsEpochs = entries.allSatisfy { $0.epoch != nil }
    let names = resultNames
    let headings = [countsEpochs ? "epoch" : "step", "loss"] + (hasTest ? names.map { "test \($0)" } : [])
    return Table(
      columns: headings.map { Table.Column($0) },
      rows: entries.map { entry in
        let test: [Table.Value] =
          entry.test.map { results($0).map { .number($0, decimals: decimals) } } ?? names.map { _ in .none }
        let counted = countsEpochs ? entry.epoch ?? 0 : entry.step
        return [.integer(counted), .number(entry.loss, decimals: decimals)] + (hasTest ? test : [])
      }, isFull: isFull, wholeWith: wholeWith)
  }

  /// The loss before each recorded step, and on the test part where the log has it.
  var lossCurve: Plot {
    let points = history.filter(\.isOnCurve).map { Plot.Point(x: Double($0.step), y: $0.loss) }
    let tested = history.compactMap { entry in entry.test.map { Plot.Point(x: Double(entry.step), y: $0.loss) } }
    var series = [Plot.Series(name: "loss", points: points)]
    if !tested.isEmpty { series.append(Plot.Series(name: "test loss", points: tested)) }
    return Plot(title: "Loss", xLabel: "step", yLabel: "loss", series: series)
  }
}
