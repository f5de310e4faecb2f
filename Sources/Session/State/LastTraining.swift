import Engine

/// The last training since the network began, as far as it is needed to look back at it.
struct LastTraining: Sendable {
  let request: TrainingRequest
  /// The rows that its steps saw.
  let order: BatchOrder
  /// The steps that were made before it.
  let stepsBefore: Int
  /// The steps that it made.
  let steps: Int
  /// The steps that it was to make.
  let stepsAsked: Int
  let ending: Training.Ending
  /// Whether the rows of the data were changed or others chosen since.
  var hasOtherData = false

  /// What was recorded of it, at the end of a history.
  func entries(of history: SharedArray<LogEntry>) -> Slice<SharedArray<LogEntry>> {
    history[((history.lastIndex { $0.step <= stepsBefore } ?? -1) + 1)...]
  }

  /// The rows that it saw in every step, counted from 0; nil if it saw all, in one step or another.
  var fixedRows: [Int]? { if case .fixed(let rows) = order { rows } else { nil } }

  /// Whether every step saw the same rows.
  var seesSameRows: Bool { order == .all || fixedRows != nil }

  /// The step that left the finite numbers, counted over all trainings, and what did; nil if none did.
  var divergence: (step: Int, what: String)? {
    switch ending {
    case .lossNotFinite(let step, let loss):
      (stepsBefore + step, "the loss became \(loss.isNaN ? "not-a-number" : "infinite")")
    case .weightsNotFinite(let step): (stepsBefore + step, "weights became infinite or not-a-number")
    case .finished, .conditionMet, .notImproving, .interrupted: nil
    }
  }
}
