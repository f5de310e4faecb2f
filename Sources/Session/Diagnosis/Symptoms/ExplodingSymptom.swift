/// A gradient that grows from layer to layer on its way down, or outputs that do on their way up.
enum ExplodingSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard run.isTroubled(found), run.startIsTelling else { return [] }
    let signals = run.initialSignals
    guard signals.count > 2, let first = signals.first, let last = signals.last, last > 0,
      first > Thresholds.explodingRatio * last || !first.isFinite
    else { return [] }
    let state = run.state
    return [
      Finding(
        kind: .exploding,
        evidence: "At the start the gradient by the sums of a layer has a root mean square of \(state.shown(last)) at "
          + "layer \(signals.count) and of \(state.shown(first)) at layer 1, \(state.shown(first / last)) times as much.",
        cure: CureWriter(run).freshWeights(what: "initial weights of the size that suits the layers"))
    ]
  }
}
