import Engine
import Language
import Outputs

/// A training as it was asked for.
struct TrainingRequest: Sendable {
  /// The number of steps or epochs, at most.
  let count: Int
  /// Whether epochs are counted, and not steps.
  let countsEpochs: Bool
  let learningRate: Double
  /// The distance between two rows of the log, in steps or epochs; nil for a tenth of all.
  let logInterval: Int?
  /// The step after which the training was interrupted when it was typed; nil if it was not.
  var stop: Int?
  /// When to stop early.
  let until: Condition?
  /// The rows of the log without a better test loss after which to stop; nil for never.
  let patience: Int?
  /// The one row to train on, counted from 1; nil for all.
  let row: Int?
  /// The rows that each step sees, as far as it is said here.
  let batch: BatchRequest
}

/// Data, network and loss that fit each other and a training.
struct FoundTraining {
  let objective: FoundObjective
  /// The quantity that may stop it.
  let watched: (any WatchedSubject)?

  fileprivate init(_ objective: FoundObjective, watched: (any WatchedSubject)?) {
    (self.objective, self.watched) = (objective, watched)
  }
}

extension Facts {
  /// What a training needs of the session, and what its words need of each other.
  func requireTraining(_ training: TrainingRequest, _ at: Places) throws(Diagnostic) -> FoundTraining {
    let batch = try requireBatch(training.batch, at)
    let size = batch?.size
    if let size, training.row != nil {
      throw Diagnostic("one row is no batch of \(size)", at: at["row"], help: "leave out 'row' or 'batch'")
    }
    // A batch of different rows has no more of them than the data.
    let rows = batch?.order == .shuffle ? size.map { min($0, knownData?.rows ?? $0) } : size
    let objective = try requireObjective(at, rows: rows)
    if let seen = rows ?? knownData?.rows {
      // What an optimizer remembers is there before the training, in it, and after it.
      let states = parameterCount * Double(precision.byteCount) * Double(2 + 4 * remembered)
      let need = MemoryNeed(bytes: memoryOfPass(over: seen).byteCount + states)
      try requireMemory(need, for: "a training on \(counted(seen, "row"))", at: at.head)
    }
    try requireRow(training.row, at)
    try requireStop(training, batch, at)
    try requireVariance(training, batch, at)
    let watched = training.until.map { SubjectTable.watched($0.quantity) }
    try watched?.checkWatched(self, objective.fit, at, "until")
    if training.patience != nil { try requireTest(of: objective.fit.data, at, "patience") }
    return FoundTraining(objective, watched: watched)
  }

  /// More than one row in every step where batch_norm takes their variance, as far as the rows are known.
  private func requireVariance(_ training: TrainingRequest, _ batch: BatchFacts?, _ at: Places) throws(Diagnostic) {
    guard let norm = layers.first(where: { $0.layer.traits.leastRows > 1 }) else { return }
    let rows = knownData?.rows ?? max(batch?.size ?? 0, 2)
    let order = order(of: training, batch)
    let steps = training.countsEpochs ? order.stepsPerEpoch(rows: rows) : training.count
    guard order.smallestBatch(rows: rows, steps: steps) == 1 else { return }
    let (reason, place, help): (String, Span, String?) =
      switch (training.row, batch?.size) {
      case (_?, _): ("and one row has none", at["row"], "leave out 'row'")
      case (nil, _) where rows == 1: ("and the data has one row", at.head, nil)
      case (nil, let size?) where size > 1:
        (
          "but \(rows) rows in batches of \(size) leave a last one of 1", at["batch"],
          "'batch \(Self.size(near: size, rows: rows))' leaves none of 1"
        )
      case (nil, _): ("and a batch of 1 has none", at["batch"], "choose a larger batch")
      }
    throw Diagnostic(
      "batch_norm needs the variance of every batch, \(reason)", at: place,
      notes: [.init("batch_norm was declared here", at: norm.place)], help: help)
  }

  /// The steps that a training makes at most, as far as they are known.
  func steps(of training: TrainingRequest, _ at: Places) throws(Diagnostic) -> Int {
    var steps = training.count
    if training.countsEpochs {
      guard let data = knownData else { return 0 }
      let perEpoch = order(of: training, try requireBatch(training.batch, at)).stepsPerEpoch(rows: data.rows)
      let (product, isTooMany) = steps.multipliedReportingOverflow(by: perEpoch)
      guard !isTooMany else {
        throw Diagnostic(
          "\(counted(steps, "epoch")) of \(counted(perEpoch, "step")) are more steps than can be counted",
          at: at["count"])
      }
      steps = product
    }
    return min(steps, training.stop ?? .max)
  }

  /// A step to stop after that the training reaches, as far as its steps are known.
  private func requireStop(_ training: TrainingRequest, _ batch: BatchFacts?, _ at: Places) throws(Diagnostic) {
    guard let stop = training.stop else { return }
    var steps = training.count
    if training.countsEpochs {
      guard let data = knownData else { return }
      steps *= order(of: training, batch).stepsPerEpoch(rows: data.rows)
    }
    guard stop > steps else { return }
    throw Diagnostic(
      "the training ends after \(counted(steps, "step")), before it could stop after step \(stop)", at: at["stop"],
      help: "leave out 'stop', or make it smaller")
  }

  /// The order of rows in which a training would see the data, its fixed rows aside.
  private func order(of training: TrainingRequest, _ batch: BatchFacts?) -> BatchOrder {
    training.row.map { .fixed([$0]) } ?? batch?.batchOrder ?? .all
  }

  /// The size of batches nearest to another, below it if there is one, that leaves no single row.
  private static func size(near size: Int, rows: Int) -> Int {
    ((2..<size).reversed() + (size...rows)).first { rows % $0 != 1 } ?? rows
  }
}
