import Engine
import Language
import Outputs

/// `show model`: the layers with their shapes and parameters.
struct ModelSubject: Subject {
  static let form = Form("model", "the layers with their shapes and parameters")

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { "model" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) { _ = try facts.requireNetwork(at) }

  func shape(_ ready: Void, _ facts: Facts) -> SubjectShape {
    .rows(Array(repeating: 3, count: facts.layers.count))
  }

  func value(_ ready: Void, _ state: State) -> SubjectValue {
    .rows(rows(of: state.network).map { $0.numbers.map(Double.init) })
  }

  func outputs(_ ready: Void, _ state: State, isFull: Bool) -> [Output] {
    let precision = state.network.precision == .float64 ? "float64" : "float32"
    let loss = state.facts.loss.map { ", loss \($0.objective.loss.name)" } ?? ""
    return [
      .table(
        Table(
          caption: "Network: \(state.network.parameterCount) parameters, \(precision)\(loss).",
          columns: [
            Table.Column("layer", isNumeric: false), Table.Column("inputs"), Table.Column("outputs"),
            Table.Column("parameters"),
          ], rows: rows(of: state.network).map { row in [.text(row.name)] + row.numbers.map { .integer($0) } },
          isFull: isFull))
    ]
  }

  /// The name of each layer, and its inputs, outputs and parameters.
  private func rows(of network: Network) -> [(name: String, numbers: [Int])] {
    let widths = network.layerWidths
    let learnt = network.blocks.filter(\.role.isLearnt)
    return network.layers.enumerated().map { index, layer in
      let inputs = index == 0 ? network.inputWidth ?? 0 : widths[index - 1]
      let parameters = learnt.reduce(0) { $1.layer == index ? $0 + $1.count : $0 }
      return (layer.name, [inputs, widths[index], parameters])
    }
  }
}

extension Layer {
  /// The layer as the language names it, with what was said of it.
  var name: String {
    ([word]
      + settings.filter { $0.value != $0.standard }.map { ($0.name.map { "\($0) " } ?? "") + $0.value.plain })
      .joined(separator: " ")
  }
}
