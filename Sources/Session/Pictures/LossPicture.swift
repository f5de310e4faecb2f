import Language
import Outputs

/// `plot loss`: the loss before each step, over all trainings since the start.
struct LossPicture: Picture {
  private let options: CurveOptions

  static let form = Form(
    "loss", "the loss before each step, over all trainings since the start", CurveOptions.parameters)

  init(_ word: String, _ arguments: Arguments) { options = CurveOptions(arguments) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) {
    try facts.requireHistory(at)
    try options.check(at)
  }

  func plot(_ ready: Void, _ state: State) -> Plot {
    let tested = state.history.compactMap { entry in
      entry.test.map { test in
        var entry = entry
        entry.loss = test.loss
        return entry
      }
    }
    let curves = [("loss", state.history.filter(\.isOnCurve)), ("test loss", tested)].filter { !$0.1.isEmpty }
    return options.plot("Loss", of: "loss", curves, state)
  }
}
