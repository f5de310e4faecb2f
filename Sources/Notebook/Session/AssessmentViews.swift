import Engine
import Language
import Outputs

/// What a session shows of how good the network is.
extension Session {
  /// The network on the data to learn from, or on the test part; nil without them.
  func assessment(onTest: Bool) -> Assessment? {
    guard let dataset, let objective else { return nil }
    let samples = onTest ? dataset.test : .init(inputs: dataset.inputs, targets: dataset.targets)
    return samples.map {
      Assessment(network, inputs: $0.inputs, targets: fitted($0.targets), objective: objective)
    }
  }

  private var isTested: Bool { dataset?.test != nil }

  /// How often each class, a row each, is taken for each class, a column each.
  var confusion: [[Int]] {
    guard let dataset, let assessment = assessment(onTest: isTested) else { return [] }
    let targets = fitted(dataset.test?.targets ?? dataset.targets)
    let count = max(targets.columns, 2)
    var table = Array(repeating: Array(repeating: 0, count: count), count: count)
    for (row, predicted) in assessment.classes.enumerated() { table[predictedClass(targets, row: row)][predicted] += 1 }
    return table
  }

  func confusionTable(isFull: Bool) -> Table {
    let counts = confusion
    let names = counts.indices.map { className($0) ?? String($0) }
    let part = isTested ? "the test part" : "the data"
    return Table(
      caption: "Confusion on \(part): a row for each true class, a column for each predicted one.",
      columns: [Table.Column("true", isNumeric: false)] + names.map { Table.Column($0) },
      rows: zip(names, counts).map { name, row in [.text(name)] + row.map { .integer($0) } }, isFull: isFull)
  }
}
