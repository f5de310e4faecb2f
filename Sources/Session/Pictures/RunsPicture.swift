import Language
import Outputs

/// `plot runs`: the loss of every run that was kept.
struct RunsPicture: Picture {
  private let options: CurveOptions

  static let form = Form("runs", "the loss of every run that was kept", CurveOptions.parameters)

  init(_ word: String, _ arguments: Arguments) { options = CurveOptions(arguments) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) {
    try facts.requireRuns(at)
    try options.check(at)
  }

  func plot(_ ready: Void, _ state: State) -> Plot {
    let curves = state.runs.map { run in HistoryCurve(run.name, run.curve) { $0.loss } }
    return options.plot("Loss of each run", of: "loss", curves, state)
  }
}
