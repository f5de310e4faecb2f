import Engine
import Language
import Outputs

/// `show test_loss`: the loss on the test part.
struct TestLossSubject: WatchedSubject {
  static let form = Form("test_loss", "the loss on the test part")

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { "test_loss" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundTest {
    try facts.requireTest(at, "subject")
  }

  func shape(_ test: FoundTest, _ facts: Facts) -> SubjectShape { .number }

  func value(_ test: FoundTest, _ state: State) -> SubjectValue { .rows([[number(test, state)]]) }

  func outputs(_ test: FoundTest, _ state: State, isFull: Bool) -> [Output] {
    [.note("Loss on the test part: \(state.shown(number(test, state))).")]
  }

  private func number(_ test: FoundTest, _ state: State) -> Double { state.assessment(test).loss }

  // MARK: - Stopping a training

  func checkWatched(_ facts: Facts, _ fit: FoundFit, _ at: Places, _ argument: String) throws(Diagnostic) {
    try facts.requireTest(of: fit.data, at, argument)
  }

  func stopCondition(
    _ objective: FoundObjective, _ state: State, isWhole: Bool, _ holds: @escaping @Sendable (Double) -> Bool
  ) -> Training.StopCondition {
    .logged { _, test in test.map { holds($0.loss) } ?? false }
  }
}
