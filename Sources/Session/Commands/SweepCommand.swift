import Engine
import Language
import Outputs

/// `sweep seed 0..9 … end`: runs commands once for each combination of values.
struct SweepCommand: SessionCommand {
  private let variables: [Token]
  private let body: Arguments.Body?

  static let form = Form(
    "sweep", "run commands once for each combination of values, and keep what came of every run",
    [.positional("variables", .variables, "names and the values of each; $name stands for a value in the block")],
    block: Form.Block(.commands),
    details: """
      Every run begins with a copy of the session as it is, so nothing passes from one to another, and the session itself \
      stays as it was; where there is a network already, `reset` in the block begins anew. Values are a list (`hidden 2 4 8`, `weights he torch`, several words in quotes), whole numbers from one to another \
      (`seed 0..499`), numbers in steps (`0..1 step 0.1`), or so many evenly (`0..1 linear 5`) or by their logarithms \
      (`lr 0.001..1 log 7`). `random 100` behind them draws so many combinations from the random stream, of a range evenly \
      or, with `log`, by its logarithm; each is run with every value of a name that `seed` uses. A run has converged if \
      every `expect` in the block holds, or without one if the `until` of its last training came true; otherwise it is \
      stuck if its loss has not moved by a thousandth over the last tenth of its steps, be it trapped or too slow, and else \
      unfinished. Dead at the start are \
      runs with a relu unit that is 0 for every row before the first training; died, with one that is so only at the \
      end. The interval of a rate is Wilson's of 95 %. All runs are checked before the first. One that is interrupted keeps the runs that are done; `runs 1..20 25` \
      at the end makes these alone. They give the same bits as \
      run alone, on any number of threads. `show sweep`, `show sweep runs`, `show best`, `plot sweep`, `plot sweep loss`, \
      `expect sweep converged where hidden 4 = 348` and `save sweep "runs.csv"` tell what came of them.
      """,
    examples: [
      """
      sweep seed 0..9 hidden 2 4
        seed $seed
        layer affine 2 $hidden
        layer relu
        layer affine $hidden 1
        loss mse
        train 1000 lr 0.1 until loss < 0.001
      end
      """,
      "sweep lr 0.001..1 log random 20\n  train 100 lr $lr\nend",
    ],
    misuses: [
      .init("sweep", "sweep needs names with their values, such as 'seed 0..9'"),
      .init("sweep seed 0..9", "the block is never closed"),
    ])
  static let effect = Effect.sets([.sweep])
  static let needs = Set.results.union([.settings, .weights]).subtracting([.sweep])

  init(_ arguments: Arguments) {
    (variables, body) = (arguments.tokens(ifGiven: "variables") ?? [], arguments.body)
  }

  /// Checks the commands of every run; of what is drawn those with the ends of its ranges.
  func check(
    _ facts: inout Facts, _ at: Places
  ) throws(Diagnostic) -> (plan: SweepPlan, points: [[Token.Kind]]?, runs: [SweepPlan.Run]) {
    guard let body else { preconditionFailure("a sweep has a block") }
    guard !facts.isSwept else {
      throw Diagnostic("a sweep cannot stand in a sweep", at: at.head)
    }
    let plan = try SweepPlan(variables, body, in: facts, at)
    let points = plan.points
    let runs = try plan.runs(points ?? plan.extremePoints, in: facts)
    try facts.requireMemoryBeside(plan.memory(of: runs), for: "a sweep of \(counted(runs.count, "run"))", at: at.head)
    try facts.ask(steps: plan.steps(of: runs), at: at["variables"])
    facts.sweep = SweepFacts(plan, hasCriterion: plan.criterion(runs) != nil, at.head)
    return (plan, points, runs)
  }

  func run(
    _ checked: (plan: SweepPlan, points: [[Token.Kind]]?, runs: [SweepPlan.Run]), _ state: inout State,
    _ context: inout RunContext
  ) throws(Diagnostic) {
    let plan = checked.plan
    var (points, runs) = (checked.points ?? [], checked.runs)
    if checked.points == nil {
      context.noteMissingSeed(&state)
      points = plan.drawnPoints { $0.draw(from: &state.stream) }
      runs = try plan.runs(points, in: state.facts)
    }
    context.endsWellWhenInterrupted = true
    if let remark = plan.remark(onLayersAfter: state, runs) { context.note(remark) }
    let record = try self.record(plan, points, runs, state, &context)
    guard !record.runs.isEmpty || !context.host.interruption.isRequested else {
      context.endsWellWhenInterrupted = false  // nothing was done
      return
    }
    if context.host.interruption.isRequested { context.writtenAs = written(record, plan, context) }
    if !state.isSeeded, !plan.hasSeed, record.traits.contains(.drawn) { context.noteMissingSeed(&state) }
    let sweep = Sweep(
      plan: plan, indices: Array(points.indices), points: points, runs: points.indices.map { record.runs[$0] },
      criterion: plan.criterion(runs), hasRectifiers: record.traits.contains(.rectifiers),
      tellsClasses: record.traits.contains(.classes))
    state.sweep = sweep
    context.note(sweep.sentence(wasInterrupted: context.host.interruption.isRequested))
  }

  /// The command with the runs that are done, so that a notebook makes the same ones.
  private func written(_ record: SweepRecord, _ plan: SweepPlan, _ context: RunContext) -> String {
    let done = SweepRuns(places: record.runs.keys.sorted()).written
    if let place = plan.head.runs?.place { return context.command.text(replacing: place, with: done) }
    let end = context.at["variables"].upper
    return context.command.text(replacing: Span(end, end), with: " " + done)
  }

  /// What came of the runs: of those that are made here, or of those that were made in parts.
  private func record(
    _ plan: SweepPlan, _ points: [[Token.Kind]], _ runs: [SweepPlan.Run], _ state: State, _ context: inout RunContext
  ) throws(Diagnostic) -> SweepRecord {
    let host = context.host
    let wanted = runs.indices.filter(plan.isWanted)
    switch host.sharding {
    case .none: return try made(plan, wanted, runs, state, host)
    case .part(let shard):
      var record = SweepRecord(count: runs.count, fingerprint: 0, traits: .failed, runs: [:])
      record.fingerprint = state.fingerprint(of: plan, points, runs)
      host.sweeps.append(record)
      let made = try made(plan, wanted.filter(shard.holds), runs, state, host)
      (record.traits, record.runs) = (made.traits, made.runs)
      host.sweeps[host.sweeps.count - 1] = record
      return record
    case .merged(let records):
      defer { host.sweepCount += 1 }
      guard host.sweepCount < records.count, records[host.sweepCount].count == points.count,
        records[host.sweepCount].fingerprint == state.fingerprint(of: plan, points, runs)
      else {
        throw Diagnostic(
          "the parts were made from other data or another network than there are here", at: context.at.head,
          help: "make them again from the files as they are now")
      }
      let record = records[host.sweepCount]
      // What could not be made there cannot be made here, for the same reason.
      return record.traits.contains(.failed) ? try made(plan, wanted, runs, state, host) : record
    }
  }

  private func made(
    _ plan: SweepPlan, _ places: [Int], _ runs: [SweepPlan.Run], _ state: State, _ host: Host
  ) throws(Diagnostic) -> SweepRecord {
    var start = state
    start.sweep = nil
    // The steps of all runs were asked for together.
    start.facts.budget = state.facts.budget.withoutSteps
    start.transcript = Transcript()
    let jobs = places.map { SweepJob($0, runs[$0], names: plan.names, from: start) }
    SweepPool(jobs, host).run()
    if let failed = jobs.first(where: { $0.failure != nil }), let failure = failed.failure {
      throw failure.noting(
        "this is with \(plan.written(runs[failed.index].point))", at: plan.head.variables[0].place)
    }
    var record = SweepRecord(count: runs.count, fingerprint: 0, traits: [], runs: [:])
    for job in jobs {
      record.traits.formUnion(job.traits)
      record.runs[job.index] = job.result
    }
    return record
  }
}
