import Engine
import Language
import Outputs

/// `show confusion`: how often each class is taken for each, on the test part if there is one.
struct ConfusionSubject: Subject {
  static let form = Form("confusion", "how often each class is taken for each, on the test part if there is one")

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { "confusion" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundObjective {
    try check(facts, at, argument: "subject")
  }

  /// The check, which places what is wrong with the targets at an argument.
  func check(_ facts: Facts, _ at: Places, argument: String) throws(Diagnostic) -> FoundObjective {
    let objective = try facts.requireObjective(at)
    try facts.requireClasses(objective.fit, at, argument, for: "confusion")
    let classes = objective.fit.network.outputs
    try facts.requireMemoryBeside(
      MemoryNeed(tableOf: classes, by: classes), for: "a table of \(classes) × \(classes) classes", at: at.head)
    return objective
  }

  func shape(_ objective: FoundObjective, _ facts: Facts) -> SubjectShape { .rows(nil) }

  func value(_ objective: FoundObjective, _ state: State) -> SubjectValue {
    .rows(counts(objective, state).map { $0.map(Double.init) })
  }

  func outputs(_ objective: FoundObjective, _ state: State, isFull: Bool) -> [Output] {
    let counts = counts(objective, state)
    let names = counts.indices.map { state.className($0) ?? String($0) }
    let part = state.dataset(objective.fit.data).test == nil ? "the data" : "the test part"
    return [
      .table(
        Table(
          caption: "Confusion on \(part): a row for each true class, a column for each predicted one.",
          columns: [Table.Column("true", isNumeric: false)] + names.map { Table.Column($0) },
          rows: zip(names, counts).map { name, row in [.text(name)] + row.map { .integer($0) } }, isFull: isFull))
    ]
  }

  /// How often each class, a row each, is taken for each class, a column each.
  func counts(_ objective: FoundObjective, _ state: State) -> [[Int]] {
    let dataset = state.dataset(objective.fit.data)
    let assessment = state.testAssessment(objective) ?? state.assessment(objective)
    let targets = state.fitted(dataset.test?.targets ?? dataset.targets, objective.fit)
    let count = max(targets.columns, 2)
    var table = Array(repeating: Array(repeating: 0, count: count), count: count)
    for (row, predicted) in assessment.classes.enumerated() { table[predictedClass(targets, row: row)][predicted] += 1 }
    return table
  }
}
