import Language
import Outputs

/// `plot accuracy`: the accuracy for the rows of the log, over all trainings since the start.
struct AccuracyPicture: Picture {
  private let options: CurveOptions

  static let form = Form(
    "accuracy", "the accuracy for the rows of the log, over all trainings since the start", CurveOptions.parameters)

  init(_ word: String, _ arguments: Arguments) { options = CurveOptions(arguments) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> Places {
    let objective = try facts.requireObjective(at)
    try facts.requireClasses(objective.fit, at, "picture")
    try facts.requireHistory(at)
    return try options.check(at)
  }

  func plot(_ at: Places, _ state: State) throws(Diagnostic) -> Plot {
    try options.plot("Accuracy", of: "accuracy", state.accuracyCurves, state, at)
  }
}
