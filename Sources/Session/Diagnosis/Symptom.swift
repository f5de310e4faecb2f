/// What a diagnosis looks for: a file in `Symptoms/` and a line of ``Symptoms/all``.
protocol Symptom: Sendable {
  /// What is found of it in a run, given what was found before it, which may be the cause or rule it out.
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding]
}

/// What is looked for, in an order in which each rests on those before it.
enum Symptoms {
  /// Every symptom.
  static let all: [any Symptom.Type] = [
    OneClassSymptom.self,
    DivergenceSymptom.self,
    OscillationSymptom.self,
    PlateauSymptom.self,
    UnscaledSymptom.self,
    SymmetrySymptom.self,
    SmallRateSymptom.self,
    SmallWeightsSymptom.self,
    DeadUnitsSymptom.self,
    VanishingSymptom.self,
    ExplodingSymptom.self,
    SaturationSymptom.self,
    UpdatesSymptom.self,
    OverfittingSymptom.self,
  ]
}

extension [Finding] {
  /// Whether one of these kinds was found.
  func has(_ kinds: Finding.Kind...) -> Bool { contains { kinds.contains($0.kind) } }
}

extension RunEvidence {
  /// Whether something has kept the run from learning, so that what may be the cause is worth telling.
  ///
  /// A run that still falls is under way, and what would be a cause in another does it no harm yet.
  func isTroubled(_ found: [Finding]) -> Bool {
    found.has(.divergence, .oscillation, .plateau) || (hasNotLearned && course?.isFalling == false)
  }
}
