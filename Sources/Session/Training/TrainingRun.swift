import Datasets
import Engine
import Language
import Outputs

/// A training that is ready to run, and what is wanted to tell what came of it.
struct PreparedTraining: Sendable {
  private(set) var start: TrainingStart
  fileprivate let request: TrainingRequest
  fileprivate let order: BatchOrder
  fileprivate let stepsPerEpoch: Int
  /// The steps of an epoch where epochs are counted, otherwise 1.
  fileprivate let stepsPerUnit: Int

  /// The steps that it makes at most.
  var steps: Int { min(start.training.steps, request.stop ?? .max) }

  /// The rows of a log that are enough for a curve, and to tell whether it stands still.
  private static let coarseRows = 100

  /// Takes the points of its curve from the rows of a log that nothing else rests on: among many trainings that go in
  /// lock-step, looking costs more than the steps do.
  ///
  /// A test part is looked at by the rows of the log, and so may be what stops steps on a fixed batch.
  mutating func coarsenCurve() {
    let training = start.training
    guard start.lockstepKey != nil, !training.logsMeans, training.assessTest == nil else { return }
    if case .logged = training.stopCondition { return }
    start.training.recordsCurve = false
    start.training.logInterval = max(1, training.steps / Self.coarseRows)
    start.training.earlyRows = .init()
  }

  /// Runs it alone, by the threads of a host whose observer sees where it is.
  func run(on host: Host) -> TrainingEnd {
    start.run(threads: host.threads.map { ThreadCount($0) } ?? .standard) { step, loss in
      host.observer(
        Host.Progress(
          step: step, steps: steps, loss: loss, stepsPerEpoch: request.countsEpochs ? stepsPerUnit : nil))
      return !host.interruption.isRequested
    }
  }
}

/// Training the network as a command asks for it.
extension State {
  /// Lays out a training, and says what has to be said before it.
  mutating func prepare(
    _ request: TrainingRequest, _ found: FoundTraining, _ context: inout RunContext
  ) -> PreparedTraining {
    let dataset = dataset(found.objective.fit.data)
    let targets = fitted(dataset.targets, found.objective.fit)
    if targets.columns != dataset.targets.columns, !hasExplainedTargets {
      hasExplainedTargets = true
      context.note("The class labels of \(dataset.name) became one target column a class (one-hot).")
      if let remark = remarkOnClasses(dataset, outputs: targets.columns) { context.note(remark) }
    }
    if stepsMade == 0, let remark = remarkOnAdjacentLayers { context.note(remark) }
    let order =
      request.row.map { BatchOrder.fixed([$0 - 1]) } ?? order(of: request.batch, found.objective.fit.data, &context)
    let stepsPerEpoch = order.stepsPerEpoch(rows: dataset.inputs.rows)
    let stepsPerUnit = request.countsEpochs ? stepsPerEpoch : 1
    if network.isRandom { context.noteMissingSeed(&self) }
    let steps = request.count * stepsPerUnit
    let isWhole = order == .all || request.row != nil
    let training = Training(
      steps: steps, stopsAfter: request.stop,
      logInterval: (request.logInterval ?? max(1, request.count / 10)) * stepsPerUnit,
      logsMeans: request.countsEpochs,
      stopCondition: stopCondition(request, found, isWhole: isWhole), patience: request.patience,
      assessTest: assessTest(found.objective), accuracy: accuracySource(request, order, found.objective, targets),
      earlyRows: request.logInterval == nil ? rowSpacing(request, order, found.objective, stepsPerUnit) : nil)
    let start = TrainingStart(
      training, network, inputs: dataset.inputs, targets: targets, objective: found.objective.objective,
      recipe: Recipe(learningRate: rate(request), optimizer: optimizer, order: order, steps: steps), stream: stream,
      optimizerState: optimizerState)
    return PreparedTraining(
      start: start, request: request, order: order, stepsPerEpoch: stepsPerEpoch, stepsPerUnit: stepsPerUnit)
  }

  /// Takes over what came of a training, and says it; gives the steps made if it was stopped before its end.
  mutating func conclude(
    _ prepared: PreparedTraining, _ end: TrainingEnd, _ context: inout RunContext
  ) throws(Diagnostic) -> Int? {
    let (request, start, outcome) = (prepared.request, prepared.start, end.outcome)
    lastTraining = LastTraining(
      request: request, order: prepared.order, stepsBefore: stepsMade, steps: outcome.stepsMade,
      stepsAsked: start.training.steps, ending: outcome.ending)
    if case .interrupted = outcome.ending, outcome.stepsMade == 0 { return 0 }
    let stepsBefore = stepsMade
    log(prepared, outcome, &context)
    take(end, stepsPerEpoch: prepared.stepsPerEpoch)
    if outcome.stepsMade > 0, let dataset { learned = Learned(samples: SampleDescription(dataset), isFromFile: false) }
    let recipe = writtenRecipe(request, prepared.order)
    if trainings.last != recipe {
      trainings.append(recipe)
      if let remark = remark(onEpochsOf: request, prepared.order, rows: start.inputs.rows) { context.note(remark) }
    }
    if let sentence = ending(outcome, request, stepsBefore, start.training.steps) { context.note(sentence) }
    if context.isHeard, let remark = remarkOnWhatWentWrong(start.inputs, start.targets, start.objective) {
      context.note(remark)
    }
    if let divergence = divergence(outcome, context.at, stepsBefore) {
      // A training that made no step changed nothing, and only what the last finite weights are stays.
      guard outcome.stepsMade > 0 else { throw divergence }
      context.failure = divergence
    }
    switch outcome.ending {
    case .interrupted, .lossNotFinite, .weightsNotFinite: return outcome.stepsMade
    case .finished, .conditionMet, .notImproving: return nil
    }
  }

  private func rate(_ request: TrainingRequest) -> LearningRate {
    LearningRate(
      request.learningRate, schedule: schedule?.schedule ?? .constant, warmUp: schedule?.warmUp ?? 0)
  }

  /// When to stop early: looked at before every step where the step sees the rows that it is about, otherwise when logged.
  private func stopCondition(
    _ request: TrainingRequest, _ found: FoundTraining, isWhole: Bool
  ) -> Training.StopCondition? {
    guard let comparison = request.until?.comparison, let watched = found.watched else { return nil }
    return watched.stopCondition(found.objective, self, isWhole: isWhole) { comparison.holds(for: $0) }
  }

  /// Assesses a network on the test part; nil without one.
  private func assessTest(_ found: FoundObjective) -> (@Sendable (Network) -> Assessment)? {
    guard let test = dataset(found.fit.data).test else { return nil }
    let (inputs, targets) = (test.inputs, fitted(test.targets, found.fit))
    return { Assessment($0, inputs: inputs, targets: targets, objective: found.objective) }
  }

  private mutating func take(_ end: TrainingEnd, stepsPerEpoch: Int) {
    network = end.outcome.network
    stream = end.stream
    optimizerState = end.optimizerState
    stepsMade += end.outcome.stepsMade
    epochsMade += Double(end.outcome.stepsMade) / Double(stepsPerEpoch)
  }

  /// Adds what was recorded to the history, and shows the rows of the log.
  private mutating func log(
    _ prepared: PreparedTraining, _ outcome: Training.Outcome, _ context: inout RunContext
  ) {
    let training = prepared.start.training
    let countsEpochs = training.logsMeans
    let entries = outcome.records.map { record in
      LogEntry(
        step: stepsMade + record.step, epochs: epochsMade + Double(record.step) / Double(prepared.stepsPerEpoch),
        countsEpochs: countsEpochs, loss: record.loss, isLogged: record.isLogged, isOnCurve: record.isOnCurve,
        test: record.test, accuracy: record.accuracy, parameters: record.parameters)
    }
    history.append(contentsOf: entries)
    history.thin()
    guard context.isHeard else { return }
    if entries.contains(where: \.isLogged) {
      context.emit(.table(historyTable(entries, isFull: false, wholeWith: "show history full")))
    }
    if outcome.logInterval != training.logInterval {
      let (steps, most) = (outcome.logInterval / prepared.stepsPerUnit, Training.mostRows)
      context.note(
        "The log keeps a row every \(counted(steps, countsEpochs ? "epoch" : "step")): more than \(most) are too many.")
    }
  }

  private func ending(
    _ outcome: Training.Outcome, _ request: TrainingRequest, _ stepsBefore: Int, _ steps: Int
  ) -> String? {
    let made = stepsBefore + outcome.stepsMade
    // As in the log, whose last row is a look before a step, or in epochs back at the steps made.
    let place = outcome.records.last?.step == outcome.stepsMade ? "after step \(made)" : "before step \(made + 1)"
    switch outcome.ending {
    case .conditionMet: return "Stopped \(place): \(request.until.map(\.description) ?? "")."
    case .interrupted(let loss):
      let loss = loss.map { ", with loss \(shown($0))" } ?? ""
      let epochs = request.countsEpochs ? inEpoch(stepsLeft: steps - outcome.stepsMade, of: steps / request.count) : ""
      return "Interrupted\(epochs): stopped at step \(made) of \(stepsBefore + steps)\(loss)."
    case .notImproving(let best):
      return "Stopped \(place): the test loss did not improve any more. "
        + (best == 0
          ? "The weights are those from before this training, which were better."
          : "The weights are those after step \(stepsBefore + best), its best.")
    case .finished:
      let count = counted(request.count, request.countsEpochs ? "epoch" : "step")
      return request.until.map { "\($0.description) did not come true in \(count)." }
    case .lossNotFinite, .weightsNotFinite: return nil
    }
  }

  /// The epoch that a training with steps left was in, counted on over all trainings as the steps are.
  private func inEpoch(stepsLeft: Int, of stepsPerEpoch: Int) -> String {
    // Sums of parts of epochs are as good as their rounding.
    let last = Int((epochsMade + Double(stepsLeft) / Double(stepsPerEpoch) - 1e-6).rounded(.up))
    return " in epoch \(Int((epochsMade + 1e-6).rounded(.down)) + 1) of \(last)"
  }

  private func divergence(_ outcome: Training.Outcome, _ at: Places, _ stepsBefore: Int) -> Diagnostic? {
    let what: String
    let step: Int
    switch outcome.ending {
    case .finished, .conditionMet, .interrupted, .notImproving: return nil
    case .lossNotFinite(let at, let loss):
      (what, step) = ("loss became \(loss.isNaN ? "not-a-number" : "infinite")", at)
    case .weightsNotFinite(let at): (what, step) = ("weights became infinite or not-a-number", at)
    }
    return Diagnostic(
      "\(what) at step \(stepsBefore + step)", at: at.head,
      help: outcome.stepsMade == 0
        ? "the weights are as they were before this training"
        : "lower the learning rate; the weights are those of step \(stepsBefore + outcome.stepsMade), the last finite one"
    )
  }
}
