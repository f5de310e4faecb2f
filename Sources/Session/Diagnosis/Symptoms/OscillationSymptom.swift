/// A loss that goes up and down and no longer falls, because every step overshoots.
enum OscillationSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard !found.has(.divergence), !run.hasLearned, let course = run.course, !course.isFalling else { return [] }
    let isWhole = run.training.seesSameRows
    let stable = run.stableRate
    // Points of a curve that are an even number of steps apart do not show what is the same in every other step.
    let jump = isWhole ? jump(run) : 0
    guard course.isShaking || jump > Thresholds.widthOfOscillation else { return [] }
    // Batches shake by themselves, and so do optimisers that divide by the gradient where there is none left: of the one
    // only a rate says that steps overshoot, and of both only where little was learned.
    guard run.hasNotLearned || (isWhole && stable != nil), isWhole || stable != nil else { return [] }
    let overshoots = stable.map { run.statedRate > $0 } ?? true
    // In a cycle only some of the steps overshoot, and the next need not be one: the loss of the same rows tells.
    guard overshoots || jump > Thresholds.widthOfOscillation || (isWhole && course.isShaking) else { return [] }
    let state = run.state
    var text =
      !course.isShaking
      ? "The loss falls no more, and every step throws the answers about: one more would change them by up to "
        + "\(state.shown(jump)) of the spread of the targets, and the loss from \(state.shown(run.loss)) to "
        + "\(state.shown(run.afterNextStep.loss))."
      : "In the later half of the training the loss goes up in \(percent(course.rises)) of the steps looked at, between "
        + "\(state.shown(course.range.lowerBound)) and \(state.shown(course.range.upperBound)), and falls no more."
    if let stable, overshoots {
      text +=
        " Here steps go down for rates up to \(state.shown(stable)), 2 over the curvature; the rate is "
        + "\(run.statedRate.plain), and each step overshoots."
    }
    return [Finding(kind: .oscillation, evidence: text, cure: CureWriter(run).lowerRate(stable: stable))]
  }
}

extension OscillationSymptom {
  /// How far the next step would move an answer at most, as a share of the spread of the targets.
  private static func jump(_ run: RunEvidence) -> Double {
    let (now, next) = (run.predictions.values, run.afterNextStep.predictions.values)
    let targets = run.targets.values
    let spread = (targets.max() ?? 0) - (targets.min() ?? 0)
    return spread > 0 ? (zip(now, next).map { ($0 - $1).magnitude }.max() ?? 0) / spread : 0
  }
}

/// A share as a percentage.
func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
