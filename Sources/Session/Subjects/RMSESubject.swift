import Engine
import Language
import Outputs

/// `show rmse`: the root of the mean squared difference between predictions and targets.
struct RMSESubject: WatchedSubject {
  static let form = Form("rmse", "the root of the mean squared difference between predictions and targets")

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { "rmse" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundObjective { try facts.requireObjective(at) }

  func shape(_ objective: FoundObjective, _ facts: Facts) -> SubjectShape { .number }

  func value(_ objective: FoundObjective, _ state: State) -> SubjectValue { .rows([[number(objective, state)]]) }

  func outputs(_ objective: FoundObjective, _ state: State, isFull: Bool) -> [Output] {
    [.note("\(state.onTraining("Root mean squared error", objective)): \(state.shown(number(objective, state))).")]
  }

  private func number(_ objective: FoundObjective, _ state: State) -> Double {
    number(state.predictions(objective.fit), state.targets(objective.fit))
  }

  /// The number of some predictions and their targets, summed in the order of the rows.
  private func number(_ predictions: Matrix, _ targets: Matrix) -> Double {
    let sum = zip(predictions.values, targets.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return (sum / Double(predictions.rows * predictions.columns)).squareRoot()
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
      ? .outputs { holds(number(state.predictions(from: $0), $1)) }
      : .logged { network, _ in holds(number(objective, state.with(network))) }
  }
}
