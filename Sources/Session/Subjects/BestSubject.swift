import Language
import Outputs

/// `show best`: the best combination of the last sweep, and its best run as commands to type.
struct BestSubject: Subject {
  static let form = Form("best", "the best combination of the last sweep, and its best run as commands to type")

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { "best" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) { _ = try facts.requireSweep(at) }

  func shape(_ ready: Void, _ facts: Facts) -> SubjectShape { .text }

  func value(_ ready: Void, _ state: State) -> SubjectValue {
    guard let sweep = state.sweep, let best = BestRun(sweep) else { return .text("") }
    return .text(writtenPoint(sweep.plan.names, sweep.points[best.place]))
  }

  func outputs(_ ready: Void, _ state: State, isFull: Bool) -> [Output] {
    guard let sweep = state.sweep, let best = BestRun(sweep) else {
      return [.note("No run of the sweep has a loss at its end.")]
    }
    let ordinary = sweep.ordinary
    let point = sweep.points[best.place]
    let combination = writtenPoint(ordinary.map { sweep.plan.names[$0] }, best.combination.point)
    let seeds = sweep.plan.seeds.sorted()
    let seed = writtenPoint(seeds.map { sweep.plan.names[$0] }, seeds.map { point[$0] })
    let results =
      zip(sweep.resultNames, state.results(best.run.training, of: sweep)).map { "\($0) \(state.shown($1))" }
      + zip(sweep.resultNames, state.results(best.run.test, of: sweep)).map { "test \($0) \(state.shown($1))" }
    let place = "run \(sweep.indices[best.place] + 1)" + (seed.isEmpty ? "" : ", \(seed)")
    let ranking = SweepRanking(sweep)
    let (measure, value) = (ranking.measure, state.shown(ranking.value(best.combination)))
    let found = results.joined(separator: ", ")
    let sentence =
      combination.isEmpty
      ? "The best run is \(place): \(found)."
      : best.combination.runs.count == 1
        ? "Best is \(combination), with a \(measure.ofOne) of \(value). It is \(place): \(found)."
        : "Best is \(combination), with a \(measure.ofSeveral) of \(value) over "
          + "\(best.combination.runs.count) runs. Its best is \(place): \(found)."
    return [
      .note(sentence), .text(sweep.plan.commands(with: point, in: state.facts.table.grammar).joined(separator: "\n")),
    ]
  }
}

extension SweepPlan {
  /// The commands of a run, with its values in the places of the names.
  func commands(with point: [Token.Kind], in grammar: Grammar) -> [String] {
    let values = Dictionary(zip(names, point)) { _, last in last }
    return pieces.map { body.text($0, with: values, in: grammar) }
  }
}
