import Engine
import Outputs

/// ReLU units that give 0 on every row, and so get no gradient.
enum DeadUnitsSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard run.isTroubled(found), !found.has(.symmetric) else { return [] }
    let dead = DeadUnits(run.state.network, inputs: run.inputs).units
    let layers = Dictionary(grouping: dead) { $0.layer }.filter { layer, units in
      Double(units.count) >= Thresholds.deadShare * Double(run.now.layerOutputs[layer].columns)
    }
    guard !layers.isEmpty else { return [] }
    let atStart = run.startIsTelling ? DeadUnits(run.start, inputs: run.inputs).units : []
    let told = layers.keys.sorted().flatMap { layers[$0]! }
    let early = told.filter { unit in atStart.contains { $0 == unit } }
    let late = told.filter { unit in !atStart.contains { $0 == unit } }
    let cure = cure(run, all: layers.contains { layer, units in units.count == run.now.layerOutputs[layer].columns })
    var findings: [Finding] = []
    if !early.isEmpty {
      findings.append(
        Finding(
          kind: .deadAtStart,
          evidence: "\(names(early, run)) 0 on all \(counted(run.rows.count, "row")), as at the start: no row hands "
            + "\(early.count == 1 ? "it" : "them") a gradient.", cure: cure))
    }
    if !late.isEmpty {
      let since = since(late, run).map { ", since step \($0) at the latest," } ?? ""
      findings.append(
        Finding(
          kind: .died,
          evidence: "\(names(late, run)) 0 on all \(counted(run.rows.count, "row"))\(since) and "
            + "\(late.count == 1 ? "was" : "were") not at the start: no row hands "
            + "\(late.count == 1 ? "it" : "them") a gradient any more.", cure: cure))
    }
    return findings
  }

  /// `Hidden units 1 and 3 of 4 are`, by hidden layer.
  private static func names(_ units: [(layer: Int, unit: Int)], _ run: RunEvidence) -> String {
    let layers = Dictionary(grouping: units) { $0.layer }
    let places = layers.keys.sorted().map { layer -> String in
      let names = layers[layer]!.map { String($0.unit + 1) }
      let of = "of the \(run.now.layerOutputs[layer].columns) of hidden layer \(run.hidden(layer) ?? 0)"
      return names.count == 1 ? "unit \(names[0]) \(of)" : "units \(listed(names)) \(of)"
    }
    let text = listed(places)
    return text.prefix(1).uppercased() + text.dropFirst() + (units.count == 1 ? " is" : " are")
  }

  /// The first step looked at from which on all of some units were dead; nil where no parameters were recorded.
  private static func since(_ units: [(layer: Int, unit: Int)], _ run: RunEvidence) -> Int? {
    var step: Int?
    for entry in run.state.history.reversed() {
      guard let parameters = entry.parameters, !Interruption.isRequested else { continue }
      var network = run.state.network
      guard network.statisticCount == 0 else { return nil }
      network.replaceValues(parameters)
      let dead = DeadUnits(network, inputs: run.inputs).units
      guard units.allSatisfy({ unit in dead.contains { $0 == unit } }) else { break }
      step = entry.step
    }
    return step
  }

  private static func cure(_ run: RunEvidence, all: Bool) -> Cure {
    let moved = run.startIsTelling ? run.firstStep.blocks.filter(\.block.role.isMatrix).map(\.ratio).max() ?? 0 : 0
    if all, moved > Thresholds.largeUpdate {
      return CureWriter(run).rate(roundRate(atMost: run.training.request.learningRate / 10))
    }
    return all
      ? CureWriter(run).freshWeights(what: "initial weights that suit relu, and biases of 0") : CureWriter(run).moreUnits
  }
}
