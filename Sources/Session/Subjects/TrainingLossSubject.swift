import Language
import Outputs

/// `show training_loss`: the loss the last training step saw before its update.
struct TrainingLossSubject: Subject {
  static let form = Form("training_loss", "the loss the last training step saw before its update")

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { "training_loss" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) { try facts.requireHistory(at) }

  func shape(_ ready: Void, _ facts: Facts) -> SubjectShape { .number }

  func value(_ ready: Void, _ state: State) -> SubjectValue { .rows([[number(ready, state)]]) }

  func outputs(_ ready: Void, _ state: State, isFull: Bool) -> [Output] {
    [.note("Loss before the last update: \(state.shown(number(ready, state))).")]
  }

  private func number(_ ready: Void, _ state: State) -> Double {
    guard let loss = state.history.last(where: \.isOnCurve)?.loss else {
      preconditionFailure("a check has found a training")
    }
    return loss
  }
}
