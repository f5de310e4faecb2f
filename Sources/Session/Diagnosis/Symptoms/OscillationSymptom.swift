/// A loss that goes up and down and no longer falls, because every step overshoots.
enum OscillationSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard !found.has(.divergence), !run.hasLearned, let course = run.course, course.isShaking, !course.isFalling else {
      return []
    }
    let isWhole = run.training.order == .all || run.training.fixedRows != nil
    let stable = run.stableRate
    // Batches shake by themselves: of them only a rate says that steps overshoot, and only where little was learned.
    guard isWhole || (stable != nil && run.hasNotLearned) else { return [] }
    if let stable, run.statedRate <= stable { return [] }
    let state = run.state
    var text =
      "In the later half of the training the loss goes up in \(percent(course.rises)) of the steps looked at, between "
      + "\(state.shown(course.range.lowerBound)) and \(state.shown(course.range.upperBound)), and falls no more."
    if let stable {
      text += " Here steps go down for rates up to \(state.shown(stable)), 2 over the curvature; the rate is "
        + "\(run.statedRate.plain), and each step overshoots."
    }
    let best = min(run.training.request.learningRate / 10, (stable ?? .infinity) / 2)
    return [Finding(kind: .oscillation, evidence: text, cure: CureWriter(run).rate(roundRate(atMost: best)))]
  }
}

/// A share as a percentage.
func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
