import Language
import Outputs

/// `show data`: inputs and targets; pictures as pictures.
struct DataSubject: Subject {
  private let row: Int?

  static let form = Form("data", "inputs and targets; pictures as pictures", [.row])

  init(_ word: String, _ arguments: Arguments) { row = arguments.integer(ifGiven: "row") }

  var description: String { "data" + onRow(row) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundData {
    let data = try facts.requireData(at)
    try facts.requireRow(row, at)
    return data
  }

  func shape(_ data: FoundData, _ facts: Facts) -> SubjectShape {
    .rows(data.rows(row, of: data.facts.map { $0.inputs + $0.targets } ?? 0))
  }

  func value(_ data: FoundData, _ state: State) -> SubjectValue {
    let dataset = state.dataset(data)
    return .rows(dataset.chosenRows(row).map { dataset.inputs.row($0) + dataset.targets.row($0) })
  }

  func outputs(_ data: FoundData, _ state: State, isFull: Bool) -> [Output] {
    let dataset = state.dataset(data)
    let caption = "Data: \(dataset.name), \(counted(dataset.inputs.rows, "row"))."
    return [state.dataOutput(dataset, caption, row: row, isFull: isFull)]
  }
}

extension FoundData {
  /// The lengths of rows that are as many as the data's, or one of them; nil where only running can tell.
  func rows(_ row: Int?, of length: Int) -> [Int]? {
    facts.map { Array(repeating: length, count: row == nil ? $0.rows : 1) }
  }
}
