import Engine

/// Hidden units that began alike, get the same gradient, and so stay alike.
enum SymmetrySymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    // Units that began alike never part, wherever the loss stands; where the start is not known, only trouble tells.
    guard run.startIsTelling ? found.has(.divergence) || !run.hasLearned : run.isTroubled(found) else { return [] }
    let layers = run.matrices.indices.dropLast().compactMap { index -> (hidden: Int, copies: Int, units: Int)? in
      let units = run.matrices[index].columns
      let copies = min(
        self.copies(of: index, run.state.network), run.startIsTelling ? self.copies(of: index, run.start) : .max)
      return copies * 2 > units ? (index + 1, copies, units) : nil
    }
    guard !layers.isEmpty else { return [] }
    let places = layers.map { layer in
      (layer.copies == layer.units ? "all \(layer.units)" : "\(layer.copies) of the \(layer.units)")
        + " units of hidden layer \(layer.hidden)"
    }
    let text = listed(places)
    return [
      Finding(
        kind: .symmetric,
        evidence:
          "\(text.prefix(1).uppercased() + text.dropFirst()) are copies: each has the same weights in and out as another "
          + "of its layer and gives the same outputs, as at the start. A unit and its copies get the same gradient, never "
          + "part, and count for no more than one.",
        cure: CureWriter(run).freshWeights(what: "initial weights that are drawn, so that the units differ"))
    ]
  }

  /// How many units of a hidden layer are like another in its bias and all weights that come in and go out.
  private static func copies(of index: Int, _ network: Network) -> Int {
    let matrices = network.blocks.filter { $0.role.isMatrix && $0.role.isLearnt }
    let (incoming, outgoing) = (network.values(of: matrices[index]), network.values(of: matrices[index + 1]))
    guard incoming.columns == outgoing.rows, incoming.columns > 1 else { return 0 }
    let vectors = network.blocks.filter {
      $0.role.isLearnt && !$0.role.isMatrix && $0.count == incoming.columns
        && (matrices[index].layer..<matrices[index + 1].layer).contains($0.layer)
    }.map { network.values(of: $0).values }
    let units = (0..<incoming.columns).map { unit in
      (0..<incoming.rows).map { incoming[$0, unit] } + vectors.map { $0[unit] } + outgoing.row(unit)
    }
    return units.indices.count { unit in
      units.indices.contains { other in
        other != unit
          && zip(units[unit], units[other]).allSatisfy {
            ($0 - $1).magnitude <= Thresholds.sameUnit * max($0.magnitude, $1.magnitude)
          }
      }
    }
  }
}
