import Datasets
import Engine
import Language
import Outputs

/// `show deltas`: the gradient of the loss by z of every layer with weights.
struct DeltasSubject: Subject {
  private let layer: ChosenLayer
  private let rows: ChosenRows

  static let form = Form(
    "deltas", synonyms: ["delta"], "∂L/∂z of every layer for every row, L being the loss of the rows shown",
    [ChosenLayer.parameter] + ChosenRows.parameters)

  init(_ word: String, _ arguments: Arguments) {
    (layer, rows) = (ChosenLayer(arguments), ChosenRows(arguments))
  }

  var description: String { "deltas\(layer)\(rows)" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundObjective {
    let objective = try facts.requireObjective(at)
    try layer.check(facts, at)
    try rows.check(objective.fit.data, facts, at)
    return objective
  }

  func shape(_ objective: FoundObjective, _ facts: Facts) -> SubjectShape {
    .rows(layer.lengths(facts, rows, of: objective.fit.data))
  }

  func value(_ objective: FoundObjective, _ state: State) -> SubjectValue {
    .rows(deltas(objective, rows.dataset(objective.fit.data, state), state).flatMap(\.matrix.allRows))
  }

  func outputs(_ objective: FoundObjective, _ state: State, isFull: Bool) -> [Output] {
    let dataset = rows.dataset(objective.fit.data, state)
    let seen = SeenRows(dataset, rows.chosen, isFull: isFull)
    let first = rows.chosen.map { $0.lowerBound - 1 } ?? 0
    let count = dataset.places(rows.chosen).count
    let loss = objective.objective.reduction == .mean ? "the mean loss over" : "the loss summed over"
    let meaning = rows.chosen.map { $0.count == 1 ? "the loss on row \($0.lowerBound) alone" : nil } ?? nil
    return deltas(objective, dataset, state).map { number, matrix in
      let caption =
        "Deltas of layer \(number), \(counted(matrix.columns, "unit"))\(rows.place): ∂L/∂z, L being "
        + (meaning ?? "\(loss) \(counted(count, "row"))") + "."
      let values = state.columns(
        state.unitHeadings(number, matrix.columns), matrix.slice(rows: seen.places.map { $0 - first }))
      return .table(state.sampleTable(dataset, seen, caption, values: values, isFull: isFull))
    }
  }

  /// The deltas of each layer for the rows that are meant, counted from 1.
  private func deltas(
    _ objective: FoundObjective, _ dataset: Dataset, _ state: State
  ) -> [(number: Int, matrix: Matrix)] {
    let places = dataset.places(rows.chosen)
    let trace = Trace(
      state.network, inputs: dataset.inputs.slice(rows: places),
      targets: state.fitted(dataset.targets, objective.fit).slice(rows: places), objective: objective.objective)
    let shaped = state.network.shapedLayers
    return layer.numbers(of: shaped.count).map { number in
      guard let gradient = trace.outputGradients[shaped[number - 1]] else {
        preconditionFailure("a layer with weights has a gradient by what it gives")
      }
      return (number, gradient)
    }
  }
}
