/// A loss that goes up and down and no longer falls, because every step overshoots.
enum OscillationSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard !found.has(.divergence), !run.hasLearned, let course = run.course, !course.isFalling else { return [] }
    let isWhole = run.training.order == .all || run.training.fixedRows != nil
    let stable = run.stableRate
    let next = isWhole ? run.lossAfterNextStep : run.loss
    // Points of a curve that are an even number of steps apart do not show a loss that is the same every other step.
    let jumps = (next - run.loss).magnitude > Thresholds.widthOfOscillation * run.loss
    guard course.isShaking || jumps else { return [] }
    // Batches shake by themselves: of them only a rate says that steps overshoot, and only where little was learned.
    guard isWhole || (stable != nil && run.hasNotLearned) else { return [] }
    if let stable, run.statedRate <= stable { return [] }
    let state = run.state
    var text =
      !course.isShaking
      ? "The loss is \(state.shown(run.loss)), after one more step it would be \(state.shown(next)), and it falls no more."
      : "In the later half of the training the loss goes up in \(percent(course.rises)) of the steps looked at, between "
      + "\(state.shown(course.range.lowerBound)) and \(state.shown(course.range.upperBound)), and falls no more."
    if let stable {
      text += " Here steps go down for rates up to \(state.shown(stable)), 2 over the curvature; the rate is "
        + "\(run.statedRate.plain), and each step overshoots."
    }
    return [Finding(kind: .oscillation, evidence: text, cure: CureWriter(run).lowerRate(stable: stable))]
  }
}

/// A share as a percentage.
func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
