import Language
import Outputs

/// `show outputs`: what the last layer gives for every row.
struct OutputsSubject: Subject {
  private let rows: ChosenRows

  static let form = Form(
    "outputs", synonyms: ["output", "logits"], "what the last layer gives for every row", ChosenRows.parameters)

  init(_ word: String, _ arguments: Arguments) { rows = ChosenRows(arguments) }

  var description: String { "outputs\(rows)" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundFit {
    let fit = try facts.requireFit(at)
    try rows.check(fit.data, facts, at)
    return fit
  }

  func shape(_ fit: FoundFit, _ facts: Facts) -> SubjectShape { .rows(rows.lengths(fit.network.outputs, of: fit.data)) }

  func value(_ fit: FoundFit, _ state: State) -> SubjectValue {
    .rows(state.outputs(for: rows.dataset(fit.data, state)).selected(rows.chosen))
  }

  func outputs(_ fit: FoundFit, _ state: State, isFull: Bool) -> [Output] {
    let dataset = rows.dataset(fit.data, state)
    let seen = SeenRows(dataset, rows.chosen, isFull: isFull)
    let outputs = state.evaluation(dataset, seen).outputs
    let values = state.columns(state.outputHeadings(outputs.columns), outputs)
    return [
      .table(
        state.sampleTable(
          dataset, seen, "Outputs of the last layer\(rows.place).", values: values, isFull: isFull))
    ]
  }
}
