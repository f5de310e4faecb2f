import Language
import Outputs

/// `show data`: inputs and targets; pictures as pictures.
struct DataSubject: Subject {
  private let rows: ChosenRows

  static let form = Form("data", "inputs and targets; pictures as pictures", ChosenRows.parameters)

  init(_ word: String, _ arguments: Arguments) { rows = ChosenRows(arguments) }

  var description: String { "data\(rows)" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundData {
    let data = try facts.requireData(at)
    try rows.check(data, facts, at)
    return data
  }

  func shape(_ data: FoundData, _ facts: Facts) -> SubjectShape {
    .rows(rows.lengths(data.facts.map { $0.inputs + $0.targets } ?? 0, of: data))
  }

  func value(_ data: FoundData, _ state: State) -> SubjectValue {
    let dataset = rows.dataset(data, state)
    return .rows(dataset.places(rows.chosen).map { dataset.inputs.row($0) + dataset.targets.row($0) })
  }

  func outputs(_ data: FoundData, _ state: State, isFull: Bool) -> [Output] {
    let dataset = rows.dataset(data, state)
    let caption = "Data: \(dataset.name), \(counted(dataset.inputs.rows, "row"))\(rows.place)."
    return [state.dataOutput(dataset, caption, rows.chosen, isFull: isFull)]
  }
}
