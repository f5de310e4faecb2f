import Engine
import Language
import Outputs

/// `show test_accuracy`: the share of rows of the test part whose class is predicted right.
struct TestAccuracySubject: WatchedSubject {
  static let form = Form("test_accuracy", "the share of rows of the test part whose class is predicted right")

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { "test_accuracy" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundTest {
    let test = try facts.requireTest(at, "subject")
    try facts.requireClasses(test.objective.fit, at, "subject")
    return test
  }

  func shape(_ test: FoundTest, _ facts: Facts) -> SubjectShape { .number }

  func value(_ test: FoundTest, _ state: State) -> SubjectValue { .rows([[number(test, state)]]) }

  func outputs(_ test: FoundTest, _ state: State, isFull: Bool) -> [Output] {
    [.note("Accuracy on the test part: \(state.shown(number(test, state))).")]
  }

  private func number(_ test: FoundTest, _ state: State) -> Double { state.assessment(test).accuracy }

  // MARK: - Stopping a training

  func checkWatched(_ facts: Facts, _ fit: FoundFit, _ at: Places, _ argument: String) throws(Diagnostic) {
    try facts.requireClasses(fit, at, argument)
    try facts.requireTest(of: fit.data, at, argument)
  }

  func stopCondition(
    _ objective: FoundObjective, _ state: State, isWhole: Bool, _ holds: @escaping @Sendable (Double) -> Bool
  ) -> Training.StopCondition {
    .logged { _, test in test.map { holds($0.accuracy) } ?? false }
  }
}
