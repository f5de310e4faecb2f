/// A training as it was asked for.
public struct TrainDescription: Sendable, Equatable {
  /// The number of steps or epochs, at most.
  public var count: Int
  /// What is counted; more than one if the command contradicts itself.
  public var units: [CountUnit]
  /// The learning rate.
  public var learningRate: Double
  /// The distance between two rows of the log, in steps or epochs; nil for a tenth of all.
  public var logInterval: Int?
  /// The step after which the training was interrupted when it was typed; nil if it was not.
  public var stop: Int?
  /// When to stop early.
  public var until: Condition?
  /// The rows of the log without a better test loss after which to stop; nil for never.
  public var patience: Int?
  /// The one row to train on, counted from 1; nil for all.
  public var row: Int?
  /// The rows that each step sees, as far as it is said here.
  public var batch: BatchDescription

  /// Whether epochs are counted, and not steps.
  public var countsEpochs: Bool { units.contains(.epochs) }
}

/// What the number of a training counts.
public enum CountUnit: String, Sendable, Equatable, CaseIterable {
  case steps, epochs
}

/// Which rows the steps of a training see.
public struct BatchDescription: Sendable, Equatable {
  /// The rows of a step; nil unless said.
  public var size: Int?
  /// How they are chosen; empty unless said, and more than one if the command contradicts itself.
  public var orders: [BatchOrderName]
}

/// The ways to choose the rows of a step.
public enum BatchOrderName: String, Sendable, Equatable, CaseIterable {
  /// Every row once an epoch.
  case shuffle
  /// Drawn anew for every step, with replacement.
  case replace
  /// Drawn once, with replacement.
  case fixed
}

/// How parameters follow their gradients.
public struct OptimizerDescription: Sendable, Equatable {
  /// The rule.
  public var rule: Rule
  /// What is added to a root that is divided by; nil for the definition's own value.
  public var epsilon: Double?
  /// The multiple of a parameter that is added to its gradient.
  public var l2: Double
  /// The largest norm of the gradient; nil for any.
  public var clip: Double?
  /// Whether Saitoh's book is followed where it differs from PyTorch.
  public var followsBook: Bool

  /// The rules with what they take.
  public enum Rule: Sendable, Equatable {
    case sgd, adagrad
    case momentum(Double)
    case nesterov(Double)
    case rmsprop(Double)
    case adam(Double, Double)
  }
}

/// How the learning rate changes over a training.
public struct ScheduleDescription: Sendable, Equatable {
  /// The change.
  public var kind: Kind
  /// The steps in which the rate grows at the start.
  public var warmUp: Int

  /// The changes.
  public enum Kind: Sendable, Equatable {
    case constant, cosine
    case step(every: Int, factor: Double)
    case exponential(factor: Double)
  }
}
