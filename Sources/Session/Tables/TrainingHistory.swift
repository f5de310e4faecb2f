import Outputs

/// What trainings leave behind, as tables and curves.
extension State {
  /// A row a logged entry: the step or epoch, the loss, and the network on the test part.
  func historyTable(_ entries: some Sequence<LogEntry>, isFull: Bool, wholeWith: String = "full") -> Table {
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
  var lossCurves: [HistoryCurve] {
    [
      HistoryCurve("loss", history) { $0.isOnCurve ? $0.loss : nil },
      HistoryCurve("test loss", history) { $0.test?.loss },
    ].filter { !$0.points.isEmpty }
  }

  /// The accuracy on the rows to learn from and on the test part, at the rows of the log; none where no classes are told.
  var accuracyCurves: [HistoryCurve] {
    guard tellsClasses else { return [] }
    return [
      HistoryCurve("accuracy", history) { $0.accuracy },
      HistoryCurve("test accuracy", history) { $0.test?.accuracy },
    ].filter { !$0.points.isEmpty }
  }
}

/// A number along the trainings since the network began.
struct HistoryCurve: Sendable, Equatable {
  let name: String
  let points: [Point]

  /// The number at a step, counted as entries of the history are.
  struct Point: Sendable, Equatable {
    let step: Int
    let epochs: Double
    let countsEpochs: Bool
    let value: Double
  }

  /// The curve through those entries that have the number.
  init(_ name: String, _ entries: some Sequence<LogEntry>, _ value: (LogEntry) -> Double?) {
    self.name = name
    points = entries.compactMap { entry in
      value(entry).map {
        Point(step: entry.step, epochs: entry.epochs, countsEpochs: entry.countsEpochs, value: $0)
      }
    }
  }
}
