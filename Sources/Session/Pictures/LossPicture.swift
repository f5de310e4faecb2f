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
    options.plot("Loss", of: "loss", state.lossCurves, state)
  }
}
