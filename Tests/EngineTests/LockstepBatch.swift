import Testing

@testable import Engine

/// Trainings that differ in their weights and rates alone, to be run in lock-step and each by itself.
struct LockstepBatch {
  var training: Training
  let precision: Precision
  let widths: [Int]
  var inputs, targets: Matrix
  var layers: [any Layer] = [ReLULayer()]
  var lowestLayer: (any Layer)?
  var outputLayer: (any Layer)?
  var objective = Objective(loss: .meanSquaredError, reduction: .mean)
  var optimizer = Optimizer.sgd
  var order = BatchOrder.all
  var rates = [0.1, 0.3, 0.01, 0.7]
  var schedule = LearningRate.Schedule.constant
  var warmUp = 0

  init(_ precision: Precision, _ training: Training, widths: [Int] = [3, 5, 2], rows: Int = 5) {
    (self.precision, self.training, self.widths) = (precision, training, widths)
    var stream = RandomStream(seed: 77)
    let (columns, outputs) = (widths[0], widths[widths.count - 1])
    inputs = Matrix(rows: rows, columns: columns, values: (0..<(rows * columns)).map { _ in stream.normal() })
    targets = Matrix(rows: rows, columns: outputs, values: Array(repeating: 0, count: rows * outputs))
    for row in 0..<rows { targets[row, row % outputs] = 1 }
  }

  /// One of them, by its seed.
  func start(_ seed: Int) -> TrainingStart {
    var stream = RandomStream(seed: UInt32(seed))
    var network = Network(precision: precision)
    if let lowestLayer { network.add(lowestLayer) }
    for (index, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      network.addAffine(inputs: inputs, outputs: outputs, weights: .he, biases: .normal(0.5), from: &stream)
      if index < widths.count - 2 { for layer in layers { network.add(layer) } }
    }
    if let outputLayer { network.add(outputLayer) }
    let rate = LearningRate(rates[seed % rates.count], schedule: schedule, warmUp: warmUp)
    return TrainingStart(
      training, network, inputs: inputs, targets: targets, objective: objective,
      recipe: Recipe(learningRate: rate, optimizer: optimizer, order: order, steps: training.steps), stream: stream,
      optimizerState: nil)
  }

  /// Runs so many of them both ways, and gives the ends.
  @discardableResult func expectRunsAlone(
    _ form: String, count: Int, at place: SourceLocation = #_sourceLocation
  ) throws -> [TrainingEnd] {
    let starts = (0..<count).map { start($0) }
    #expect(starts[0].lockstepKey != nil, sourceLocation: place)
    return try EngineTests.expectRunsAlone(
      starts, form, "\(layers.map(\.word)) \(objective) \(optimizer) \(schedule) \(widths)", at: place)
  }
}

/// Runs trainings in lock-step and each by itself, and compares all that is left of them.
@discardableResult func expectRunsAlone(
  _ starts: [TrainingStart], _ form: String, _ what: String = "", at place: SourceLocation = #_sourceLocation
) throws -> [TrainingEnd] {
  let kernels = try #require(KernelForm(named: form))
  let ends = Lockstep.run(starts, kernels: kernels) { _ in true }
  #expect(ends.count == starts.count, sourceLocation: place)
  for (index, (start, end)) in zip(starts, ends).enumerated() {
    let alone = start.run(kernels: kernels, threads: ThreadCount(exactly: 1)) { _, _ in true }
    expectEqual(end, alone, "\(index): \(what)", at: place)
  }
  return ends
}

/// Compares all that is left of two trainings, in which no number may stand for another.
func expectEqual(
  _ end: TrainingEnd, _ other: TrainingEnd, _ what: String, at place: SourceLocation = #_sourceLocation
) {
  let comment = Comment(rawValue: what)
  #expect(end.outcome.network.digest == other.outcome.network.digest, comment, sourceLocation: place)
  #expect(end.outcome.stepsMade == other.outcome.stepsMade, comment, sourceLocation: place)
  // As text, for not-a-number is not equal to itself.
  #expect("\(end.outcome.ending)" == "\(other.outcome.ending)", comment, sourceLocation: place)
  // Compared before, for how hundreds of records differ takes long to be said.
  let hasSameRecords = end.outcome.records == other.outcome.records
  #expect(hasSameRecords, comment, sourceLocation: place)
  #expect(end.outcome.logInterval == other.outcome.logInterval, comment, sourceLocation: place)
  #expect(end.stream == other.stream, comment, sourceLocation: place)
  #expect(end.optimizerState == other.optimizerState, comment, sourceLocation: place)
}
