/// A training under way: it says how many steps are to be made next, and looks at what they lead to.
///
/// Who makes the steps is another's matter: ``run(observer:)`` for a training alone, ``LockstepGroup`` for several.
struct TrainingRun<Steps: TrainingSteps> {
  private let training: Training
  private let trainer: Steps
  private var log: TrainingLog
  /// The steps made.
  private(set) var made = 0
  /// What was last kept: the steps made, when, and the loss before the next one where that is known.
  private var saved = (made: 0, at: ContinuousClock.now, loss: Double?.none)
  /// Whether the weights are kept after the next step, the loss before which is then looked at.
  private var isSaveDue = false
  /// The step at which the accuracy on the rows to learn from was last assessed.
  private var lastAccuracy: Int?
  private var best: (loss: Double, network: Network, made: Int)?
  private var rowsWithoutBetter = 0
  /// Whether the network is so small that its parameters are recorded along the curve.
  private let recordsParameters: Bool
  /// Whether the training is to go on; once it is not, it ends as soon as it can.
  var isWanted = true
  /// Whether a single step takes so long that what was made is kept by the clock too.
  var isSlow = false
  /// What is left of the training, once it has ended.
  private(set) var end: TrainingEnd?

  /// The most steps between two looks at the weights.
  private static var longestStretch: Int { 1024 }

  /// The least steps between two copies of the weights, or the least time, so that copying costs little.
  private static var shortestSave: (steps: Int, time: Duration) { (256, .milliseconds(250)) }

  init(_ training: Training, _ trainer: Steps) {
    (self.training, self.trainer) = (training, trainer)
    log = TrainingLog(training)
    recordsParameters = trainer.parameterCount <= Training.mostRecordedParameters
  }

  // MARK: - From step to step

  /// Begins: says how many steps are to be made; nil if it has ended.
  mutating func begin() -> Int? {
    if training.logsMeans, training.patience != nil { best = assessed().map { ($0.loss, trainer.network, 0) } }
    return goOn()
  }

  /// Takes note of steps that were made, all that it asked for unless it is no longer wanted, and says how many are to be
  /// made next; nil if it has ended.
  mutating func take(_ steps: Int) -> Int? {
    made += steps
    if !isWanted, made < training.steps, log.last?.step != made {
      // One step more, so that the loss before the last one is known.
      return lookBefore(made + 1) ? 1 : nil
    }
    guard save(isDue: isSaveDue) else { return findDivergence() }
    if training.logsMeans, !logMean() { return nil }
    if !isWanted || made == training.stopsAfter, made < training.steps {
      guard trainer.isFinite else { return findDivergence() }
      let loss = trainer.measureLoss()
      return end(.interrupted(loss: trainer.isCut ? nil : loss))
    }
    return goOn()
  }

  private mutating func goOn() -> Int? {
    guard made < training.steps else { return end(.finished) }
    isSaveDue = isTimeToSave
    let looks = looksAtEveryStep || isSaveDue
    if looks || log.isLookedAt(made + 1), !lookBefore(made + 1) { return nil }
    return looks ? 1 : endOfStretch - made
  }

  /// The steps after which there is something to look at again.
  private var endOfStretch: Int {
    min(log.nextLook(after: made + 1) - 1, made + Self.longestStretch, training.steps, training.stopsAfter ?? .max)
  }

  private var isTimeToSave: Bool {
    made - saved.made >= Self.shortestSave.steps
      || (isSlow && ContinuousClock.now - saved.at >= Self.shortestSave.time)
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

  /// Ends it at what was last kept, from a step that nobody wanted to wait for.
  @discardableResult private mutating func cut() -> Int? {
    let kept = trainer.backAtLastSave()
    made = saved.made
    log.goBack(to: made)
    return end(.interrupted(loss: saved.loss), kept)
  }

  // MARK: - Looking

  private var looksAtEveryStep: Bool {
    training.logsMeans || (training.stopCondition?.isLookedAtInEveryStep ?? false)
  }

  /// Looks at the loss before the next step; false if the training ends there.
  private mutating func lookBefore(_ step: Int) -> Bool {
    let loss = trainer.measureLoss()
    if trainer.isCut {
      cut()
    } else if !loss.isFinite {
      findDivergence()
    } else if let ending = look(at: loss, before: step) {
      end(ending)
    }
    return end == nil
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

  /// Records the mean of the losses since the last row where there is one; false if the training ends there.
  private mutating func logMean() -> Bool {
    let (isPlanned, isEarly) = (log.isPlanned(made), log.isEarly(made))
    guard isPlanned || isEarly else { return true }
    guard trainer.isFinite else {
      findDivergence()
      return false
    }
    let test = assessed()
    log.addMean(
      Training.Record(step: made, loss: 0, isOnCurve: false, test: test, accuracy: accuracy(at: made)),
      isPlanned: isPlanned, isEarly: isEarly)
    if isPlanned, let ending = endingOfRow(test) { end(ending) }
    return end == nil
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

  // MARK: - At the end

  /// Ends it, with the weights that the trainer has or another.
  @discardableResult private mutating func end(_ ending: Training.Ending, _ other: Trainer? = nil) -> Int? {
    var network = other?.network ?? trainer.network
    if case .notImproving = ending, let best { network = best.network }
    let outcome = Training.Outcome(
      stepsMade: made, records: log.records(ending, made: made), logInterval: log.rowInterval, ending: ending,
      network: network)
    end = TrainingEnd(
      outcome: outcome, stream: other?.stream ?? trainer.stream,
      optimizerState: other?.optimizerState ?? trainer.optimizerState)
    return nil
  }

  /// Repeats the steps since the last copy of the weights one by one, up to the last one that left finite numbers.
  @discardableResult private mutating func findDivergence() -> Int? {
    let trainer = trainer.backAtLastSave()
    made = saved.made
    var losses: [Double] = []
    while true {
      let loss = trainer.measureLoss()
      guard loss.isFinite else {
        log.goBack(to: made, losses)
        return end(.lossNotFinite(step: made + 1, loss: loss), trainer)
      }
      trainer.save()
      trainer.run(steps: 1)
      guard trainer.isFinite else {
        trainer.restore()
        log.goBack(to: made, losses, takenBack: loss)
        return end(.weightsNotFinite(step: made + 1), trainer)
      }
      losses.append(loss)
      made += 1
    }
  }
}

extension TrainingRun<Trainer> {
  /// Makes all steps; the observer sees those made and the last loss, and returns false to stop.
  mutating func run(observer: (Int, Double) -> Bool) -> TrainingEnd {
    var pace = Pace()
    trainer.isCuttable = true  // until steps are known to be short
    isSlow = pace.isSlow
    var next = begin()
    while let steps = next {
      let count = makeSteps(steps, &pace, observer)
      next = trainer.isCut ? cut() : take(count)
    }
    return required(end, "a training ends with all its steps")
  }

  /// Makes steps, looking at the observer every few milliseconds, and fewer if it says stop; gives how many were made.
  ///
  /// When it is looked at depends on the clock, so nothing else may happen there that could move a number.
  private mutating func makeSteps(_ steps: Int, _ pace: inout Pace, _ observer: (Int, Double) -> Bool) -> Int {
    var count = 0
    while count < steps {
      let piece = isWanted ? min(steps - count, pace.stepsLeft) : steps - count
      trainer.run(steps: piece)
      guard !trainer.isCut else { return count }
      count += piece
      guard isWanted, pace.hasPassed(piece) else { continue }
      isSlow = pace.isSlow
      trainer.isCuttable = isSlow
      // After the last step there are no rows of a next one.
      let now = made + count
      let loss = now < training.steps ? trainer.measureLoss() : log.last?.loss ?? .nan
      isWanted = !trainer.isCut && observer(now, loss)
      if !isWanted { return count }
    }
    return count
  }
}
