import Engine
import Language
import Outputs

/// What can be shown and expected, and the shape of its numbers.
extension Outline {
  /// Everything a subject needs.
  func require(_ subject: Subject, _ command: Command) throws(Diagnostic) {
    switch subject {
    case .model, .weights, .biases, .digest: try requireNetwork(command)
    case .data(let row):
      try requireData(command)
      try requireRow(row, command)
    case .parameter(let name): try requireParameter(name, command, at: "subject")
    case .gradients(let name, let row):
      try requireObjective(command)
      if let name { try requireParameter(name, command, at: "parameter") }
      if let name, name.role.isRunning {
        throw Diagnostic(
          "\(name) follows the batches and has no gradient", at: command.place(of: "parameter"),
          help: "gamma\(name.layer) and beta\(name.layer) have one")
      }
      try requireRow(row, command)
    case .outputs(let row), .predictions(let row):
      try requireFit(command)
      try requireRow(row, command)
    case .hidden(let layer, let row):
      try requireFit(command)
      let count = shapes.count - 1
      guard count > 0 else {
        throw Diagnostic(
          "the network has no hidden layer", at: command.place(of: "subject"),
          help: "what lies between two affine layers is hidden")
      }
      if let layer, layer > count {
        throw Diagnostic(
          "there is no hidden layer \(layer): the network has \(count)", at: command.place(of: "layer"))
      }
      try requireRow(row, command)
    case .loss(let row):
      try requireObjective(command)
      try requireRow(row, command)
    case .accuracy:
      try requireObjective(command)
      try requireClasses(command, at: "subject")
    case .confusion:
      try requireObjective(command)
      try requireClasses(command, at: "subject")
      let classes = shapes[shapes.count - 1].outputs
      try requireMemory(
        MemoryNeed(tableOf: classes, by: classes), for: "a table of \(classes) × \(classes) classes",
        at: command.headSpan)
    case .testLoss, .testAccuracy:
      try requireObjective(command)
      try requireTest(command, at: "subject")
      if subject == .testAccuracy { try requireClasses(command, at: "subject") }
    case .runs: try requireRuns(command)
    case .history, .trainingLoss: try requireHistory(command)
    }
  }

  private func requireParameter(_ name: ParameterName, _ command: Command, at argument: String) throws(Diagnostic) {
    try requireNetwork(command)
    guard !parameters.contains(where: { $0.name == name }) else { return }
    let kind = name.role.isAffine ? "affine layer" : "batch_norm layer"
    let last = parameters.last { $0.name.role == name.role }?.name
    throw Diagnostic(
      "there is no \(name): the network has \(last.map { counted($0.layer, kind) } ?? "no \(kind)")",
      at: command.place(of: argument), help: last.map { "the last one is \($0)" } ?? "add one: 'layer batch_norm'")
  }

  /// Refuses an expectation whose kind or shape cannot match its subject.
  func requireShape(_ expectation: Expectation, _ command: Command) throws(Diagnostic) {
    let subject = command.place(of: "subject")
    switch (expectation.claim, expectation.subject) {
    case (.text, .digest): return
    case (_, .digest):
      throw Diagnostic("a digest is a string", at: subject, help: "write 'expect digest = \"0123456789abcdef\"'")
    case (.text, _):
      throw Diagnostic("only a digest is compared with a string", at: command.place(of: "comparison"))
    case (.comparison, _):
      guard shape(of: expectation.subject).map({ $0 == [1] }) ?? false else {
        throw Diagnostic(
          "only a single number can be compared", at: subject, help: "state all numbers in a block of rows")
      }
    case (.rows(let rows), _):
      try checkRows(rows, shape(of: expectation.subject), command)
    }
  }

  private func checkRows(_ rows: [WrittenRow], _ shape: [Int]?, _ command: Command) throws(Diagnostic) {
    guard !rows.isEmpty else { throw Diagnostic("the block has no rows", at: command.headSpan) }
    guard let shape else { return }
    for (row, width) in zip(rows, shape) {
      let count = row.values.count + row.targets.count
      guard count == width else {
        throw Diagnostic("the row has \(counted(count, "number")) but \(width) are to be compared", at: row.span)
      }
    }
    guard rows.count == shape.count else {
      throw Diagnostic(
        "the block has \(counted(rows.count, "row")) but \(shape.count) are to be compared",
        at: rows.count > shape.count ? rows[shape.count].span : command.headSpan)
    }
  }

  /// The lengths of the rows of a subject's numbers, in order; nil where only running can tell.
  func shape(of subject: Subject) -> [Int]? {
    let rows = data?.rows ?? 0
    if data == nil, subject.isPerRow { return nil }
    func perRow(_ row: Int?, _ width: Int) -> [Int] { Array(repeating: width, count: row == nil ? rows : 1) }
    func parameters(where isMeant: (ParameterName) -> Bool) -> [Int] {
      self.parameters.filter { isMeant($0.name) }.flatMap { Array(repeating: $0.columns, count: $0.rows) }
    }
    switch subject {
    case .model: return Array(repeating: 3, count: layers.count)
    case .data(let row): return perRow(row, (data?.inputs ?? 0) + (data?.targets ?? 0))
    case .weights: return parameters { $0.role == .weights }
    case .biases: return parameters { $0.role == .biases }
    case .parameter(let name), .gradients(let name?, _): return parameters { $0 == name }
    case .gradients(nil, _): return parameters { !$0.role.isRunning }
    case .outputs(let row), .predictions(let row): return perRow(row, shapes[shapes.count - 1].outputs)
    case .hidden(let layer, let row):
      let widths = layer.map { [shapes[$0 - 1].outputs] } ?? shapes.dropLast().map(\.outputs)
      return widths.flatMap { perRow(row, $0) }
    case .loss, .trainingLoss, .accuracy, .testLoss, .testAccuracy: return [1]
    case .history, .digest, .confusion, .runs: return nil
    }
  }
}

extension Subject {
  /// Whether its numbers are a row for each row of the data.
  fileprivate var isPerRow: Bool {
    switch self {
    case .data, .outputs, .predictions, .hidden: true
    default: false
    }
  }
}
