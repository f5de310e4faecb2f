import Datasets
import Engine
import Language
import Outputs

/// Training the network as a command asks for it.
extension Session {
  mutating func train(_ request: TrainDescription, _ command: Command, _ emit: (Output) -> Void) throws(Diagnostic) {
    guard let dataset, let objective else { return }
    let targets = fittedTargets()
    if targets.columns != dataset.targets.columns, !hasExplainedTargets {
      hasExplainedTargets = true
      emit(.note("The class labels of \(dataset.name) became one target column a class (one-hot)."))
    }
    if stepsMade == 0, let remark = remarkOnAdjacentLayers { emit(.note(remark)) }
    let order = request.row.map { BatchOrder.fixed([$0 - 1]) } ?? self.order(of: request.batch, emit)
    let stepsPerUnit = request.countsEpochs ? order.stepsPerEpoch(rows: dataset.inputs.rows) : 1
    let steps = request.count * stepsPerUnit
    let recipe = Recipe(
      learningRate: LearningRate(
        request.learningRate, schedule: schedule.map { LearningRate.Schedule($0.kind) } ?? .constant,
        warmUp: schedule?.warmUp ?? 0),
      optimizer: optimizer, order: order, steps: steps)
    if network.layers.contains(where: \.isRandom) { noteMissingSeed(emit) }
    let trainer = Trainer(
      network, inputs: dataset.inputs, targets: targets, objective: objective, recipe: recipe, stream: stream,
      state: optimizerState, threads: threads.map { ThreadCount($0) } ?? .standard)
    let interval = (request.logInterval ?? max(1, request.count / 10)) * stepsPerUnit
    let isWhole = order == .all || request.row != nil
    let training = Training(
      steps: steps, stopsAfter: request.stop, logInterval: interval, curveInterval: max(1, steps / 500),
      logsMeans: request.countsEpochs,
      stopCondition: request.until.map { stopCondition($0, isWhole: isWhole, targets) }, patience: request.patience,
      assessTest: testAssessment)
    let outcome = training.run(trainer) { [observer] step, loss in
      observer(Progress(step: step, steps: steps, loss: loss))
    }

    let stepsBefore = stepsMade
    network = outcome.network
    stream = trainer.stream
    optimizerState = trainer.optimizerState
    stepsMade += outcome.stepsMade
    let entries = outcome.records.map { record in
      Entry(
        step: stepsBefore + record.step,
        epoch: request.countsEpochs && record.isLogged ? record.step / stepsPerUnit : nil, loss: record.loss,
        isLogged: record.isLogged, isOnCurve: record.isOnCurve, test: record.test)
    }
    history += entries
    if !entries.isEmpty { emit(.table(historyTable(entries, isFull: false))) }
    switch outcome.ending {
    case .interrupted, .lossNotFinite, .weightsNotFinite: stoppedAfter = outcome.stepsMade
    case .finished, .conditionMet, .notImproving: break
    }
    if let sentence = ending(outcome, request, stepsBefore, steps) { emit(.note(sentence)) }
    if let remark = remark(onLossesOf: outcome) { emit(.note(remark)) }
    try refuseDivergence(outcome, command, stepsBefore)
  }

  /// The rows of steps as a command asks for them, with what `batch` has chosen before where it says nothing.
  mutating func order(of description: BatchDescription, _ emit: (Output) -> Void) -> BatchOrder {
    guard let size = description.size ?? batchOrder.size, let rows = dataset?.inputs.rows else { return batchOrder }
    if description.size == nil, description.orders.isEmpty { return batchOrder }
    noteMissingSeed(emit)
    switch description.orders.first {
    case .shuffle, nil: return .shuffled(size)
    case .replace: return .drawn(size)
    case .fixed: return .fixed(stream.choice(rows, draws: size))
    }
  }

  /// Assesses a network on the test part; nil without one.
  private var testAssessment: (@Sendable (Network) -> Assessment)? {
    guard let test = dataset?.test, let objective else { return nil }
    let (inputs, targets) = (test.inputs, fitted(test.targets))
    return { Assessment($0, inputs: inputs, targets: targets, objective: objective) }
  }

  private func stopCondition(_ condition: Condition, isWhole: Bool, _ targets: Matrix) -> Training.StopCondition {
    let comparison = condition.comparison
    let (inputs, objective) = (dataset?.inputs ?? Matrix([]), objective)
    switch condition.quantity {
    case .loss where isWhole: return .loss { comparison.holds(for: $0) }
    case .accuracy where isWhole: return .accuracy { comparison.holds(for: $0) }
    case .loss, .accuracy:
      return .logged { network, _ in
        guard let objective else { return false }
        let assessment = Assessment(network, inputs: inputs, targets: targets, objective: objective)
        return comparison.holds(for: condition.quantity == .loss ? assessment.loss : assessment.accuracy)
      }
    case .testLoss: return .logged { _, test in test.map { comparison.holds(for: $0.loss) } ?? false }
    case .testAccuracy: return .logged { _, test in test.map { comparison.holds(for: $0.accuracy) } ?? false }
    }
  }

  private func ending(
    _ outcome: Training.Outcome, _ request: TrainDescription, _ stepsBefore: Int, _ steps: Int
  ) -> String? {
    let made = stepsBefore + outcome.stepsMade
    // As in the log, whose last row is a look before a step, or in epochs back at the steps made.
    let place = outcome.records.last?.step == outcome.stepsMade ? "after step \(made)" : "before step \(made + 1)"
    switch outcome.ending {
    case .conditionMet: return "Stopped \(place): \(request.until.map(\.description) ?? "")."
    case .interrupted(let loss):
      return "Interrupted: stopped at step \(made) of \(stepsBefore + steps), with loss "
        + "\(formatted(loss, decimals: decimals))."
    case .notImproving(let best):
      return "Stopped \(place): the test loss did not improve any more. "
        + "The weights are those after step \(stepsBefore + best), its best."
    case .finished:
      let count = counted(request.count, request.countsEpochs ? "epoch" : "step")
      return request.until.map { "\($0.description) did not come true in \(count)." }
    case .lossNotFinite, .weightsNotFinite: return nil
    }
  }

  private func refuseDivergence(
    _ outcome: Training.Outcome, _ command: Command, _ stepsBefore: Int
  ) throws(Diagnostic) {
    let what: String
    let step: Int
    switch outcome.ending {
    case .finished, .conditionMet, .interrupted, .notImproving: return
    case .lossNotFinite(let at, let loss):
      (what, step) = ("loss became \(loss.isNaN ? "not-a-number" : "infinite")", at)
    case .weightsNotFinite(let at): (what, step) = ("weights became infinite or not-a-number", at)
    }
    throw Diagnostic(
      "\(what) at step \(stepsBefore + step)", at: command.headSpan,
      help: outcome.stepsMade == 0
        ? "the weights are as they were before this training"
        : "lower the learning rate; the weights are those of step \(stepsBefore + outcome.stepsMade), the last finite one"
    )
  }
}

extension Condition: CustomStringConvertible {
  /// The condition as it is written: `loss < 0.01`.
  public var description: String {
    "\(quantity.rawValue) \(comparison.relation.rawValue) \(comparison.value.plain)"
  }
}
