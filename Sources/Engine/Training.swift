/// A training from start to end: when the loss is looked at, when to stop, and what to do when numbers run away.
public struct Training: Sendable {
  /// The steps to make, at most.
  public var steps: Int
  /// The steps after which an earlier training was interrupted, for this one to stop there too; nil for none.
  public var stopsAfter: Int?
  /// The steps between two rows of the log.
  public var logInterval: Int
  /// Whether a row of the log stands for all steps since the one before, with their mean loss, and not for one step.
  public var logsMeans: Bool
  /// When to stop early.
  public var stopCondition: StopCondition?
  /// The rows of the log without a better loss on the test part after which to stop; nil for never.
  public var patience: Int?
  /// Assesses a network on the test part, if there is one.
  public var assessTest: (@Sendable (Network) -> Assessment)?
  /// How the rows of the log get their accuracy on the rows to learn from; nil for not at all.
  public var accuracy: AccuracySource?
  /// The rows of a log of which only the rows of its plan were asked for, where the training ends early; nil if there is
  /// nothing but the interval.
  public var earlyRows: RowSpacing?
  /// Whether losses between the rows of the log are recorded, for a curve; looking at them costs a sweep more than its steps.
  public var recordsCurve: Bool

  /// Creates a training that logs step 1, the last step, and every interval between.
  public init(
    steps: Int, stopsAfter: Int? = nil, logInterval: Int, logsMeans: Bool = false,
    stopCondition: StopCondition? = nil,
    patience: Int? = nil, assessTest: (@Sendable (Network) -> Assessment)? = nil,
    accuracy: AccuracySource? = nil, earlyRows: RowSpacing? = nil, recordsCurve: Bool = true
  ) {
    self.steps = steps
    self.stopsAfter = stopsAfter
    self.logInterval = logInterval
    self.logsMeans = logsMeans
    self.stopCondition = stopCondition
    self.patience = patience
    self.assessTest = assessTest
    self.accuracy = accuracy
    self.earlyRows = earlyRows
    self.recordsCurve = recordsCurve
  }

  /// The most parameters of a network whose values are recorded along the curve.
  public static let mostRecordedParameters = 64

  /// The most rows of the log that are kept; of more, every other one goes.
  public static let mostRows = 100_000

  /// A condition on the present weights.
  public enum StopCondition: Sendable {
    /// On the loss of the next step's rows, looked at before every step.
    case loss(@Sendable (Double) -> Bool)
    /// On the outputs for those rows and their targets.
    case outputs(@Sendable (_ outputs: Matrix, _ targets: Matrix) -> Bool)
    /// On the network, looked at for every row of the log.
    case logged(@Sendable (Network, Score?) -> Bool)

    var isLookedAtInEveryStep: Bool {
      if case .logged = self { false } else { true }
    }
  }

  /// Where an accuracy on the rows to learn from comes from.
  public enum AccuracySource: Sendable {
    /// From the outputs that the loss of the step was computed from.
    case step
    /// From a look at the network, with at least so many steps between two.
    case network(every: Int, @Sendable (Network) -> Double)
  }

  /// How far apart rows of the log may be: multiples of a unit of steps, and at least so many units.
  public struct RowSpacing: Sendable {
    let unit: Int
    let least: Int

    /// Creates a spacing.
    public init(unit: Int = 1, least: Int = 1) { (self.unit, self.least) = (unit, least) }
  }

  /// The loss before the update of a step, counted from 1, or the mean of the losses up to it.
  public struct Record: Sendable, Equatable {
    /// The step.
    public var step: Int
    /// The loss.
    public var loss: Double
    /// Whether it is a row of the log.
    public var isLogged = false
    /// Whether it is a point of the curve.
    public var isOnCurve = true
    /// The network on the test part: before the update of the step, or for a mean after it.
    public var test: Score?
    /// The accuracy on the rows to learn from, there and then.
    public var accuracy: Double?
    /// All parameters at a point of the curve, in declaration order, of a network of few.
    public var parameters: [Double]?
  }

  /// How a training ended.
  public enum Ending: Sendable, Equatable {
    /// All steps were made.
    case finished
    /// The condition held.
    case conditionMet
    /// The loss on the test part did not improve any more; the weights are those of its best, after so many steps.
    case notImproving(best: Int)
    /// The loss was not finite before a step, which was not made.
    case lossNotFinite(step: Int, loss: Double)
    /// A step's update was not finite and was taken back.
    case weightsNotFinite(step: Int)
    /// The observer said stop, or an earlier training was stopped there; with the loss of the next step's rows, unless
    /// that would have taken long.
    case interrupted(loss: Double?)
  }

  /// What a training did.
  public struct Outcome: Sendable {
    /// The steps whose updates are in the network.
    public var stepsMade: Int
    /// What was recorded, in the order of the steps.
    public var records: [Record]
    /// The steps between two rows of the log: those asked for, unless that gave too many to keep.
    public var logInterval: Int
    /// How it ended.
    public var ending: Ending
    /// The network.
    public var network: Network
  }

  /// Runs the training; the observer sees the steps made and the last loss, and returns false to stop.
  public func run(_ trainer: Trainer, observer: (Int, Double) -> Bool) -> Outcome {
    var run = TrainingRun(self, trainer)
    return run.run(observer: observer).outcome
  }
}
