import Engine
import Language
import Outputs

/// `show loss`: the loss at the present weights.
struct LossSubject: WatchedSubject {
  private let row: Int?

  static let form = Form("loss", "the loss at the present weights", [.row])

  init(_ word: String, _ arguments: Arguments) { row = arguments.integer(ifGiven: "row") }

  var description: String { "loss" + onRow(row) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundObjective {
    let objective = try facts.requireObjective(at)
    try facts.requireRow(row, at)
    return objective
  }

  func shape(_ objective: FoundObjective, _ facts: Facts) -> SubjectShape { .number }

  func value(_ objective: FoundObjective, _ state: State) -> SubjectValue { .rows([[number(objective, state)]]) }

  func outputs(_ objective: FoundObjective, _ state: State, isFull: Bool) -> [Output] {
    let name = row.map { "Loss on row \($0)" } ?? state.onTraining("Loss", objective)
    return [.note("\(name): \(state.shown(number(objective, state))).")]
  }

  private func number(_ objective: FoundObjective, _ state: State) -> Double {
    row == nil ? state.assessment(objective).loss : state.gradients(objective, row: row).loss
  }

  // MARK: - Stopping a training

  func checkWatched(_ facts: Facts, _ fit: FoundFit, _ at: Places, _ argument: String) {}

  func stopCondition(
    _ objective: FoundObjective, _ state: State, isWhole: Bool, _ holds: @escaping @Sendable (Double) -> Bool
  ) -> Training.StopCondition {
    isWhole ? .loss(holds) : .logged { network, _ in holds(number(objective, state.with(network))) }
  }
}
