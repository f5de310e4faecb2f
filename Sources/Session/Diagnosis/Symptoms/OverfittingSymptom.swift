/// A loss on the test part that has risen from its best while the other fell.
enum OverfittingSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    let state = run.state
    let looks = state.history.filter { $0.test != nil }
    guard !found.has(.divergence), let last = looks.last, let end = last.test,
      let best = looks.min(by: { $0.test!.loss < $1.test!.loss }), let least = best.test, best.step < last.step,
      end.loss >= (1 + Thresholds.testRise) * least.loss, end.loss >= Thresholds.testGap * run.loss
    else { return [] }
    if state.tellsClasses, let accuracy = last.accuracy, end.accuracy > accuracy - 0.05 { return [] }
    let count = best.countsEpochs ? Int(best.epochs.rounded()) : best.step
    let looked = best.countsEpochs ? "epochs" : "steps"
    let place = best.countsEpochs ? "epoch \(count)" : "step \(count)"
    return [
      Finding(
        kind: .overfitting,
        evidence:
          "The loss on the test part was \(state.shown(least.loss)) at \(place), the least of the \(looked) looked at, and "
          + "is \(state.shown(end.loss)) now, while that on the rows to learn from is \(state.shown(run.loss)): what was learned since holds for "
          + "these rows alone.", cure: CureWriter(run).shorter(max(1, count), ofLooks: looked))
    ]
  }
}
