import Engine
import Language
import Outputs

/// One run of a sweep while it is made: commands on a session of its own, by one thread at a time.
final class SweepJob: @unchecked Sendable {
  let index: Int
  private var state: State
  private var commands: ArraySlice<Command>
  /// A training that waits to be run, alone or beside others.
  private(set) var pending: (command: TrainCommand, training: PreparedTraining, context: RunContext)?
  private var deadAtStart: DeadUnits?
  /// Whether all expectations have held; nil if there was none.
  private var expectationsHold: Bool?
  private var conditionWasMet: Bool?
  /// The steps made in it.
  private var steps = 0
  /// Where the last command stands.
  private var places: Places?
  /// What came of the run, once it is done.
  private(set) var result: SweepRun?
  /// Why it could not be made.
  private(set) var failure: Diagnostic?
  /// What holds for it, once it is done.
  private(set) var traits: SweepRecord.Traits = []

  init(_ index: Int, _ run: SweepPlan.Run, names: [String], from state: State) {
    (self.index, self.state) = (index, state)
    self.state.facts.isSwept = true
    for (name, value) in zip(names, run.point) { self.state.facts.names.assign(name, value) }
    commands = run.commands[...]
  }

  /// Whether there is nothing more to be done.
  var isDone: Bool { result != nil || failure != nil }

  /// Runs commands up to a training that others may go beside, or to the end.
  func advance(on host: Host) {
    while !isDone, pending == nil {
      guard !host.interruption.isRequested else { return }
      guard let written = commands.popFirst() else { return finish() }
      places = written.places
      var context = RunContext(
        written, isRecorded: false, host: host, before: state, earlier: [], isHeard: false, emit: { _ in })
      let command = state.facts.table.command(written)
      do throws(Diagnostic) {
        if let train = command as? TrainCommand {
          try prepare(train, &context)
        } else if command is ExpectCommand {
          expectationsHold = expectationsHold ?? true
          do throws(Diagnostic) { try command.perform(&state, &context) } catch { expectationsHold = false }
        } else {
          try command.perform(&state, &context)
        }
      } catch {
        failure = error
      }
    }
  }

  private func prepare(_ train: TrainCommand, _ context: inout RunContext) throws(Diagnostic) {
    // That of a network which takes the place of another is its own.
    if deadAtStart == nil || state.stepsMade == 0 { deadAtStart = deadUnits }
    var training = try train.prepare(&state, &context)
    training.coarsenCurve()
    conditionWasMet = training.start.training.stopCondition.map { _ in false }
    pending = (train, training, context)
    if training.start.lockstepKey == nil { conclude(training.run(on: context.host)) }
  }

  /// Takes over what came of the training that was waiting.
  func conclude(_ end: TrainingEnd) {
    guard let (command, training, waiting) = pending else { return }
    var context = waiting
    pending = nil
    let before = state.stepsMade
    steps += end.outcome.stepsMade
    var diverged: SweepRun.Ending?
    switch end.outcome.ending {
    case .conditionMet: conditionWasMet = true
    case .lossNotFinite(let step, _), .weightsNotFinite(let step): diverged = .diverged(step: before + step)
    case .finished, .notImproving, .interrupted: break
    }
    do throws(Diagnostic) {
      try command.conclude(training, end, &state, &context)
    } catch {
      if diverged == nil { failure = error }
    }
    if diverged != nil { finish(diverged) }
  }

  private func finish(_ diverged: SweepRun.Ending? = nil) {
    let objective = diverged == nil ? places.flatMap { try? state.facts.requireObjective($0) } : nil
    let score = objective.map { Score(state.assessment($0)) }
    let dead = deadAtStart == nil ? nil : deadUnits.map { Set($0.units) }
    result = SweepRun(
      ending: diverged ?? ending, training: score, test: objective.flatMap { state.testAssessment($0).map(Score.init) },
      steps: steps, deadAtStart: deadAtStart?.units.count ?? 0,
      died: dead?.subtracting(deadAtStart?.units ?? []).count ?? 0, deadAtEnd: dead?.count ?? 0,
      digest: state.network.digest, curve: SweepRun.curve(state.history))
    if state.network.layers.contains(where: { $0 is ReLULayer }) { traits.insert(.rectifiers) }
    if state.tellsClasses { traits.insert(.classes) }
    if state.isSeeded || state.hasDrawnUnseeded { traits.insert(.drawn) }
    // What is large of a session is kept no longer: there may be a hundred thousand of them.
    commands = []
    state.forgetTraining()
    (state.dataset, state.network) = (nil, Network(precision: state.network.precision))
  }

  /// The units that are dead now; nil where the data does not go into the network.
  private var deadUnits: DeadUnits? {
    guard let places, let dataset = state.dataset, (try? state.facts.requireFit(places)) != nil else { return nil }
    return DeadUnits(state.network, inputs: dataset.inputs)
  }

  /// How the run ended, by what it was asked for.
  private var ending: SweepRun.Ending {
    switch expectationsHold ?? conditionWasMet {
    case nil: .finished
    case true?: .converged
    case false?: Plateau(state.history).map { .stuck($0.loss) } ?? .unfinished
    }
  }
}
