import Engine
import Outputs

/// What is wrong with a run, or that nothing is as far as its numbers tell.
struct Diagnosis {
  /// What was found, in the order in which it is told.
  let findings: [Finding]
  /// Why there is no verdict; nil if there is one.
  let reservation: String?
  /// That nothing is wrong; nil where something is, or there is no verdict.
  private let health: String?
  /// What the best single answer for all rows costs.
  let costOfOne: Double

  /// Why a training whose rows are no longer there has no verdict.
  static let otherData = "the data has changed since the training, which can be diagnosed by its own rows alone"

  /// Looks for every symptom in a session that has trained.
  init(_ state: State, _ found: FoundObjective, _ training: LastTraining) {
    let run = RunEvidence(
      state, state.dataset(found.fit.data).inputs, state.targets(found.fit), found.objective, training)
    costOfOne = run.costOfOne
    guard !training.hasOtherData else {
      (findings, health) = ([], nil)
      reservation = "T\(Self.otherData.dropFirst()): train again."
      return
    }
    // A loss that rises and outputs that are stuck are seen in a single step.
    let isWhole = run.isLong || training.divergence != nil
    let symptoms = isWhole ? Symptoms.all : [DivergenceSymptom.self, SaturationSymptom.self]
    var findings: [Finding] = []
    for symptom in symptoms where !Interruption.isRequested {
      findings += symptom.findings(in: run, after: findings)
      if findings.has(.oneClass) { break }
    }
    self.findings = Self.withCures(findings, run).sorted { $0.kind.place < $1.kind.place }
    guard isWhole || !findings.isEmpty else {
      health = nil
      reservation = "The network has made \(counted(state.stepsMade, "step")): too few for a verdict."
      return
    }
    reservation = nil
    health = findings.isEmpty ? run.health : nil
  }

  /// A plateau of which no cause was found has a cure of its own, and a divergence none where its cause has one.
  private static func withCures(_ findings: [Finding], _ run: RunEvidence) -> [Finding] {
    let hasCause = findings.has(.exploding, .unscaled)
    let isOpen = findings.allSatisfy { $0.cure == nil }
    return findings.map { finding in
      var finding = finding
      if finding.kind == .divergence, hasCause { finding.cure = nil }
      if finding.kind == .plateau, isOpen { finding.cure = CureWriter(run).otherNetwork }
      return finding
    }
  }

  /// The kinds of what was found, in order; `none` where there is nothing.
  var words: String { findings.isEmpty ? "none" : findings.map(\.kind.rawValue).joined(separator: " ") }

  /// The cures, each once.
  var cures: [Cure] {
    findings.compactMap(\.cure).reduce(into: []) { cures, cure in if !cures.contains(cure) { cures.append(cure) } }
  }

  /// What there is to say.
  var outputs: [Output] {
    if let sentence = reservation ?? health { return [.note(sentence)] }
    var told: [Cure] = []
    return findings.flatMap { finding -> [Output] in
      let evidence = Output.note("\(finding.kind.title) (\(finding.kind.rawValue)): \(finding.evidence)")
      guard let cure = finding.cure, !told.contains(cure) else { return [evidence] }
      told.append(cure)
      return [evidence, .note("A cure to try: \(cure.what)."), .text(cure.commands.joined(separator: "\n"))]
    }
  }
}

extension Finding.Kind {
  /// Where it stands among all.
  fileprivate var place: Int { Self.allCases.firstIndex(of: self)! }
}

extension RunEvidence {
  /// That nothing is wrong, with the numbers that say so.
  var health: String {
    let steps = counted(state.stepsMade, "step")
    let place = rows.count < rowCount ? " on \(rows.count) of \(rowCount) rows" : ""
    guard let share else {
      return "Nothing is wrong as far as the numbers tell: the loss\(place) is \(state.shown(loss)) after \(steps)."
    }
    let percent = fixed(100 * max(0, min(share, 1e6)), decimals: 1)
    let numbers =
      "the loss\(place) is \(state.shown(loss)), and the best single answer for all rows costs \(state.shown(costOfOne))"
    if isNoBetterThanOne {
      return "No cause was found, but the network does no better than one answer for all rows. After \(steps) "
        + "\(numbers)" + (course?.isFalling == true ? "; the loss still falls." : ".")
    }
    if !hasLearned, let course, !course.isFalling {
      return "No cause was found, but the loss no longer falls. After \(steps) \(numbers): what is left may be noise, "
        + "or beyond this network."
    }
    if hasNotLearned, course != nil {
      return "Nothing is wrong as far as the numbers tell, but the run is not at its end. After \(steps) the loss "
        + "still falls, and \(percent) % of what there was to learn is left: \(numbers)."
    }
    return "Nothing is wrong as far as the numbers tell: the loss\(place) is \(state.shown(loss)) after \(steps), and "
      + "\(percent) % of what there was to learn is left; the best single answer for all rows costs "
      + "\(state.shown(costOfOne))."
  }
}

/// Some numbers or names in a sentence: `1, 2 and 5`; of many the first ones.
func listed(_ names: [String], most: Int = 8) -> String {
  let shown = names.count > most ? names.prefix(most) + ["\(names.count - most) more"] : names[...]
  guard let last = shown.last, shown.count > 1 else { return shown.joined() }
  return shown.dropLast().joined(separator: ", ") + " and " + last
}
