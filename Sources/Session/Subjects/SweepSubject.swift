import Language
import Outputs

/// `show sweep`: what came of the runs of the last sweep.
struct SweepSubject: Subject {
  private let measure: SweepMeasure?
  private let isRuns: Bool
  private let wanted: [Token]

  static let form = Form(
    "sweep", "what came of the runs of the last sweep, a row a combination of all but the seed",
    [
      .positional(
        "measure", .choice("value of a sweep", [Form("runs", "a row a run")] + SweepMeasure.allCases.map(\.form)),
        isOptional: true, "one number a combination, or every run"),
      .keyword("where", .variables, names: .sweepVariable, "only the combinations with these values"),
    ])

  init(_ word: String, _ arguments: Arguments) {
    let name = arguments.form(ifGiven: "measure")?.name
    isRuns = name == "runs"
    measure = name.flatMap(SweepMeasure.init)
    wanted = arguments.tokens(ifGiven: "where") ?? []
  }

  var description: String {
    (["sweep"] + (isRuns ? ["runs"] : measure.map { [$0.rawValue] } ?? [])
      + (wanted.isEmpty ? [] : ["where"] + wanted.map(\.kind.shown))).joined(separator: " ")
  }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> SweepSelection {
    let sweep = try facts.requireSweep(at)
    if let measure, measure.needsCriterion, !sweep.hasCriterion {
      throw Diagnostic(
        "the runs were asked for nothing, so none has converged", at: at["measure"],
        notes: [.init("the sweep is here", at: sweep.place)],
        help: "write 'until loss < 0.001' behind its 'train', or 'expect loss < 0.001' before its 'end'")
    }
    return try SweepSelection(wanted, of: sweep)
  }

  func shape(_ selection: SweepSelection, _ facts: Facts) -> SubjectShape {
    guard measure != nil else { return .rows(nil) }
    return .rows(selection.count.map { Array(repeating: 1, count: $0) })
  }

  func value(_ selection: SweepSelection, _ state: State) -> SubjectValue {
    guard let sweep = state.sweep.map({ selection.applied(to: $0) }) else { return .rows([]) }
    if let measure { return .rows(sweep.combinations.map { [measure.value($0, sweep)] }) }
    if isRuns {
      return .rows(sweep.made.map { [$0.run.training?.loss ?? .nan, Double($0.run.steps)] })
    }
    return .rows(sweep.combinations.map { runs in SweepMeasure.counts.map { $0.value(runs, sweep) } })
  }

  func outputs(_ selection: SweepSelection, _ state: State, isFull: Bool) -> [Output] {
    guard let sweep = state.sweep.map({ selection.applied(to: $0) }) else { return [] }
    guard !sweep.made.isEmpty else { return [.note("No run has these values.")] }
    if isRuns { return [.table(state.runTable(sweep, isFull: isFull))] }
    if let measure { return [.table(state.measureTable(sweep, measure, isFull: isFull))] }
    return state.sweepTables(sweep, isFull: isFull)
  }
}
