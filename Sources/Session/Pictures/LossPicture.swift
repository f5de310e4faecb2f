import Language
import Outputs

/// `plot loss`: the loss before each step, over all trainings since the start.
struct LossPicture: Picture {
  private let options: CurveOptions

  static let form = Form(
    "loss", "the loss before each step, over all trainings since the start", CurveOptions.parameters)

  init(_ word: String, _ arguments: Arguments) { options = CurveOptions(arguments) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> Places {
    try facts.requireHistory(at)
    return try options.check(at)
  }

  func plot(_ at: Places, _ state: State) throws(Diagnostic) -> Plot {
    try options.plot("Loss", of: "loss", state.lossCurves, state, at)
  }
}
