/// A training from start to end: when the loss is looked at, when to stop, and what to do when numbers run away.
public struct Training: Sendable {
  /// The steps to make, at most.
  public var steps: Int
  /// The steps between two records of the loss, for the log and for the curve.
  public var recordIntervals: [Int]
  /// Looked at before every step if there is one: the training stops when it holds.
  public var stopCondition: StopCondition?

  /// Creates a training that records the loss before step 1, before the last step, and at every interval.
  public init(steps: Int, recordIntervals: [Int], stopCondition: StopCondition? = nil) {
    self.steps = steps
    self.recordIntervals = recordIntervals
    self.stopCondition = stopCondition
  }

  /// A condition on the present weights.
  public enum StopCondition: Sendable {
    /// On the loss.
    case loss(@Sendable (Double) -> Bool)
    /// On the accuracy.
    case accuracy(@Sendable (Double) -> Bool)
  }

  /// The loss before the update of a step, counted from 1.
  public struct Record: Sendable, Equatable {
    /// The step.
    public var step: Int
    /// The loss before its update.
    public var loss: Double
  }

  /// How a training ended.
  public enum Ending: Sendable, Equatable {
    /// All steps were made.
    case finished
    /// The condition held before the step after the last one made.
    case conditionMet
    /// The loss was not finite before a step, which was not made.
    case lossNotFinite(step: Int, loss: Double)
    /// A step's update was not finite and was taken back.
    case weightsNotFinite(step: Int)
    /// The observer said stop.
    case interrupted
  }

  /// What a training did.
  public struct Outcome: Sendable {
    /// The steps whose updates are in the network.
    public var stepsMade: Int
    /// The recorded losses, in the order of their steps.
    public var records: [Record]
    /// How it ended.
    public var ending: Ending
  }

  /// The most steps between two looks at the observer and at the weights.
  private static let longestStretch = 1024

  /// The least steps between two copies of the weights, so that copying costs little.
  private static let shortestSave = 256

  /// Runs the training; the observer sees the steps made and the last loss, and returns false to stop.
  public func run(_ trainer: Trainer, observer: (Int, Double) -> Bool) -> Outcome {
    var records: [Record] = []
    var made = 0
    var savedAt = 0
    while made < steps {
      if isRecorded(made + 1) || stopCondition != nil {
        let loss = trainer.measureLoss()
        guard loss.isFinite else { return findDivergence(trainer, from: savedAt, records) }
        if isRecorded(made + 1) { records.append(Record(step: made + 1, loss: loss)) }
        if holds(stopCondition, trainer, loss) {
          if records.last?.step != made + 1 { records.append(Record(step: made + 1, loss: loss)) }
          return Outcome(stepsMade: made, records: records, ending: .conditionMet)
        }
      }
      let stretch = stepsToNextRecord(after: made)
      trainer.run(steps: stretch)
      made += stretch
      if made - savedAt >= Self.shortestSave || made == steps {
        let isSound = trainer.isFinite && (made == steps || trainer.measureLoss().isFinite)
        guard isSound else { return findDivergence(trainer, from: savedAt, records) }
        trainer.save()
        savedAt = made
      }
      if !observer(made, records.last?.loss ?? .nan), made < steps {
        guard trainer.isFinite else { return findDivergence(trainer, from: savedAt, records) }
        return Outcome(stepsMade: made, records: records, ending: .interrupted)
      }
    }
    return Outcome(stepsMade: made, records: records, ending: .finished)
  }

  private func isRecorded(_ step: Int) -> Bool {
    step == 1 || step == steps || recordIntervals.contains { step % $0 == 0 }
  }

  private func stepsToNextRecord(after made: Int) -> Int {
    guard stopCondition == nil else { return 1 }
    let next = recordIntervals.map { ((made + 1) / $0 + 1) * $0 - 1 } + [steps - 1]
    let nearest = next.filter { $0 > made && $0 < steps }.min() ?? steps
    return min(nearest - made, Self.longestStretch)
  }

  private func holds(_ condition: StopCondition?, _ trainer: Trainer, _ loss: Double) -> Bool {
    switch condition {
    case .loss(let test): test(loss)
    case .accuracy(let test): test(trainer.accuracyOfMeasured())
    case nil: false
    }
  }

  /// Repeats the steps since the last copy of the weights one by one, up to the last one that left finite numbers.
  private func findDivergence(_ trainer: Trainer, from savedAt: Int, _ records: [Record]) -> Outcome {
    trainer.restore()
    var made = savedAt
    var ending: Ending
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
    return Outcome(stepsMade: made, records: records.filter { $0.step <= made + 1 }, ending: ending)
  }
}
