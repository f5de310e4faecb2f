import Engine
import Language
import Outputs

/// `show accuracy`: the share of rows whose class is predicted right.
struct AccuracySubject: WatchedSubject {
  static let form = Form("accuracy", "the share of rows whose class is predicted right")

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { "accuracy" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundObjective {
    let objective = try facts.requireObjective(at)
    try facts.requireClasses(objective.fit, at, "subject")
    return objective
  }

  func shape(_ objective: FoundObjective, _ facts: Facts) -> SubjectShape { .number }

  func value(_ objective: FoundObjective, _ state: State) -> SubjectValue { .rows([[number(objective, state)]]) }

  func outputs(_ objective: FoundObjective, _ state: State, isFull: Bool) -> [Output] {
    [.note("\(state.onTraining("Accuracy", objective)): \(state.shown(number(objective, state))).")]
  }

  private func number(_ objective: FoundObjective, _ state: State) -> Double { state.assessment(objective).accuracy }

  // MARK: - Stopping a training

  func checkWatched(_ facts: Facts, _ fit: FoundFit, _ at: Places, _ argument: String) throws(Diagnostic) {
    try facts.requireClasses(fit, at, argument)
  }

  func stopCondition(
    _ objective: FoundObjective, _ state: State, isWhole: Bool, _ holds: @escaping @Sendable (Double) -> Bool
  ) -> Training.StopCondition {
    isWhole
      ? .outputs { holds(accuracy(of: $0, targets: $1)) }
      : .logged { network, _ in holds(number(objective, state.with(network))) }
  }
}
