import Outputs

/// A loss that left the finite numbers, or that ends far above its first value.
enum DivergenceSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    let state = run.state
    if let (step, what) = run.training.divergence {
      var text = "In step \(step) \(what)."
      if let last = state.history.last(where: { $0.loss.isFinite && $0.step < step }) {
        let first = state.history.first { $0.step > run.training.stepsBefore } ?? last
        text +=
          first.step < last.step
          ? " The loss was \(state.shown(first.loss)) before step \(first.step) and \(state.shown(last.loss)) before "
            + "step \(last.step)."
          : " The loss was \(state.shown(last.loss)) before step \(last.step)."
      }
      return [Finding(kind: .divergence, evidence: text + firstStep(run), cure: cure(run))]
    }
    guard let rise = rise(in: run.state, run.training) else { return [] }
    return [Finding(kind: .divergence, evidence: "\(rise).\(firstStep(run))", cure: cure(run))]
  }

  /// That the loss of a training that has come to its end is far above its first value; nil if it is not.
  static func rise(in state: State, _ training: LastTraining) -> String? {
    let entries = training.entries(of: state.history)
    guard case .finished = training.ending, let first = entries.first?.loss, let last = entries.last?.loss, first > 0,
      last.isFinite, last > Thresholds.growthOfRise * first
    else { return nil }
    return "The loss rose from \(state.shown(first)) to \(state.shown(last))"
  }

  /// How large the first step was.
  private static func firstStep(_ run: RunEvidence) -> String {
    guard run.startIsTelling,
      let most = run.firstStep.blocks.filter(\.block.role.isMatrix).max(by: { $0.ratio < $1.ratio }),
      most.ratio.isFinite
    else { return "" }
    var text = " The first step moves \(ParameterName(most.block)) by \(run.state.shown(most.ratio)) of its own size."
    if let stable = run.stableRateAtStart, stable.isFinite, run.training.request.learningRate > stable {
      text +=
        " At the start steps go down for rates up to \(run.state.shown(stable)), 2 over the curvature there; the "
        + "rate is \(run.training.request.learningRate.plain)."
    }
    return text
  }

  private static func cure(_ run: RunEvidence) -> Cure {
    CureWriter(run).lowerRate(stable: run.startIsTelling ? run.stableRateAtStart : nil)
  }
}

/// The largest of 1, 2, 5, 10, 20 and so on, and of their tenths, hundredths and so on, that is not above a rate.
func roundRate(atMost rate: Double) -> Double {
  guard rate > 1e-12 else { return 1e-12 }
  var (power, exponent) = (1.0, 0)
  while power * 10 <= rate * (1 + 1e-9) { (power, exponent) = (power * 10, exponent + 1) }
  while power > rate * (1 + 1e-9) {
    exponent -= 1
    power = exponent < 0 ? 1 / (0..<(-exponent)).reduce(1.0) { product, _ in product * 10 } : power / 10
  }
  let digit = [5.0, 2.0].first { power * $0 <= rate * (1 + 1e-9) } ?? 1
  guard exponent < 0 else { return power * digit }
  return digit / (0..<(-exponent)).reduce(1.0) { product, _ in product * 10 }
}
