/// A training under way.
struct TrainingRun {
  private let training: Training
  private let trainer: Trainer
  private var log: TrainingLog
  private var made = 0
  /// What was last kept: the steps made, when, and the loss before the next one where that is known.
  private var saved = (made: 0, at: ContinuousClock.now, loss: Double?.none)
  /// The step at which the accuracy on the rows to learn from was last assessed.
  private var lastAccuracy: Int?
  private var best: (loss: Double, network: Network, made: Int)?
  private var rowsWithoutBetter = 0
  private var pace = Pace()
  /// Whether the network is so small that its parameters are recorded along the curve.
  private let recordsParameters: Bool

  /// The most steps between two looks at the weights.
  private static let longestStretch = 1024

  /// The least steps between two copies of the weights, or the least time, so that copying costs little.
  private static let shortestSave = (steps: 256, time: Duration.milliseconds(250))

  init(_ training: Training, _ trainer: Trainer) {
    (self.training, self.trainer) = (training, trainer)
    log = TrainingLog(training)
    recordsParameters = trainer.parameterCount <= Training.mostRecordedParameters
  }

  mutating func run(observer: (Int, Double) -> Bool) -> Training.Outcome {
    trainer.isCuttable = true  // until steps are known to be short
    if training.logsMeans, training.patience != nil { best = assessed().map { ($0.loss, trainer.network, 0) } }
    while made < training.steps {
      let isSaveDue = isSaveDue
      if looksAtEveryStep || log.isLookedAt(made + 1) || isSaveDue, let ending = lookBefore(made + 1) { return ending }
      let isWanted = run(upTo: isSaveDue || looksAtEveryStep ? made + 1 : endOfStretch, observer)
      if !isWanted, !trainer.isCut, made < training.steps, log.last?.step != made {
        // One step more, so that the loss before the last one is known.
        if let ending = lookBefore(made + 1) { return ending }
        trainer.run(steps: 1)
        if !trainer.isCut { made += 1 }
      }
      guard !trainer.isCut else { return cut() }
      guard save(isDue: isSaveDue) else { return findDivergence() }
      if training.logsMeans, let ending = logMean() { return ending }
      if !isWanted || made == training.stopsAfter, made < training.steps {
        guard trainer.isFinite else { return findDivergence() }
        let loss = trainer.measureLoss()
        return outcome(.interrupted(loss: trainer.isCut ? nil : loss))
      }
    }
    return outcome(.finished)
  }

  /// The steps after which there is something to look at again.
  private var endOfStretch: Int {
    min(log.nextLook(after: made + 1) - 1, made + Self.longestStretch, training.steps, training.stopsAfter ?? .max)
  }

  /// Whether it is time to keep the weights after the next step, the loss before which is then looked at.
  private var isSaveDue: Bool {
    made - saved.made >= Self.shortestSave.steps
      || (pace.isSlow && ContinuousClock.now - saved.at >= Self.shortestSave.time)
  }

  /// Keeps the weights where it is time to; false if they have left the finite numbers.
  private mutating func save(isDue: Bool) -> Bool {
    guard isDue || made == training.steps else { return true }
    guard trainer.isFinite else { return false }
    let loss = made == training.steps ? nil : trainer.measureLoss()
    guard !trainer.isCut, loss?.isFinite ?? true else { return trainer.isCut }
    trainer.save()
    log.save(made)
    saved = (made, ContinuousClock.now, loss)
    return true
  }

  /// Goes back to what was last kept, from a step that nobody wanted to wait for.
  private mutating func cut() -> Training.Outcome {
    trainer.restore()
    made = saved.made
    log.goBack(to: made)
    return outcome(.interrupted(loss: saved.loss))
  }

  /// Makes steps, looking at the observer every few milliseconds; false if it says stop.
  ///
  /// When it is looked at depends on the clock, so nothing else may happen there that could move a number.
  private mutating func run(upTo end: Int, _ observer: (Int, Double) -> Bool) -> Bool {
    while made < end {
      let piece = min(end - made, pace.stepsLeft)
      trainer.run(steps: piece)
      guard !trainer.isCut else { return false }
      made += piece
      guard pace.hasPassed(piece) else { continue }
      trainer.isCuttable = pace.isSlow
      // After the last step there are no rows of a next one.
      let loss = made < training.steps ? trainer.measureLoss() : log.last?.loss ?? .nan
      if trainer.isCut || !observer(made, loss) { return false }
    }
    return true
  }

  // MARK: - Looking

  private var looksAtEveryStep: Bool {
    training.logsMeans || (training.stopCondition?.isLookedAtInEveryStep ?? false)
  }

  /// Looks at the loss before the next step; gives what became of the training if it ends there.
  private mutating func lookBefore(_ step: Int) -> Training.Outcome? {
    let loss = trainer.measureLoss()
    guard !trainer.isCut else { return cut() }
    guard loss.isFinite else { return findDivergence() }
    return look(at: loss, before: step).map { outcome($0) }
  }

  /// Records the loss before a step; says how the training ends, if it does.
  private mutating func look(at loss: Double, before step: Int) -> Training.Ending? {
    let isPlanned = !training.logsMeans && log.isPlanned(step)
    var record = Training.Record(step: step, loss: loss, isLogged: isPlanned)
    if recordsParameters, log.isPoint(step) {
      record.parameters = trainer.parameterValues
    }
    if isPlanned || (!training.logsMeans && log.isEarly(step)) {
      record.test = assessed()
      record.accuracy = accuracy(at: step)
    }
    let isMet = holdsInEveryStep(loss)
    if isMet { record.isLogged = true }
    log.look(record, isMet: isMet)
    if isMet { return .conditionMet }
    return isPlanned ? endingOfRow(record.test) : nil
  }

  /// Records the mean of the losses since the last row where there is one; gives what became of the training if it ends.
  private mutating func logMean() -> Training.Outcome? {
    let (isPlanned, isEarly) = (log.isPlanned(made), log.isEarly(made))
    guard isPlanned || isEarly else { return nil }
    guard trainer.isFinite else { return findDivergence() }
    let test = assessed()
    log.addMean(
      Training.Record(step: made, loss: 0, isOnCurve: false, test: test, accuracy: accuracy(at: made)),
      isPlanned: isPlanned, isEarly: isEarly)
    return isPlanned ? endingOfRow(test).map { outcome($0) } : nil
  }

  /// The network on the test part; nil without one, and if nobody wanted to wait for it.
  private func assessed() -> Score? {
    let score = training.assessTest.map { Score($0(trainer.network)) }
    return Interruption.isRequested ? nil : score
  }

  /// The accuracy on the rows to learn from; nil if it is not asked for, or would be too often.
  private mutating func accuracy(at step: Int) -> Double? {
    switch training.accuracy {
    case nil: return nil
    case .step: return Engine.accuracy(of: trainer.outputsOfMeasured(), targets: trainer.targetsOfMeasured())
    case .network(let every, let assess):
      guard step == training.steps || lastAccuracy.map({ step - $0 >= every }) ?? true else { return nil }
      lastAccuracy = step
      let share = assess(trainer.network)
      return Interruption.isRequested ? nil : share
    }
  }

  private func holdsInEveryStep(_ loss: Double) -> Bool {
    switch training.stopCondition {
    case .loss(let test): test(loss)
    case .outputs(let test): test(trainer.outputsOfMeasured(), trainer.targetsOfMeasured())
    case .logged, nil: false
    }
  }

  private mutating func endingOfRow(_ test: Score?) -> Training.Ending? {
    // What was found while the work was no longer wanted may not be so.
    if case .logged(let holds) = training.stopCondition, holds(trainer.network, test), !Interruption.isRequested {
      return .conditionMet
    }
    guard let patience = training.patience, let test else { return nil }
    if test.loss < best?.loss ?? .infinity {
      best = (test.loss, trainer.network, made)
      rowsWithoutBetter = 0
    } else {
      rowsWithoutBetter += 1
    }
    return rowsWithoutBetter >= patience ? .notImproving(best: best?.made ?? made) : nil
  }

  private func outcome(_ ending: Training.Ending) -> Training.Outcome {
    var network = trainer.network
    if case .notImproving = ending, let best { network = best.network }
    return Training.Outcome(
      stepsMade: made, records: log.records(ending, made: made), logInterval: log.rowInterval, ending: ending,
      network: network)
  }

  /// Repeats the steps since the last copy of the weights one by one, up to the last one that left finite numbers.
  private mutating func findDivergence() -> Training.Outcome {
    trainer.restore()
    made = saved.made
    var losses: [Double] = []
    while true {
      let loss = trainer.measureLoss()
      guard loss.isFinite else {
        log.goBack(to: made, losses)
        return outcome(.lossNotFinite(step: made + 1, loss: loss))
      }
      trainer.save()
      trainer.run(steps: 1)
      guard trainer.isFinite else {
        trainer.restore()
        log.goBack(to: made, losses, takenBack: loss)
        return outcome(.weightsNotFinite(step: made + 1))
      }
      losses.append(loss)
      made += 1
    }
  }
}
