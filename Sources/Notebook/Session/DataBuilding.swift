import Datasets
import Engine
import Language

extension Dataset {
  /// The data set that a `data` command asks for; mistakes are placed in the command.
  init(_ description: DataDescription, of command: Command) throws(Diagnostic) {
    let isOneHot: Bool
    switch description {
    case .truthTable(let name, let oneHot):
      self = TruthTable(TruthTable.Operation(name)).dataset
      isOneHot = oneHot
    case .parity(let bits, let oneHot):
      self = TruthTable(.parity, bits: bits).dataset
      isOneHot = oneHot
    case .rows(let rows, let oneHot):
      try self.init(rows, of: command)
      isOneHot = oneHot
    }
    guard isOneHot else { return }
    guard let classes = classCount else {
      throw Diagnostic(
        "onehot needs one target column of class labels 0, 1, 2 …", at: command.place(of: "onehot"))
    }
    targets = Dataset.oneHot(targets, classes: classes)
  }

  private init(_ rows: [WrittenRow], of command: Command) throws(Diagnostic) {
    guard let first = rows.first else {
      throw Diagnostic("the block has no rows", at: command.headSpan, help: "write a row such as '0 1 -> 1'")
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
    self.init(
      name: "rows", inputs: Matrix(rows.map(\.values)), targets: Matrix(rows.map(\.targets)))
  }
}

extension TruthTable.Operation {
  fileprivate init(_ name: TruthTableName) {
    switch name {
    case .xor: self = .xor
    case .and: self = .and
    case .or: self = .or
    case .nand: self = .nand
    }
  }
}
