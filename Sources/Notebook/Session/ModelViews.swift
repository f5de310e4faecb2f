import Engine
import Language
import Outputs

/// What a session shows of the network as a whole and of its training.
extension Session {
  var modelRows: [(name: String, numbers: [Int])] {
    let widths = network.layerWidths
    return network.layers.enumerated().map { index, layer in
      let inputs = index == 0 ? network.inputWidth ?? 0 : widths[index - 1]
      let parameters =
        switch layer {
        case .affine: (inputs + 1) * widths[index]
        case .batchNorm: 2 * inputs
        case .activation, .dropout: 0
        }
      return (layer.name, [inputs, widths[index], parameters])
    }
  }

  var modelTable: Table {
    let precision = network.precision == .float64 ? "float64" : "float32"
    let loss = outline.loss.map { ", loss \($0.name.rawValue)" } ?? ""
    return Table(
      caption: "Network: \(network.parameterCount) parameters, \(precision)\(loss).",
      columns: [
        Table.Column("layer", isNumeric: false), Table.Column("inputs"), Table.Column("outputs"),
        Table.Column("parameters"),
      ], rows: modelRows.map { row in [.text(row.name)] + row.numbers.map { .integer($0) } })
  }

  /// A row of the log: the step or epoch, the loss, and the network on the test part.
  func historyTable(_ entries: [Entry], isFull: Bool) -> Table {
    let entries = entries.filter(\.isLogged)
    let hasTest = entries.contains { $0.test != nil }
    let countsEpochs = entries.allSatisfy { $0.epoch != nil }
    let headings =
      [countsEpochs ? "epoch" : "step", "loss"]
      + (hasTest ? ["test loss"] + (outline.tellsClasses ? ["test accuracy"] : []) : [])
    return Table(
      columns: headings.map { Table.Column($0) },
      rows: entries.map { entry in
        let test: [Table.Value] =
          entry.test.map { results($0).map { .number($0, decimals: decimals) } }
          ?? (outline.tellsClasses ? [.none, .none] : [.none])
        let counted = countsEpochs ? entry.epoch ?? 0 : entry.step
        return [.integer(counted), .number(entry.loss, decimals: decimals)] + (hasTest ? test : [])
      }, isFull: isFull)
  }

  /// The numbers of a row of the log.
  func historyRow(_ entry: Entry) -> [Double] {
    [Double(entry.step), entry.loss] + (entry.test.map(results) ?? [])
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
