import Engine
import Language
import Outputs

/// `show rmse`, `show mae`, `show r2`: how far the predictions are from the targets.
struct MeasureSubject<Measure: RegressionMeasure>: WatchedSubject {
  static var form: Form { Form(Measure.word, Measure.summary) }

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { Measure.word }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundObjective { try facts.requireObjective(at) }

  func shape(_ objective: FoundObjective, _ facts: Facts) -> SubjectShape { .number }

  func value(_ objective: FoundObjective, _ state: State) -> SubjectValue { .rows([[number(objective, state)]]) }

  func outputs(_ objective: FoundObjective, _ state: State, isFull: Bool) -> [Output] {
    [.note("\(state.onTraining(Measure.title, objective)): \(state.shown(number(objective, state))).")]
  }

  private func number(_ objective: FoundObjective, _ state: State) -> Double {
    Measure.value(state.predictions(objective.fit), state.targets(objective.fit))
  }

  // MARK: - Stopping a training

  /// Looks at all rows in one pass, where steps may see a batch of them.
  func checkWatched(_ facts: Facts, _ fit: FoundFit, _ at: Places, _ argument: String) throws(Diagnostic) {
    _ = try facts.requireFit(at)
  }

  func stopCondition(
    _ objective: FoundObjective, _ state: State, isWhole: Bool, _ holds: @escaping @Sendable (Double) -> Bool
  ) -> Training.StopCondition {
    isWhole
      ? .outputs { holds(Measure.value(state.predictions(from: $0), $1)) }
      : .logged { network, _ in holds(number(objective, state.with(network))) }
  }
}
