import Engine
import Language
import Outputs

/// `show gradient_error`: the largest relative error of the gradients.
struct GradientErrorSubject: Subject {
  static let form = Form(
    "gradient_error", "the largest relative error of the gradients against differences of the loss")

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { "gradient_error" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundObjective { try facts.requireObjective(at) }

  func shape(_ objective: FoundObjective, _ facts: Facts) -> SubjectShape { .number }

  func value(_ objective: FoundObjective, _ state: State) -> SubjectValue {
    .rows([[state.gradientCheck(objective).error]])
  }

  func outputs(_ objective: FoundObjective, _ state: State, isFull: Bool) -> [Output] {
    let error = state.gradientCheck(objective).error
    return [.note("Largest relative error of the gradients: \(state.shown(error)).")]
  }
}
