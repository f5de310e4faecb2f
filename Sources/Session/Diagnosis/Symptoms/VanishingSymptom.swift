/// A gradient that all but disappears on its way down through the layers.
enum VanishingSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard run.isTroubled(found), run.startIsTelling, !found.has(.smallWeights, .symmetric, .divergence) else {
      return []
    }
    let signals = run.initialSignals
    guard signals.count > 2, let first = signals.first, let last = signals.last, last > 0, last.isFinite,
      first < Thresholds.vanishingRatio * last
    else { return [] }
    let state = run.state
    let hasFlat = state.network.layers.contains { ["sigmoid", "tanh"].contains($0.word) }
    return [
      Finding(
        kind: .vanishing,
        evidence: "At the start the gradient by the sums of a layer has a root mean square of \(state.shown(last)) at "
          + "layer \(signals.count) and of \(state.shown(first)) at layer 1, "
          + "\(state.shown(first / last)) of it: the lower layers hardly learn.",
        cure: hasFlat ? CureWriter(run).rectified : CureWriter(run).freshWeights(what: "initial weights that suit relu")
      )
    ]
  }
}
