import Engine

/// Hidden units that began alike, get the same gradient, and so stay alike.
enum SymmetrySymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard run.isTroubled(found) else { return [] }
    let layers = run.matrices.indices.dropLast().compactMap { index -> (hidden: Int, copies: Int, units: Int)? in
      let units = run.matrices[index].columns
      let copies = min(
        self.copies(of: index, run.state.network), run.startIsTelling ? self.copies(of: index, run.start) : .max)
      return copies * 2 > units ? (index + 1, copies, units) : nil
    }
    guard let first = layers.first else { return [] }
    let places = layers.map { "\($0.copies) of the \($0.units) units of hidden layer \($0.hidden)" }
    return [
      Finding(
        kind: .symmetric,
        evidence:
          "\(listed(places)) \(layers.count == 1 && first.copies == 1 ? "has" : "have") the same weights and give "
          + "the same outputs as another, as they did at the start: they get the same gradient, never part, and count "
          + "for no more than one.",
        cure: CureWriter(run).freshWeights(what: "initial weights that are drawn, so that the units differ"))
    ]
  }

  /// How many units of a hidden layer are like another in all weights that come in and go out.
  private static func copies(of index: Int, _ network: Network) -> Int {
    let matrices = network.blocks.filter { $0.role.isMatrix && $0.role.isLearnt }
    let (incoming, outgoing) = (network.values(of: matrices[index]), network.values(of: matrices[index + 1]))
    guard incoming.columns == outgoing.rows, incoming.columns > 1 else { return 0 }
    let units = (0..<incoming.columns).map { unit in
      (0..<incoming.rows).map { incoming[$0, unit] } + outgoing.row(unit)
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
