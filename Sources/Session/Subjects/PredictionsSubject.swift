import Engine
import Language
import Outputs

/// `show predictions`: the outputs, after softmax where the loss includes it.
struct PredictionsSubject: Subject {
  private let rows: ChosenRows

  static let form = Form(
    "predictions", synonyms: ["prediction"], "the outputs, after softmax where the loss includes it",
    ChosenRows.parameters)

  init(_ word: String, _ arguments: Arguments) { rows = ChosenRows(arguments) }

  var description: String { "predictions\(rows)" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundFit {
    let fit = try facts.requireFit(at)
    try rows.check(fit.data, facts, at)
    return fit
  }

  func shape(_ fit: FoundFit, _ facts: Facts) -> SubjectShape { .rows(rows.lengths(fit.network.outputs, of: fit.data)) }

  func value(_ fit: FoundFit, _ state: State) -> SubjectValue {
    .rows(state.predictions(from: state.outputs(for: rows.dataset(fit.data, state))).selected(rows.chosen))
  }

  func outputs(_ fit: FoundFit, _ state: State, isFull: Bool) -> [Output] {
    let dataset = rows.dataset(fit.data, state)
    let seen = SeenRows(dataset, rows.chosen, isFull: isFull)
    let values = state.columns(ofPredictions: state.predictions(from: state.evaluation(dataset, seen).outputs))
    let caption =
      state.isSoftmaxed
      ? "Predicted probability of each class\(rows.place)."
      : state.facts.loss == nil
        ? "Outputs\(rows.place): without a loss nothing tells what they predict."
        : "Predictions\(rows.place)."
    return [.table(state.sampleTable(dataset, seen, caption, values: values, isFull: isFull))]
  }
}
