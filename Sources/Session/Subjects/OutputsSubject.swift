import Language
import Outputs

/// `show outputs`: what the last layer gives for every row.
struct OutputsSubject: Subject {
  private let row: Int?

  static let form = Form("outputs", synonyms: ["output", "logits"], "what the last layer gives for every row", [.row])

  init(_ word: String, _ arguments: Arguments) { row = arguments.integer(ifGiven: "row") }

  var description: String { "outputs" + onRow(row) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundFit {
    let fit = try facts.requireFit(at)
    try facts.requireRow(row, at)
    return fit
  }

  func shape(_ fit: FoundFit, _ facts: Facts) -> SubjectShape { .rows(fit.data.rows(row, of: fit.network.outputs)) }

  func value(_ fit: FoundFit, _ state: State) -> SubjectValue { .rows(state.evaluation(fit).outputs.selected(row)) }

  func outputs(_ fit: FoundFit, _ state: State, isFull: Bool) -> [Output] {
    let dataset = state.dataset(fit.data)
    let seen = SeenRows(dataset, row: row, isFull: isFull)
    let outputs = state.evaluation(fit, seen).outputs
    let values = state.columns(state.outputHeadings(outputs.columns), outputs)
    return [.table(state.sampleTable(dataset, seen, "Outputs of the last layer.", values: values, isFull: isFull))]
  }
}
