/// A training under way.
struct TrainingRun {
  private let training: Training
  private let trainer: Trainer
  private var records: [Training.Record] = []
  private var made = 0
  /// What was last kept: the steps made, when, and the loss before the next one where that is known.
  private var saved = (made: 0, at: ContinuousClock.now, loss: Double?.none)
  private var curve = Curve()
  /// The sum of the losses since the last row of the log, and of how many steps.
  private var sum = (loss: 0.0, steps: 0)
  private var best: (loss: Double, network: Network, made: Int)?
  private var rowsWithoutBetter = 0
  private var pace = Pace()

  /// The most steps between two looks at the weights.
  private static let longestStretch = 1024

  /// The least steps between two copies of the weights, or the least time, so that copying costs little.
  private static let shortestSave = (steps: 256, time: Duration.milliseconds(250))

  init(_ training: Training, _ trainer: Trainer) {
    (self.training, self.trainer) = (training, trainer)
  }

  mutating func run(observer: (Int, Double) -> Bool) -> Training.Outcome {
    trainer.isCuttable = true  // until steps are known to be short
    if training.logsMeans, training.patience != nil { best = assessed().map { ($0.loss, trainer.network, 0) } }
    while made < training.steps {
      if isLookedAt(made + 1) {
        let loss = trainer.measureLoss()
        guard !trainer.isCut else { return cut() }
        guard loss.isFinite else { return findDivergence() }
        if let ending = look(at: loss) { return outcome(ending) }
      }
      let isWanted = run(upTo: min(made + stepsToNextLook(), training.stopsAfter ?? .max), observer)
      guard !trainer.isCut else { return cut() }
      guard save() else { return findDivergence() }
      if training.logsMeans, made % training.logInterval == 0 || made == training.steps {
        guard trainer.isFinite else { return findDivergence() }
        if let ending = logMean() { return outcome(ending) }
      }
      if !isWanted || made == training.stopsAfter, made < training.steps {
        guard trainer.isFinite else { return findDivergence() }
        let loss = trainer.measureLoss()
        return outcome(.interrupted(loss: trainer.isCut ? nil : loss))
      }
    }
    return outcome(.finished)
  }

  /// Keeps the weights where it is time to; false if they have left the finite numbers.
  private mutating func save() -> Bool {
    let steps = made - saved.made
    let isSlow = pace.isSlow && ContinuousClock.now - saved.at >= Self.shortestSave.time
    guard steps >= Self.shortestSave.steps || made == training.steps || isSlow else { return true }
    guard trainer.isFinite else { return false }
    let loss = made == training.steps ? nil : trainer.measureLoss()
    guard !trainer.isCut, loss?.isFinite ?? true else { return trainer.isCut }
    trainer.save()
    saved = (made, ContinuousClock.now, loss)
    return true
  }

  /// Goes back to what was last kept, from a step that nobody wanted to wait for.
  private mutating func cut() -> Training.Outcome {
    trainer.restore()
    made = saved.made
    records.removeAll { $0.step > made }
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
      let loss = made < training.steps ? trainer.measureLoss() : records.last?.loss ?? .nan
      if trainer.isCut || !observer(made, loss) { return false }
    }
    return true
  }

  // MARK: - Looking

  private func isLogged(_ step: Int) -> Bool {
    !training.logsMeans && (step == 1 || step == training.steps || step % training.logInterval == 0)
  }

  private func isOnCurve(_ step: Int) -> Bool {
    step == 1 || step == training.steps || step % curve.interval == 0
  }

  private func isLookedAt(_ step: Int) -> Bool {
    isLogged(step) || isOnCurve(step) || looksAtEveryStep
  }

  private var looksAtEveryStep: Bool {
    training.logsMeans || (training.stopCondition?.isLookedAtInEveryStep ?? false)
  }

  private func stepsToNextLook() -> Int {
    guard !looksAtEveryStep else { return 1 }
    let next = [training.logInterval, curve.interval].map { ((made + 1) / $0 + 1) * $0 - 1 }
    let nearest = (next + [training.steps - 1]).filter { $0 > made && $0 < training.steps }.min() ?? training.steps
    return min(nearest - made, Self.longestStretch)
  }

  /// Records the loss before the next step; says how the training ends, if it does.
  private mutating func look(at loss: Double) -> Training.Ending? {
    let step = made + 1
    sum = (sum.loss + loss, sum.steps + 1)
    var record = Training.Record(
      step: step, loss: loss, isLogged: isLogged(step), isOnCurve: isOnCurve(step) || isLogged(step))
    if record.isLogged { record.test = assessed() }
    let isMet = holdsInEveryStep(loss)
    if isMet { (record.isLogged, record.isOnCurve) = (true, true) }
    if record.isOnCurve { curve.add(record, to: &records) }
    if isMet { return .conditionMet }
    return record.isLogged ? endingOfRow(record.test) : nil
  }

  /// Records the mean of the losses since the last row.
  private mutating func logMean() -> Training.Ending? {
    let test = assessed()
    records.append(
      Training.Record(
        step: made, loss: sum.loss / Double(max(sum.steps, 1)), isLogged: true, isOnCurve: false, test: test))
    sum = (0, 0)
    return endingOfRow(test)
  }

  /// The network on the test part; nil without one, and if nobody wanted to wait for it.
  private func assessed() -> Assessment? {
    let assessment = training.assessTest?(trainer.network)
    return Interruption.isRequested ? nil : assessment
  }

  private func holdsInEveryStep(_ loss: Double) -> Bool {
    switch training.stopCondition {
    case .loss(let test): test(loss)
    case .outputs(let test): test(trainer.outputsOfMeasured(), trainer.targetsOfMeasured())
    case .logged, nil: false
    }
  }

  private mutating func endingOfRow(_ test: Assessment?) -> Training.Ending? {
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
    if case .notImproving = ending, let best {
      return Training.Outcome(stepsMade: made, records: records, ending: ending, network: best.network)
    }
    return Training.Outcome(stepsMade: made, records: records, ending: ending, network: trainer.network)
  }

  /// Repeats the steps since the last copy of the weights one by one, up to the last one that left finite numbers.
  private mutating func findDivergence() -> Training.Outcome {
    trainer.restore()
    made = saved.made
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
