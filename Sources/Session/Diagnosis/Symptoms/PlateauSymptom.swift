import Engine
import Outputs

/// A loss that stands where the network gives several rows the same answer, or stands for another reason.
enum PlateauSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard !found.has(.divergence, .oscillation), !run.hasLearned, let course = run.course else { return [] }
    guard let meaning = meaning(run, course) else { return [] }
    return [Finding(kind: .plateau, evidence: meaning, cure: nil)]
  }

  /// Where the loss stands, in the words before the reason; nil if it does not stand, or at a height that is no failure.
  static func brief(_ run: RunEvidence) -> String? {
    guard !run.hasLearned, let course = run.course else { return nil }
    return meaning(run, course).map { String($0.prefix { $0 != ":" }) }
  }

  /// What the loss stands at and why, in sentences; nil if it does not stand, or at a height that is no failure.
  private static func meaning(_ run: RunEvidence, _ course: LossCourse) -> String? {
    let answers = answers(run)
    let isConstant =
      answers.groups.count == 1 && isNear(run.loss, run.costOfOne, Thresholds.namedLoss * run.costOfOne)
    let place = course.plateau.map { " since step \($0.steps.lowerBound)" } ?? ""
    if isConstant, course.plateau != nil || standsInBatches(run, course) {
      return
        "The loss stands at \(height(run, place)): the network gives all \(run.rows.count) rows about the same answer"
        + "\(answer(run, row: 0)), the best single answer."
    }
    guard course.plateau != nil else { return nil }
    let mixed = answers.groups.filter { $0.count > 1 && run.answers.differ($0) && run.inputsDiffer($0) }
    let cost = run.answers.cost(of: answers.groups)
    if let first = mixed.first, isNear(run.loss, cost, Thresholds.namedLoss * cost) {
      return
        "The loss stands at \(number(run.loss, run))\(place): \(alike(mixed, run)), though their targets "
        + "differ (\(listed(first.prefix(4).map { target(run, row: $0) }))). No network that cannot tell these rows apart "
        + "gets below \(number(cost, run)), what the best answers for them cost."
    }
    guard run.hasNotLearned else { return nil }
    return "The loss stands at \(run.state.shown(run.loss))\(place): the best single answer for all rows costs "
      + "\(run.state.shown(run.costOfOne))."
  }

  /// Names groups of rows that get the same answer: at most two, and five rows.
  private static func alike(_ groups: [[Int]], _ run: RunEvidence) -> String {
    let most = groups.count > 1 ? [3, 2] : [5]
    let named = zip(groups, most).map { group, most in
      "rows \(listed(group.map { String(run.rows[$0] + 1) }, most: most)) get about the same answer"
        + answer(run, row: group[0])
    }
    let left = groups.count - named.count
    return listed(named + (left > 0 ? ["\(counted(left, "more group")) of rows are answered alike"] : []))
  }

  /// The targets of a row, whole numbers as they are and others with the digits of the session.
  private static func target(_ run: RunEvidence, row: Int) -> String {
    run.targets.row(row).map { $0 == $0.rounded() ? $0.plain : run.state.shown($0) }.joined(separator: " ")
  }

  /// A number with the fraction that it is, if it is one.
  private static func number(_ value: Double, _ run: RunEvidence) -> String {
    let shown = run.state.shown(value)
    return AnswerCost.fraction(value, shownBy: run.state.shown).map { "\(shown) = \($0)" } ?? shown
  }

  /// The loss with the name of its height.
  private static func height(_ run: RunEvidence, _ place: String) -> String {
    let (loss, cost, name) = (run.state.shown(run.loss), run.state.shown(run.costOfOne), run.answers.nameOfOne)
    if name.hasPrefix("ln") {
      return loss == cost
        ? "\(loss) = \(name)\(place)" : "\(loss)\(place), near \(name) = \(cost)"
    }
    return loss == cost
      ? "\(number(run.loss, run))\(place), which is \(name)" : "\(loss)\(place), near \(name), \(cost)"
  }

  /// What a row gets, in brackets; nothing where there are many outputs.
  private static func answer(_ run: RunEvidence, row: Int) -> String {
    guard run.predictions.columns <= 4 else { return "" }
    return " (\(run.predictions.row(row).map { run.state.shown($0) }.joined(separator: " ")))"
  }

  /// The rows that get the same answer, as near as the spread of the targets makes no difference.
  static func answers(_ run: RunEvidence) -> SameAnswers {
    let tolerances = (0..<run.targets.columns).map { column -> Double in
      let values = (0..<run.targets.rows).map { run.targets[$0, column] }
      return Thresholds.sameAnswer * ((values.max() ?? 0) - (values.min() ?? 0))
    }
    return SameAnswers(run.predictions, tolerances: tolerances)
  }

  /// Whether the loss of batches, each of which has another, stands on the whole.
  private static func standsInBatches(_ run: RunEvidence, _ course: LossCourse) -> Bool {
    run.training.order != .all && isNear(course.quarters.last, course.quarters.third, 0.02 * course.quarters.third)
  }

  private static func isNear(_ value: Double, _ other: Double, _ tolerance: Double) -> Bool {
    (value - other).magnitude <= tolerance
  }
}

extension RunEvidence {
  /// Whether rows have inputs that are not the same, so that they could be told apart.
  func inputsDiffer(_ group: [Int]) -> Bool {
    let first = inputs.row(group[0])
    return group.contains { inputs.row($0) != first }
  }
}
