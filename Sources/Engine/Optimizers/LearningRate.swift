/// The learning rate of every step of a training.
public struct LearningRate: Sendable, Equatable {
  /// The rate that the schedule starts from.
  public var base: Double
  /// How it changes.
  public var schedule: Schedule
  /// The steps at the start in which the rate grows in equal parts up to the schedule's.
  public var warmUp: Int

  /// Creates a learning rate.
  public init(_ base: Double, schedule: Schedule = .constant, warmUp: Int = 0) {
    self.base = base
    self.schedule = schedule
    self.warmUp = warmUp
  }

  /// The ways to change.
  public enum Schedule: Sendable, Equatable {
    /// Always the same.
    case constant
    /// Multiplied by a factor after every so many steps (`StepLR`).
    case step(every: Int, factor: Double)
    /// Multiplied by a factor after every step (`ExponentialLR`).
    case exponential(factor: Double)
    /// Half a cosine from the base down to 0 over the training (Loshchilov and Hutter 2017, without restarts).
    case cosine
  }

  /// Whether every step has the same rate.
  var isConstant: Bool { schedule == .constant && warmUp == 0 }

  /// The rate of a step counted from 1 in a training of so many steps.
  public func rate(step: Int, of steps: Int) -> Double {
    let scheduled: Double
    switch schedule {
    case .constant: scheduled = base
    case .step(let every, let factor): scheduled = base * power(factor, (step - 1) / every)
    case .exponential(let factor): scheduled = base * power(factor, step - 1)
    case .cosine: scheduled = base * 0.5 * (1 + Self.cosine(ofHalfTurns: Double(step - 1) / Double(max(steps, 1))))
    }
    return step < warmUp ? scheduled * Double(step) / Double(warmUp) : scheduled
  }

  /// The cosine of a share of π from 0 to 1, by its series around the nearer of 0, π/2 and π: arithmetic alone.
  private static func cosine(ofHalfTurns share: Double) -> Double {
    if share > 0.75 { return -cosine(ofHalfTurns: 1 - share) }
    let isSine = share > 0.25
    let angle = (isSine ? 0.5 - share : share) * Double.pi
    var (sum, term, index) = (isSine ? angle : 1, isSine ? angle : 1, isSine ? 1.0 : 0)
    while term.magnitude > 1e-20 {
      term *= -angle * angle / ((index + 1) * (index + 2))
      sum += term
      index += 2
    }
    return sum
  }
}
