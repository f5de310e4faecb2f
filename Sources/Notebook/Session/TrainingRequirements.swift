import Engine
import Language

/// What a training needs of the session, and what its words need of each other.
extension Outline {
  func requireTraining(_ training: TrainDescription, _ command: Command) throws(Diagnostic) {
    try refuseContradiction(training.units.map(\.rawValue), command)
    let size = try requireBatch(training.batch, command)
    if let size, training.row != nil {
      throw Diagnostic(
        "one row is no batch of \(size)", at: command.place(of: "row"), help: "leave out 'row' or 'batch'")
    }
    // A batch of different rows has no more of them than the data.
    let isShuffled = training.batch.orders.isEmpty || training.batch.orders == [.shuffle]
    try requireObjective(command, rows: isShuffled ? size.map { min($0, data?.rows ?? $0) } : size)
    try requireRow(training.row, command)
    if training.patience != nil { try requireTest(command, at: "patience") }
    if let quantity = training.until?.quantity, quantity == .testLoss || quantity == .testAccuracy {
      try requireTest(command, at: "until")
    }
  }

  /// The rows of a step, as the command or `batch` before it says; nil for all.
  func requireBatch(_ batch: BatchDescription, _ command: Command) throws(Diagnostic) -> Int? {
    try refuseContradiction(batch.orders.map(\.rawValue), command)
    let size = batch.size ?? batchSize
    if size == nil, let order = batch.orders.first {
      throw Diagnostic(
        "'\(order.rawValue)' needs the number of rows of a batch", at: command.place(of: order.rawValue),
        help: "write 'batch 10 \(order.rawValue)'")
    }
    return size
  }

  private func refuseContradiction(_ words: [String], _ command: Command) throws(Diagnostic) {
    guard words.count > 1 else { return }
    throw Diagnostic("'\(words[0])' and '\(words[1])' exclude each other", at: command.place(of: words[1]))
  }

  /// A test part.
  func requireTest(_ command: Command, at argument: String) throws(Diagnostic) {
    guard let data = try requireData(command), !data.hasTest else { return }
    throw Diagnostic(
      "the data has no test part", at: command.place(of: argument), notes: [data.note],
      help: "keep some rows back for it: 'split test 0.2'")
  }
}
