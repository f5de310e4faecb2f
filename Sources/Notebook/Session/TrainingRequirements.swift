import Engine
import Language
import Outputs

/// What a training needs of the session, and what its words need of each other.
extension Outline {
  func requireTraining(_ training: TrainDescription, _ command: Command) throws(Diagnostic) {
    try refuseContradiction(training.units.map(\.rawValue), command)
    let batch = try requireBatch(training.batch, command)
    let size = batch?.size
    if let size, training.row != nil {
      throw Diagnostic(
        "one row is no batch of \(size)", at: command.place(of: "row"), help: "leave out 'row' or 'batch'")
    }
    // A batch of different rows has no more of them than the data.
    try requireObjective(command, rows: batch?.order == .shuffle ? size.map { min($0, data?.rows ?? $0) } : size)
    try requireRow(training.row, command)
    try requireStop(training, batch, command)
    try requireVariance(training, batch, command)
    if let quantity = training.until?.quantity, quantity == .accuracy || quantity == .testAccuracy {
      try requireClasses(command, at: "until")
    }
    if training.patience != nil { try requireTest(command, at: "patience") }
    if let quantity = training.until?.quantity, quantity == .testLoss || quantity == .testAccuracy {
      try requireTest(command, at: "until")
    }
  }

  /// The rows of a step and how they are chosen, as the command or `batch` before it says; nil for all.
  func requireBatch(
    _ description: BatchDescription, _ command: Command
  ) throws(Diagnostic) -> (size: Int, order: BatchOrderName)? {
    try refuseContradiction(description.orders.map(\.rawValue), command)
    let order = description.orders.first ?? (description.size == nil ? batch?.order : nil) ?? .shuffle
    if let size = description.size ?? batch?.size { return (size, order) }
    guard let order = description.orders.first else { return nil }
    throw Diagnostic(
      "'\(order.rawValue)' needs the number of rows of a batch", at: command.place(of: order.rawValue),
      help: "write 'batch 10 \(order.rawValue)'")
  }

  /// More than one row in every step where batch_norm takes their variance, as far as the rows are known.
  private func requireVariance(
    _ training: TrainDescription, _ batch: (size: Int, order: BatchOrderName)?, _ command: Command
  ) throws(Diagnostic) {
    guard let norm = layers.first(where: \.isBatchNorm) else { return }
    let rows = data?.rows ?? max(batch?.size ?? 0, 2)
    let order = order(of: training, batch)
    let steps = training.countsEpochs ? order.stepsPerEpoch(rows: rows) : training.count
    guard order.smallestBatch(rows: rows, steps: steps) == 1 else { return }
    let (reason, place, help): (String, Span, String?) =
      switch (training.row, batch?.size) {
      case (_?, _): ("and one row has none", command.place(of: "row"), "leave out 'row'")
      case (nil, _) where rows == 1: ("and the data has one row", command.headSpan, nil)
      case (nil, let size?) where size > 1:
        (
          "but \(rows) rows in batches of \(size) leave a last one of 1", command.place(of: "batch"),
          "'batch \(Self.size(near: size, rows: rows))' leaves none of 1"
        )
      case (nil, _): ("and a batch of 1 has none", command.place(of: "batch"), "choose a larger batch")
      }
    throw Diagnostic(
      "batch_norm needs the variance of every batch, \(reason)", at: place,
      notes: [.init("batch_norm was declared here", at: norm.place)], help: help)
  }

  /// A step to stop after that the training reaches, as far as its steps are known.
  private func requireStop(
    _ training: TrainDescription, _ batch: (size: Int, order: BatchOrderName)?, _ command: Command
  ) throws(Diagnostic) {
    guard let stop = training.stop else { return }
    var steps = training.count
    if training.countsEpochs {
      guard let data else { return }
      steps *= order(of: training, batch).stepsPerEpoch(rows: data.rows)
    }
    guard stop > steps else { return }
    throw Diagnostic(
      "the training ends after \(counted(steps, "step")), before it could stop after step \(stop)",
      at: command.place(of: "stop"), help: "leave out 'stop', or make it smaller")
  }

  /// The order of rows in which a training would see the data, its fixed rows aside.
  private func order(
    of training: TrainDescription, _ batch: (size: Int, order: BatchOrderName)?
  ) -> BatchOrder {
    training.row.map { .fixed([$0]) } ?? batch.map { $0.order == .shuffle ? .shuffled($0.size) : .drawn($0.size) }
      ?? .all
  }

  /// The size of batches nearest to another, below it if there is one, that leaves no single row.
  private static func size(near size: Int, rows: Int) -> Int {
    ((2..<size).reversed() + (size...rows)).first { rows % $0 != 1 } ?? rows
  }

  func refuseContradiction(_ words: [String], _ command: Command) throws(Diagnostic) {
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
