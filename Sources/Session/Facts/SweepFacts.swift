import Language

/// What is known of a sweep without running it.
struct SweepFacts: Sendable {
  let plan: SweepPlan
  /// The values of the variables that are not seeds, in every combination; nil where they are drawn.
  let combinations: [[Token.Kind]]?
  /// Where it stands.
  let place: Span

  /// Whether its runs are asked for something.
  let hasCriterion: Bool

  init(_ plan: SweepPlan, hasCriterion: Bool, _ place: Span) {
    (self.plan, self.hasCriterion, self.place) = (plan, hasCriterion, place)
    let ordinary = plan.names.indices.filter { !plan.seeds.contains($0) }
    var seen: Set<[String]> = []
    combinations = plan.points?.map { point in ordinary.map { point[$0] } }.filter {
      seen.insert($0.map(\.shown)).inserted
    }
  }

  /// The names of the variables that are not seeds.
  var ordinaryNames: [String] {
    plan.names.indices.filter { !plan.seeds.contains($0) }.map { plan.names[$0] }
  }
}

extension Facts {
  /// A sweep that was made.
  func requireSweep(_ at: Places) throws(Diagnostic) -> SweepFacts {
    guard let sweep else {
      throw Diagnostic(
        "no sweep was made", at: at.head, help: "'help sweep' explains how to run commands once for each of many values"
      )
    }
    return sweep
  }
}
