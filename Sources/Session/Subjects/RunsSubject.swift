import Language
import Outputs

/// `show runs`: what was kept of each run.
struct RunsSubject: Subject {
  static let form = Form("runs", "what was kept of each run: how it was trained, and the network's results")

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { "runs" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) { try facts.requireRuns(at) }

  func shape(_ ready: Void, _ facts: Facts) -> SubjectShape { .rows(nil) }

  func value(_ ready: Void, _ state: State) -> SubjectValue {
    .rows(state.runs.map { [Double($0.steps)] + results(of: $0, state) })
  }

  func outputs(_ ready: Void, _ state: State, isFull: Bool) -> [Output] {
    let names = state.resultNames
    let hasTest = state.runs.contains { $0.test != nil }
    let headings = ["steps"] + names + (hasTest ? names.map { "test \($0)" } : [])
    return [
      .table(
        Table(
          columns: ["run", "training"].map { Table.Column($0, isNumeric: false) } + headings.map { Table.Column($0) },
          rows: state.runs.map { run in
            [.text(run.name), .text(run.trainings.joined(separator: ", then ")), .integer(run.steps)]
              + results(of: run, state).map { .number($0, decimals: state.decimals) }
          }, isFull: isFull))
    ]
  }

  private func results(of run: KeptRun, _ state: State) -> [Double] {
    [run.training, run.test].compactMap { $0 }.flatMap(state.results)
  }
}
