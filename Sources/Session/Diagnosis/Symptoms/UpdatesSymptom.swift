/// Updates that are too large or too small for the weights that they move.
enum UpdatesSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard run.isTroubled(found) || (run.hasNotLearned && (run.share ?? 0) > Thresholds.worseShare),
      !found.has(.divergence, .oscillation, .smallRate, .smallWeights),
      let most = run.nextStepOnBatch.blocks.filter(\.block.role.isMatrix).max(by: { $0.ratio < $1.ratio })
    else { return [] }
    let (state, name, asked) = (run.state, ParameterName(most.block), run.training.request.learningRate)
    if most.ratio > Thresholds.largeUpdate {
      return [
        Finding(
          kind: .largeUpdates,
          evidence:
            "The loss is \(state.shown(run.loss)) where the best single answer for all rows costs \(state.shown(run.costOfOne)), and the next step would move \(name) by \(state.shown(most.ratio)) of its own size; about a thousandth "
            + "is usual.", cure: CureWriter(run).lowerRate(stable: nil))
      ]
    }
    guard most.ratio < Thresholds.smallUpdate, run.hasFadedRate else { return [] }
    return [
      Finding(
        kind: .smallUpdates,
        evidence:
          "The schedule has brought the learning rate from \(asked.plain) to \(run.state.shown(run.statedRate)): "
          + "the next step would move \(name), the most, by \(state.shown(most.ratio)) of its own size.",
        cure: CureWriter(run).constantRate)
    ]
  }
}
