import Engine
import Language
import Outputs

/// `show predictions`: the outputs, after softmax where the loss includes it.
struct PredictionsSubject: Subject {
  private let row: Int?

  static let form = Form(
    "predictions", synonyms: ["prediction"], "the outputs, after softmax where the loss includes it", [.row])

  init(_ word: String, _ arguments: Arguments) { row = arguments.integer(ifGiven: "row") }

  var description: String { "predictions" + onRow(row) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundFit {
    let fit = try facts.requireFit(at)
    try facts.requireRow(row, at)
    return fit
  }

  func shape(_ fit: FoundFit, _ facts: Facts) -> SubjectShape { .rows(fit.data.rows(row, of: fit.network.outputs)) }

  func value(_ fit: FoundFit, _ state: State) -> SubjectValue {
    .rows(state.predictions(fit).selected(row))
  }

  func outputs(_ fit: FoundFit, _ state: State, isFull: Bool) -> [Output] {
    let dataset = state.dataset(fit.data)
    let seen = SeenRows(dataset, row: row, isFull: isFull)
    let values = state.columns(ofPredictions: state.predictions(from: state.evaluation(fit, seen).outputs))
    let caption =
      state.isSoftmaxed
      ? "Predicted probability of each class."
      : state.facts.loss == nil ? "Outputs: without a loss nothing tells what they predict." : "Predictions."
    return [.table(state.sampleTable(dataset, seen, caption, values: values, isFull: isFull))]
  }
}
