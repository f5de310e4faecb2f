import Engine
import Language
import Outputs

/// `show preactivations`: z of every layer with weights for every row, before any function of it.
struct PreactivationsSubject: Subject {
  private let layer: ChosenLayer
  private let rows: ChosenRows

  static let form = Form(
    "preactivations", "z = xW + b of every layer for every row, before any function of it",
    [ChosenLayer.parameter] + ChosenRows.parameters)

  init(_ word: String, _ arguments: Arguments) {
    (layer, rows) = (ChosenLayer(arguments), ChosenRows(arguments))
  }

  var description: String { "preactivations\(layer)\(rows)" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundFit {
    let fit = try facts.requireFit(at)
    try layer.check(facts, at)
    try rows.check(fit.data, facts, at)
    return fit
  }

  func shape(_ fit: FoundFit, _ facts: Facts) -> SubjectShape { .rows(layer.lengths(facts, rows, of: fit.data)) }

  func value(_ fit: FoundFit, _ state: State) -> SubjectValue {
    let evaluation = Evaluation(state.network, inputs: rows.dataset(fit.data, state).inputs)
    let shaped = state.network.shapedLayers
    return .rows(
      layer.numbers(of: shaped.count).flatMap { evaluation.layerOutputs[shaped[$0 - 1]].selected(rows.chosen) })
  }

  func outputs(_ fit: FoundFit, _ state: State, isFull: Bool) -> [Output] {
    let dataset = rows.dataset(fit.data, state)
    let seen = SeenRows(dataset, rows.chosen, isFull: isFull)
    let evaluation = state.evaluation(dataset, seen)
    let shaped = state.network.shapedLayers
    return layer.numbers(of: shaped.count).map { number in
      let matrix = evaluation.layerOutputs[shaped[number - 1]]
      let caption = "Pre-activations z of layer \(number), \(counted(matrix.columns, "unit"))\(rows.place)."
      let values = state.columns(state.unitHeadings(number, matrix.columns), matrix)
      return .table(state.sampleTable(dataset, seen, caption, values: values, isFull: isFull))
    }
  }
}
