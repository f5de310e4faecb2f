import Datasets
import Engine
import Language
import Outputs

/// Rows of numbers that stand in the notebook itself.
struct WrittenRowsSource: DataSource {
  private let rows: [WrittenRow]
  private let isOneHot: Bool

  static let forms = [
    Form(
      "rows", "rows written here: inputs, an arrow, targets", [DataSources.onehot],
      block: Form.Block(.rows(like: "0 1 -> 1")))
  ]

  init(_ name: String, _ arguments: Arguments, outer: Arguments) {
    (rows, isOneHot) = (outer.rows, arguments.has("onehot"))
  }

  /// The rows are their own description.
  func facts(_ facts: Facts, _ at: Places) throws(Diagnostic) -> DataFacts? {
    let dataset = try read(at, facts.budget)
    return DataFacts(
      rows: dataset.inputs.rows, inputs: dataset.inputs.columns, targets: dataset.targets.columns,
      labels: LabelFacts(dataset), place: at.head)
  }

  func dataset(_ context: inout RunContext) throws(Diagnostic) -> Dataset {
    try read(context.at, context.before.facts.budget)
  }

  private func read(_ at: Places, _ budget: Budget) throws(Diagnostic) -> Dataset {
    try requireEqualLengths(at)
    var dataset = Dataset(
      name: "rows", inputs: Matrix(rows.map(\.values)), targets: Matrix(rows.map(\.targets)))
    guard isOneHot else { return dataset }
    guard let classes = dataset.classCount else {
      throw Diagnostic("onehot needs one target column of class labels 0, 1, 2 …", at: at["onehot"])
    }
    guard Double(dataset.targets.rows) * Double(classes) * 8 <= budget.memory else {
      throw Diagnostic("one column a class would be \(classes) columns, which is too many", at: at["onehot"])
    }
    dataset.targets = Dataset.oneHot(dataset.targets, classes: classes)
    return dataset
  }

  private func requireEqualLengths(_ at: Places) throws(Diagnostic) {
    guard let first = rows.first else {
      throw Diagnostic("the block has no rows", at: at.head, help: "write a row such as '0 1 -> 1'")
    }
    for row in rows {
      guard !row.targets.isEmpty else {
        throw Diagnostic("the row has no targets", at: row.span, help: "write inputs, '->' and targets: '0 1 -> 1'")
      }
      guard row.values.count == first.values.count, row.targets.count == first.targets.count else {
        throw Diagnostic(
          "the row has \(counted(row.values.count, "input")) and \(counted(row.targets.count, "target"))", at: row.span,
          notes: [.init("the first row has \(first.values.count) and \(first.targets.count)", at: first.span)])
      }
      if let index = (row.values + row.targets).firstIndex(where: { !$0.isFinite }) {
        throw Diagnostic("data must be finite numbers", at: row.places[index])
      }
    }
  }
}
