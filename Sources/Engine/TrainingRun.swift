/// A training under way.
struct TrainingRun {
  private let training: Training
  private let trainer: Trainer
  private var records: [Training.Record] = []
  private var made = 0
  private var savedAt = 0
  /// The sum of the losses since the last row of the log, and of how many steps.
  private var sum = (loss: 0.0, steps: 0)
  private var best: (loss: Double, network: Network, made: Int)?
  private var rowsWithoutBetter = 0
  private var pace = Pace()

  /// The most steps between two looks at the weights.
  private static let longestStretch = 1024

  /// The least steps between two copies of the weights, so that copying costs little.
  private static let shortestSave = 256

  init(_ training: Training, _ trainer: Trainer) {
    (self.training, self.trainer) = (training, trainer)
  }

  mutating func run(observer: (Int, Double) -> Bool) -> Training.Outcome {
    while made < training.steps {
      if isLookedAt(made + 1) {
        let loss = trainer.measureLoss()
        guard loss.isFinite else { return findDivergence() }
        if let ending = look(at: loss) { return outcome(ending) }
      }
      let isWanted = run(upTo: min(made + stepsToNextLook(), training.stopsAfter ?? .max), observer)
      if made - savedAt >= Self.shortestSave || made == training.steps {
        let isSound = trainer.isFinite && (made == training.steps || trainer.measureLoss().isFinite)
        guard isSound else { return findDivergence() }
        trainer.save()
        savedAt = made
      }
      if training.logsMeans, made % training.logInterval == 0 || made == training.steps {
        guard trainer.isFinite else { return findDivergence() }
        if let ending = logMean() { return outcome(ending) }
      }
      if !isWanted || made == training.stopsAfter, made < training.steps {
        guard trainer.isFinite else { return findDivergence() }
        return outcome(.interrupted(loss: trainer.measureLoss()))
      }
    }
    return outcome(.finished)
  }

  /// Makes steps, looking at the observer every few milliseconds; false if it says stop.
  ///
  /// When it is looked at depends on the clock, so nothing else may happen there that could move a number.
  private mutating func run(upTo end: Int, _ observer: (Int, Double) -> Bool) -> Bool {
    while made < end {
      let piece = min(end - made, pace.stepsLeft)
      trainer.run(steps: piece)
      made += piece
      guard pace.hasPassed(piece) else { continue }
      // After the last step there are no rows of a next one.
      let loss = made < training.steps ? trainer.measureLoss() : records.last?.loss ?? .nan
      if !observer(made, loss) { return false }
    }
    return true
  }

  // MARK: - Looking

  private func isLogged(_ step: Int) -> Bool {
    !training.logsMeans && (step == 1 || step == training.steps || step % training.logInterval == 0)
  }

  private func isOnCurve(_ step: Int) -> Bool {
    step == 1 || step == training.steps || step % training.curveInterval == 0
  }

  private func isLookedAt(_ step: Int) -> Bool {
    isLogged(step) || isOnCurve(step) || looksAtEveryStep
  }

  private var looksAtEveryStep: Bool {
    training.logsMeans || (training.stopCondition?.isLookedAtInEveryStep ?? false)
  }

  private func stepsToNextLook() -> Int {
    guard !looksAtEveryStep else { return 1 }
    let next = [training.logInterval, training.curveInterval].map { ((made + 1) / $0 + 1) * $0 - 1 }
    let nearest = (next + [training.steps - 1]).filter { $0 > made && $0 < training.steps }.min() ?? training.steps
    return min(nearest - made, Self.longestStretch)
  }

  /// Records the loss before the next step; says how the training ends, if it does.
  private mutating func look(at loss: Double) -> Training.Ending? {
    let step = made + 1
    sum = (sum.loss + loss, sum.steps + 1)
    var record = Training.Record(
      step: step, loss: loss, isLogged: isLogged(step), isOnCurve: isOnCurve(step) || isLogged(step))
    if record.isLogged { record.test = training.assessTest?(trainer.network) }
    let isMet = holdsInEveryStep(loss)
    if isMet { (record.isLogged, record.isOnCurve) = (true, true) }
    if record.isOnCurve { records.append(record) }
    if isMet { return .conditionMet }
    return record.isLogged ? endingOfRow(record.test) : nil
  }

  /// Records the mean of the losses since the last row.
  private mutating func logMean() -> Training.Ending? {
    let test = training.assessTest?(trainer.network)
    records.append(
      Training.Record(
        step: made, loss: sum.loss / Double(max(sum.steps, 1)), isLogged: true, isOnCurve: false, test: test))
    sum = (0, 0)
    return endingOfRow(test)
  }

  private func holdsInEveryStep(_ loss: Double) -> Bool {
    switch training.stopCondition {
    case .loss(let test): test(loss)
    case .outputs(let test): test(trainer.outputsOfMeasured(), trainer.targetsOfMeasured())
    case .logged, nil: false
    }
  }

  private mutating func endingOfRow(_ test: Assessment?) -> Training.Ending? {
    if case .logged(let holds) = training.stopCondition, holds(trainer.network, test) { return .conditionMet }
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
    if case .notImproving = ending, let best {
      return Training.Outcome(stepsMade: made, records: records, ending: ending, network: best.network)
    }
    return Training.Outcome(stepsMade: made, records: records, ending: ending, network: trainer.network)
  }

  /// Repeats the steps since the last copy of the weights one by one, up to the last one that left finite numbers.
  private mutating func findDivergence() -> Training.Outcome {
    trainer.restore()
    made = savedAt
    var ending: Training.Ending
    while true {
      let loss = trainer.measureLoss()
      guard loss.isFinite else {
        ending = .lossNotFinite(step: made + 1, loss: loss)
        break
      }
      trainer.save()
      trainer.run(steps: 1)
      guard trainer.isFinite else {
        trainer.restore()
        ending = .weightsNotFinite(step: made + 1)
        break
      }
      made += 1
    }
    records.removeAll { $0.step > made + 1 }
    return outcome(ending)
  }
}

/// How many steps fit between two looks at the clock, so that one is taken every few milliseconds.
private struct Pace {
  private(set) var stepsLeft = 1
  private var steps = 1
  private var lastLook = ContinuousClock.now

  /// Counts steps that were made; true if it is time for a look.
  mutating func hasPassed(_ made: Int) -> Bool {
    stepsLeft -= made
    guard stepsLeft == 0 else { return false }
    let now = ContinuousClock.now
    let time = now - lastLook
    lastLook = now
    if time < .milliseconds(4) { steps = min(2 * steps, 1 << 16) }
    if time > .milliseconds(16) { steps = max(1, steps / 2) }
    stepsLeft = steps
    return true
  }
}
