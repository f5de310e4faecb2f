import Engine

/// Sigmoid and tanh units at the ends of their range, where they are flat.
enum SaturationSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    var sentences: [String] = []
    if run.isLong, !found.has(.divergence), run.isTroubled(found) || run.hasNotLearned { sentences += hidden(run) }
    if let outputs = run.state.saturatedOutputs(for: run.inputs, run.targets, run.objective.loss) {
      sentences.append("\(outputs).")
    }
    guard !sentences.isEmpty else { return [] }
    return [Finding(kind: .saturated, evidence: sentences.joined(separator: " "), cure: cure(run, found))]
  }

  /// Names the hidden layers most of whose units are saturated.
  private static func hidden(_ run: RunEvidence) -> [String] {
    let layers = run.state.network.layers
    return layers.indices.compactMap { layer in
      guard let range = layers[layer].traits.range, !(layers[layer] is SoftmaxLayer), let hidden = run.hidden(layer)
      else { return nil }
      let share = share(run.now.layerOutputs[layer], range)
      guard share >= Thresholds.saturatedShare else { return nil }
      let before = run.startIsTelling ? self.share(run.before.layerOutputs[layer], range) : nil
      return
        "\(percent(share)) of the units of hidden layer \(hidden) are saturated: on nearly every row their slope is "
        + "below a hundredth of its largest."
        + (before.map { " At the start it was \(percent($0))." } ?? "")
    }
  }

  /// The share of the units that are saturated on nearly every row.
  private static func share(_ outputs: Matrix, _ range: ClosedRange<Double>) -> Double {
    let width = range.upperBound - range.lowerBound
    // The slope of both functions is the product of the distances from the ends, largest in the middle.
    let largest = width * width / 4
    let saturated = (0..<outputs.columns).count { unit in
      let rows = (0..<outputs.rows).count { row in
        (outputs[row, unit] - range.lowerBound) * (range.upperBound - outputs[row, unit])
          < Thresholds.saturatedSlope * largest
      }
      return Double(rows) >= Thresholds.saturatedRows * Double(outputs.rows)
    }
    return Double(saturated) / Double(max(1, outputs.columns))
  }

  private static func cure(_ run: RunEvidence, _ found: [Finding]) -> Cure? {
    if found.has(.unscaled, .divergence, .oscillation, .smallWeights) { return nil }
    let layers = run.state.network.layers
    let began =
      run.startIsTelling
      && layers.indices.contains { layer in
        guard let range = layers[layer].traits.range, !(layers[layer] is SoftmaxLayer) else { return false }
        return share(run.before.layerOutputs[layer], range) >= Thresholds.saturatedShare
      }
    return began
      ? CureWriter(run).freshWeights(what: "smaller initial weights")
      : CureWriter(run).lowerRate(stable: nil)
  }
}
