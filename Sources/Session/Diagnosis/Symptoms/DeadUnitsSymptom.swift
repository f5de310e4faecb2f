import Engine
import Outputs

/// ReLU units that give 0 on every row, and so get no gradient.
enum DeadUnitsSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard run.isTroubled(found), !found.has(.symmetric, .divergence) else { return [] }
    let dead = DeadUnits(run.state.network, inputs: run.inputs).units
    let layers = Dictionary(grouping: dead) { $0.layer }.filter { layer, units in
      Double(units.count) >= Thresholds.deadShare * Double(run.now.layerOutputs[layer].columns)
    }
    guard !layers.isEmpty else { return [] }
    let atStart = run.startIsTelling ? DeadUnits(run.start, inputs: run.inputs).units : []
    let told = layers.keys.sorted().flatMap { layers[$0]! }
    let (early, late) = (
      told.filter(atStart.contains), told.filter { !atStart.contains($0) }
    )
    let rows = "on all \(counted(run.rows.count, "row"))"
    let cure = cure(run, found, early: early.count, late: late.count)
    var findings: [Finding] = []
    if !early.isEmpty, early.count * 4 >= told.count {
      findings.append(
        Finding(
          kind: .deadAtStart,
          evidence: "\(names(early, run)) 0 \(rows), as at the start: no row hands "
            + "\(early.count == 1 ? "it" : "them") a gradient.", cure: cure))
    }
    if !late.isEmpty, late.count * 4 >= told.count {
      let since = since(late, run).map { " since step \($0) at the latest" } ?? ""
      findings.append(
        Finding(
          kind: .died,
          evidence: "\(names(late, run)) 0 \(rows)\(since), but not at the start: no row hands "
            + "\(late.count == 1 ? "it" : "them") a gradient any more.", cure: cure))
    }
    return findings
  }

  /// `2 of the 4 units of hidden layer 1 (units 1 and 3) give`, by hidden layer.
  private static func names(_ units: [DeadUnits.Unit], _ run: RunEvidence) -> String {
    let layers = Dictionary(grouping: units) { $0.layer }
    let places = layers.keys.sorted().map { layer -> String in
      let (names, width) = (layers[layer]!.map { String($0.place + 1) }, run.now.layerOutputs[layer].columns)
      let place = "of hidden layer \(run.hidden(layer) ?? 0)"
      if names.count == width { return "all \(counted(width, "unit")) \(place)" }
      return names.count == 1
        ? "unit \(names[0]) of hidden layer \(run.hidden(layer) ?? 0), which has \(width),"
        : "\(names.count) of the \(width) units \(place) (\(listed(names)))"
    }
    let text = listed(places)
    return text.prefix(1).uppercased() + text.dropFirst() + (units.count == 1 ? " gives" : " give")
  }

  /// The first step looked at from which on all of some units were dead; nil where no parameters were recorded.
  private static func since(_ units: [DeadUnits.Unit], _ run: RunEvidence) -> Int? {
    var step: Int?
    for entry in run.state.history.reversed() {
      guard let parameters = entry.parameters, !Interruption.isRequested else { continue }
      var network = run.state.network
      guard network.statisticCount == 0 else { return nil }
      network.replaceValues(parameters)
      let dead = DeadUnits(network, inputs: run.inputs).units
      guard units.allSatisfy(dead.contains) else { break }
      step = entry.step
    }
    return step
  }

  /// A lower rate where a first step that is too large killed them, weights that suit where they began so, more of them
  /// otherwise; nil where the cause was found already.
  private static func cure(_ run: RunEvidence, _ found: [Finding], early: Int, late: Int) -> Cure? {
    if found.has(.oscillation, .unscaled, .smallWeights) { return nil }
    let moved = run.startIsTelling ? run.firstStep.blocks.filter(\.block.role.isMatrix).map(\.ratio).max() ?? 0 : 0
    if late > early, moved > Thresholds.killingStep { return CureWriter(run).lowerRate(stable: run.stableRateAtStart) }
    let widths = run.state.network.layers.indices.filter { run.state.network.layers[$0] is ReLULayer }
      .map { run.now.layerOutputs[$0].columns }
    return widths.contains { early >= $0 && $0 > 2 }
      ? CureWriter(run).freshWeights(what: "initial weights that suit relu, and biases of 0")
      : CureWriter(run).moreUnits
  }
}
