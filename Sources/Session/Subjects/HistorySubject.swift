import Language
import Outputs

/// `show history`: the loss before each logged step over all trainings since the start.
struct HistorySubject: Subject {
  static let form = Form("history", "the loss before each logged step over all trainings since the start")

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { "history" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) { try facts.requireHistory(at) }

  func shape(_ ready: Void, _ facts: Facts) -> SubjectShape { .rows(nil) }

  func value(_ ready: Void, _ state: State) -> SubjectValue {
    .rows(
      state.history.filter(\.isLogged).map { entry in
        [Double(entry.step), entry.loss] + (entry.test.map(state.results) ?? [])
      })
  }

  func outputs(_ ready: Void, _ state: State, isFull: Bool) -> [Output] {
    [.table(state.historyTable(state.history, isFull: isFull))]
  }
}
