import Language

/// What can be shown, in the order in which help lists it.
enum SubjectTable {
  /// Every subject: a file in `Subjects/` and a line here.
  static let all: [any Subject.Type] = [
    ModelSubject.self,
    DataSubject.self,
    ParameterSubject.self,
    WeightsSubject.self,
    BiasesSubject.self,
    GradientsSubject.self,
    GradientErrorSubject.self,
    DeltasSubject.self,
    OutputsSubject.self,
    PredictionsSubject.self,
    HiddenSubject.self,
    PreactivationsSubject.self,
    LossSubject.self,
    TrainingLossSubject.self,
    AccuracySubject.self,
    MeasureSubject<RMSE>.self,
    MeasureSubject<MAE>.self,
    MeasureSubject<R2>.self,
    TestLossSubject.self,
    TestAccuracySubject.self,
    TestMeasureSubject<RMSE>.self,
    TestMeasureSubject<MAE>.self,
    TestMeasureSubject<R2>.self,
    ConfusionSubject.self,
    ErrorsSubject.self,
    WorstSubject.self,
    RunsSubject.self,
    SweepSubject.self,
    BestSubject.self,
    HistorySubject.self,
    FindingsSubject.self,
    DigestSubject.self,
  ]

  private static let byName: [String: any Subject.Type] = Dictionary(
    all.filter { $0.form.pattern == nil }.map { ($0.form.name, $0) }
  ) { first, _ in first }
  private static let patterned = all.filter { $0.form.pattern != nil }
  private static let allWatched = all.compactMap { $0.watched }

  /// The type of an argument that chooses one to show.
  static let type = ValueType.choice("value", all.map { $0.form })

  /// The forms of those that a training can be stopped by.
  static let watched = allWatched.map { $0.form }

  /// The subject that was chosen.
  static func subject(_ chosen: (name: String, arguments: Arguments)) -> any Subject {
    let type = byName[chosen.name] ?? patterned.first { $0.form.matches(chosen.name) }
    return made(type?.init(chosen.name, chosen.arguments), chosen.name)
  }

  /// The quantity of a condition.
  static func watched(_ name: String) -> any WatchedSubject {
    made(allWatched.first { $0.form.matches(name) }?.init(name, Arguments()), name)
  }

  private static func made<Made>(_ subject: Made?, _ name: String) -> Made {
    guard let subject else { preconditionFailure("'\(name)' is not in the table that it was read by") }
    return subject
  }
}
