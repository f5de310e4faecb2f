import Engine
import Language
import Outputs

/// `show test_rmse`, `show test_mae`, `show test_r2`: how far the predictions are from the targets on the test part.
struct TestMeasureSubject<Measure: RegressionMeasure>: WatchedSubject {
  static var form: Form { Form("test_\(Measure.word)", "\(Measure.word) on the test part") }

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { Self.form.name }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundTest {
    let test = try facts.requireTest(at, "subject")
    _ = try facts.requireFit(at, rows: test.objective.fit.data.facts?.testRows)
    return test
  }

  func shape(_ test: FoundTest, _ facts: Facts) -> SubjectShape { .number }

  func value(_ test: FoundTest, _ state: State) -> SubjectValue { .rows([[number(test.objective, state)]]) }

  func outputs(_ test: FoundTest, _ state: State, isFull: Bool) -> [Output] {
    [.note("\(Measure.title) on the test part: \(state.shown(number(test.objective, state))).")]
  }

  private func number(_ objective: FoundObjective, _ state: State) -> Double {
    let part = state.dataset(objective.fit.data).testPart
    return Measure.value(state.predictions(from: state.outputs(for: part)), state.fitted(part.targets, objective.fit))
  }

  // MARK: - Stopping a training

  func checkWatched(_ facts: Facts, _ fit: FoundFit, _ at: Places, _ argument: String) throws(Diagnostic) {
    try facts.requireTest(of: fit.data, at, argument)
    _ = try facts.requireFit(at, rows: fit.data.facts?.testRows)
  }

  func stopCondition(
    _ objective: FoundObjective, _ state: State, isWhole: Bool, _ holds: @escaping @Sendable (Double) -> Bool
  ) -> Training.StopCondition {
    .logged { network, _ in holds(number(objective, state.with(network))) }
  }
}
