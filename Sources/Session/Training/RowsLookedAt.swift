import Datasets
import Engine

/// Which rows of the data the log of a training looks at, and how often, so that a training does not wait for its log.
extension State {
  /// The most rows to learn from that the log looks at for their accuracy.
  static let mostAssessedRows = 250

  /// Where the log gets its accuracy on the rows to learn from; nil where no classes are told.
  func accuracySource(
    _ request: TrainingRequest, _ order: BatchOrder, _ found: FoundObjective, _ targets: Matrix
  ) -> Training.AccuracySource? {
    guard tellsClasses else { return nil }
    if looksAtOutputs(request, order) { return .step }
    let inputs = dataset(found.fit.data).inputs
    let rows = request.row.map { $0 - 1..<$0 } ?? 0..<min(inputs.rows, Self.mostAssessedRows)
    let (seen, wanted) = (inputs.slice(rows: Array(rows)), targets.slice(rows: Array(rows)))
    // Looking at no more rows than the steps between have seen makes no training much longer.
    let every = rows.count / order.capacity(rows: inputs.rows)
    return .network(every: max(1, every)) {
      Assessment($0, inputs: seen, targets: wanted, objective: found.objective).accuracy
    }
  }

  /// Whether the outputs of a step are those for all rows of the training, at the weights that the log is about.
  private func looksAtOutputs(_ request: TrainingRequest, _ order: BatchOrder) -> Bool {
    !request.countsEpochs && (order == .all || request.row != nil)
  }

  /// How far apart rows of the log are at least that its plan does not have, so that looking at the rows of the data for
  /// them takes no more than about a twentieth of the training.
  func rowSpacing(
    _ request: TrainingRequest, _ order: BatchOrder, _ found: FoundObjective, _ stepsPerUnit: Int
  ) -> Training.RowSpacing {
    let dataset = dataset(found.fit.data)
    let learned = !tellsClasses || looksAtOutputs(request, order) ? 0 : min(dataset.inputs.rows, Self.mostAssessedRows)
    let looked = (dataset.test?.inputs.rows ?? 0) + learned
    // A step goes forward and twice as long backward.
    let steps = 20 * looked / (3 * order.capacity(rows: dataset.inputs.rows))
    return Training.RowSpacing(unit: stepsPerUnit, least: max(1, steps / stepsPerUnit))
  }
}
