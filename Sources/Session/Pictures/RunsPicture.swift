import Language
import Outputs

/// `plot runs`: the loss of every run that was kept.
struct RunsPicture: Picture {
  private let options: CurveOptions

  static let form = Form("runs", "the loss of every run that was kept", CurveOptions.parameters)

  init(_ word: String, _ arguments: Arguments) { options = CurveOptions(arguments) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> Places {
    try facts.requireRuns(at)
    return try options.check(at)
  }

  func plot(_ at: Places, _ state: State) throws(Diagnostic) -> Plot {
    let curves = state.runs.map { run in HistoryCurve(run.name, run.curve) { $0.loss } }
    return try options.plot("Loss of each run", of: "loss", curves, state, at)
  }
}
