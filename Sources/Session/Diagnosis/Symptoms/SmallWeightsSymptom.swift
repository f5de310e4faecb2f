import Engine
import Outputs

/// Initial weights so near 0 that there is no gradient to follow.
enum SmallWeightsSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard run.isTroubled(found), found.has(.plateau) || run.hasNotLearned, run.startIsTelling, run.matrices.count > 1,
      !found.has(.smallRate, .symmetric, .divergence, .unscaled)
    else { return [] }
    let sizes = run.initialSizes
    let small = sizes.indices.filter { sizes[$0].share < Thresholds.smallWeights }
    guard let most = small.min(by: { sizes[$0].share < sizes[$1].share }) else { return [] }
    let (state, size) = (run.state, sizes[most])
    var evidence =
      "The weights \(listed(small.map { sizes[$0].name })) began near 0: those of \(size.name) with a root mean square of "
      + "\(state.shown(size.size)), where sqrt(2 / (inputs + outputs)) is \(state.shown(size.usual))."
    let movement = Movement(run, isStanding: found.has(.plateau))
    if !run.isAdaptive, movement.total(at: 1) < 1 {
      evidence +=
        " There is next to no gradient to follow: even at rate 1 \(counted(run.training.steps, "step")) would move "
        + "\(movement.name) by \(state.shown(movement.total(at: 1))) of its size."
    }
    return [
      Finding(
        kind: .smallWeights, evidence: evidence, cure: CureWriter(run).freshWeights(what: "larger initial weights"))
    ]
  }
}

extension RunEvidence {
  /// How large the initial weights of each matrix are, and how large they would usually be.
  var initialSizes: [(name: String, size: Double, usual: Double, share: Double)] {
    matrices.map { block in
      let size = norm(start.values(of: block).values) / Double(block.count).squareRoot()
      let usual = (2 / Double(block.rows + block.columns)).squareRoot()
      return (ParameterName(block).description, size, usual, size / usual)
    }
  }

  /// The mean magnitudes of the gradient by the outputs of each layer of weights at the start, from the input up.
  var initialSignals: [Double] {
    state.network.shapedLayers.compactMap { layer in
      before.outputGradients[layer].map { norm($0.values) / Double($0.values.count).squareRoot() }
    }
  }
}
