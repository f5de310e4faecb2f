import Outputs

/// A learning rate that is too small for the gradient that is there.
enum SmallRateSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard !found.has(.divergence, .oscillation, .symmetric, .unscaled), !run.hasLearned, let course = run.course,
      !run.hasFadedRate, found.has(.plateau) || (run.hasNotLearned && gain(run, course) < Thresholds.smallGain)
    else { return [] }
    // Without a hidden layer there is nothing beyond the plateau that a larger step could reach.
    let isStanding = found.has(.plateau)
    if isStanding, run.matrices.count < 2 { return [] }
    let movement = Movement(run, isStanding: isStanding)
    guard let rate = movement.rateOfCure else { return isStanding ? unmoved(run) : [] }
    let state = run.state
    let evidence =
      "The gradient is there and small: each step moves \(movement.name) by \(state.shown(movement.ratio)) of its size, "
      + "which makes \(state.shown(movement.total)) in \(counted(run.training.steps, "step")). At rate \(rate.plain) "
      + "instead of \(run.statedRate.plain) as many steps would make \(state.shown(movement.total(at: rate)))."
      + (movement.stable.map { " Steps go down here for rates up to \(state.shown($0)), 2 over the curvature." } ?? "")
    return [Finding(kind: .smallRate, evidence: evidence, cure: CureWriter(run).rate(rate))]
  }

  /// Weights that are where they were at the start, at a rate far below what would be stable.
  private static func unmoved(_ run: RunEvidence) -> [Finding] {
    guard run.startIsTelling, let stable = run.stableRate, run.statedRate < Thresholds.smallRate * stable,
      let most = run.displacements.max(by: { $0.share < $1.share }), most.share < Thresholds.unmovedShare
    else { return [] }
    let state = run.state
    return [
      Finding(
        kind: .smallRate,
        evidence:
          "The weights are where they began: in \(counted(run.training.steps, "step")) \(most.name), which moved "
          + "most, has moved by \(state.shown(most.share)) of its size. The rate is \(run.statedRate.plain), and steps go "
          + "down here for rates up to \(state.shown(stable)), 2 over the curvature.",
        cure: CureWriter(run).rate(roundRate(atMost: min(Thresholds.largestRate, stable / 2))))
    ]
  }

  /// The share of what there was to gain that the training has gained.
  private static func gain(_ run: RunEvidence, _ course: LossCourse) -> Double {
    course.first > run.floor ? (course.first - course.last) / (course.first - run.floor) : 1
  }
}

/// How far the weights move by the gradient that there is now, as shares of their size.
struct Movement {
  /// The matrix that moves most, for its size.
  let name: String
  /// The share of its size by which a step moves it.
  let ratio: Double
  /// The largest rate at which steps go down; nil where that is not known.
  let stable: Double?
  private let rate: Double
  private let steps: Double

  private let isStanding: Bool

  /// Looks at the next step of a run.
  ///
  /// On a plateau only hidden weights count: those of the last layer and the biases lead to it, and may still be on
  /// their way.
  init(_ run: RunEvidence, isStanding: Bool) {
    self.isStanding = isStanding
    let matrices = run.nextStep.blocks.filter(\.block.role.isMatrix)
    let most = (isStanding ? matrices.dropLast() : matrices[...]).max { $0.ratio < $1.ratio }
    (name, ratio) = (most.map { ParameterName($0.block).description } ?? "W1", most?.ratio ?? 0)
    (rate, steps, stable) = (run.statedRate, Double(run.training.steps), run.stableRate)
  }

  /// The sum of as many steps as the training made, if each were as long.
  var total: Double { ratio * steps }

  /// The same at another rate.
  func total(at other: Double) -> Double { total * other / rate }

  /// A rate that would move the weights far enough; nil if this one is large enough, or none up to the largest would do.
  var rateOfCure: Double? {
    guard ratio.isFinite, rate > 0 else { return nil }
    let most = min(Thresholds.largestRate, (stable ?? Thresholds.largestRate) / 2)
    var candidate = rate
    while candidate * 10 <= most * (1 + 1e-9) {
      candidate = roundRate(atMost: candidate * 10)
      if total(at: candidate) >= Thresholds.movementOfCure {
        return total < Thresholds.movementOfCure ? candidate : nil
      }
    }
    // Far below what would be stable, the weights have not had the time to move, be it enough or not.
    guard !isStanding || total < 1, let stable, rate < Thresholds.smallRate * stable, total(at: candidate) >= 1 else {
      return nil
    }
    return candidate > rate ? candidate : nil
  }
}
