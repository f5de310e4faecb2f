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

  /// The loss before each recorded step, and on the test part where the log has it.
  var lossCurve: Plot {
    let tested = history.compactMap { entry in
      entry.test.map { test in
        var entry = entry
        entry.loss = test.loss
        return entry
      }
    }
    let curves = [("loss", history.filter(\.isOnCurve)), ("test loss", tested)]
    return Plot(title: "Loss", curves: curves.filter { !$0.1.isEmpty })
  }
}

extension Plot {
  /// Losses over steps, or over epochs where all trainings have counted them.
  init(title: String, curves: [(name: String, entries: [LogEntry])]) {
    let countsEpochs = curves.allSatisfy { $0.entries.allSatisfy(\.countsEpochs) }
    let series = curves.map { name, entries in
      Series(
        name: name,
        points: entries.map { Point(x: countsEpochs ? $0.epochs : Double($0.step), y: $0.loss) })
    }
    self.init(title: title, xLabel: countsEpochs ? "epoch" : "step", yLabel: "loss", series: series)
  }
}
