import Documents
import Engine
import Language
import Outputs

/// Tries cures in copies of a session, and says what each changes.
struct CureTrials {
  private let cures: [Cure]
  private let state: State
  private let objective: FoundObjective
  private let costOfOne: Double
  /// Whether there are cures of which a trial would tell nothing.
  private let hasUntried: Bool

  /// The cures of a diagnosis.
  init(_ diagnosis: Diagnosis, _ state: State, _ objective: FoundObjective) {
    hasUntried = diagnosis.cures.contains { $0.measure == .nothing }
    cures = diagnosis.cures.filter { $0.measure != .nothing }
    (self.state, self.objective, costOfOne) = (state, objective, diagnosis.costOfOne)
  }

  /// Tries one cure after the other; a wish for an end leaves out what is left.
  func run(_ context: inout RunContext) {
    context.endsWellWhenInterrupted = true
    if cures.isEmpty {
      context.note(
        hasUntried
          ? "The cure was not tried: it changes the rows, so that nothing could be set beside it."
          : "There is no cure to try.")
    }
    for cure in cures.prefix(Thresholds.mostTrials) {
      guard !context.host.interruption.isRequested else { break }
      let sentence = sentence(cure, context)
      // What was cut short tells nothing of the cure.
      guard !context.host.interruption.isRequested else { break }
      context.note(sentence)
    }
    if context.host.interruption.isRequested { context.note("Interrupted: not every cure was tried to its end.") }
  }

  private func sentence(_ cure: Cure, _ context: RunContext) -> String {
    let name = "With \(cure.name)"
    var tried = state
    // A trial has a limit of its own.
    tried.facts.budget = state.facts.budget.withoutSteps
    do throws(Diagnostic) {
      let shortened = try perform(cure, &tried, context)
      let (old, new) = (value(state, cure), value(tried, cure))
      let what = cure.measure == .testLoss ? "test loss" : "loss"
      let steps = counted(tried.stepsMade, "step") + (shortened ? ", which is as long as a cure is tried" : "")
      // Where numbers ran away, a run that beats the best single answer has been helped.
      let hasDiverged = state.lastTraining?.divergence != nil
      let (enough, some) = hasDiverged ? (costOfOne, .infinity) : (Thresholds.helpedShare * old, 0.99 * old)
      let effect = new <= enough ? "It helps." : new < some ? "It helps a little." : "It does not help."
      let instead = hasDiverged ? "numbers that run away" : state.shown(old)
      return "\(name): \(what) \(state.shown(new)) instead of \(instead) after \(steps). \(effect)"
    } catch {
      return "\(name): \(error.message). It does not help."
    }
  }

  private func value(_ state: State, _ cure: Cure) -> Double {
    switch cure.measure {
    case .loss:
      if case .fixed(let rows)? = state.lastTraining?.order { return loss(state, rows) }
      return state.assessment(objective).loss
    case .nothing: return .nan
    case .testLoss: return state.testAssessment(objective)?.loss ?? .nan
    }
  }

  /// The loss on rows that were the only ones to learn from.
  private func loss(_ state: State, _ rows: [Int]) -> Double {
    let dataset = state.dataset(objective.fit.data)
    return Assessment(
      state.network, inputs: dataset.inputs.slice(rows: rows),
      targets: state.fitted(dataset.targets.slice(rows: rows), objective.fit), objective: objective.objective
    ).loss
  }

  /// The rows that the trainings of a cure see, as far as their number counts.
  private func batchOrder(_ tried: State) -> BatchOrder {
    let size = state.lastTraining?.request.batch.size ?? tried.batchOrder.size
    return size.map { .shuffled($0) } ?? .all
  }

  /// Runs the commands of a cure on a copy; true if its training was cut to what is allowed.
  private func perform(_ cure: Cure, _ tried: inout State, _ context: RunContext) throws(Diagnostic) -> Bool {
    let source = Source(name: "cure", text: cure.commands.joined(separator: "\n"))
    var reader = CommandReader(source.lines, of: source, in: state.facts.table.grammar)
    while let (item, _) = reader.next(names: tried.facts.names.values) {
      guard case .command(let written) = item else {
        if case .mistake(let mistake) = item { throw mistake }
        continue
      }
      let command = tried.facts.table.command(written)
      var inner = RunContext(
        written, isRecorded: false, host: context.host, before: tried, earlier: [], isHeard: false
      ) { _ in }
      if let train = command as? TrainCommand {
        let allowed = train.stopped(
          after: Thresholds.mostTrialSteps, rows: tried.dataset(objective.fit.data).inputs.rows, batchOrder(tried))
        try allowed.command.perform(&tried, &inner)
        if let failure = inner.failure { throw failure }
        if allowed.isShorter { return true }
        continue
      }
      try command.perform(&tried, &inner)
      if let failure = inner.failure { throw failure }
    }
    return false
  }
}
