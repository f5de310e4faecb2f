import CAllocations
import Testing

@testable import Engine

/// A step of a training asks for no memory, whatever its optimiser, its rows and its layers.
@Suite(.enabled(if: nb_allocations() >= 0, "this C library cannot count"))
struct AllocationTests {
  /// What a training is made of, with the words for it.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var rate = LearningRate(0.01)
    var optimizer = Optimizer.sgd
    var order = BatchOrder.all
    var family = RandomStream.Family.numpy
    var layers: [any Layer] = [SigmoidLayer()]
    var units = 4
  }

  static let cases: [Case] = [
    Case(testDescription: "plain descent"),
    Case(testDescription: "a schedule", rate: LearningRate(0.1, schedule: .step(every: 7, factor: 0.99), warmUp: 500)),
    Case(testDescription: "a cosine", rate: LearningRate(0.1, schedule: .cosine)),
    Case(testDescription: "momentum", optimizer: Optimizer(.momentum(0.9))),
    Case(testDescription: "the book's nesterov", optimizer: Optimizer(.nesterov(0.9), source: .book)),
    Case(testDescription: "rmsprop", optimizer: Optimizer(.rmsprop(0.99), weightDecay: 0.001)),
    Case(testDescription: "adam", optimizer: Optimizer(.adam(0.9, 0.999), clipping: 1)),
    Case(testDescription: "fixed rows", order: .fixed([2, 5, 11])),
    Case(testDescription: "shuffled batches", order: .shuffled(5)),
    Case(testDescription: "torch's epochs", order: .shuffled(5), family: .torch),
    Case(testDescription: "drawn batches", optimizer: Optimizer(.adam(0.9, 0.999)), order: .drawn(3)),
    Case(testDescription: "dropout", order: .shuffled(4), layers: [TanhLayer(), DropoutLayer(0.5)]),
    Case(
      testDescription: "batch normalisation and torch's dropout", order: .drawn(6), family: .torch,
      layers: [BatchNormLayer(), ReLULayer(), DropoutLayer(0.2)]),
    Case(testDescription: "a wide net", order: .shuffled(8), units: 300),
  ]

  @Test(arguments: cases, [Precision.float32, .float64]) func aStepAsksForNone(of: Case, precision: Precision) {
    var stream = RandomStream(seed: 1, family: of.family)
    var network = Network(precision: precision)
    network.addAffine(inputs: 2, outputs: of.units, weights: .he, biases: .constant(0), from: &stream)
    for layer in of.layers { network.add(layer) }
    network.addAffine(inputs: of.units, outputs: 2, weights: .he, biases: .constant(0), from: &stream)
    let values = (0..<48).map { _ in stream.uniform() }
    let trainer = Trainer(
      network, inputs: Matrix(rows: 24, columns: 2, values: values),
      targets: Matrix(rows: 24, columns: 2, values: values.map { $0 < 0.5 ? 1 : 0 }),
      objective: Objective(loss: .meanSquaredError, reduction: .mean),
      recipe: Recipe(learningRate: of.rate, optimizer: of.optimizer, order: of.order, steps: 2000), stream: stream,
      threads: ThreadCount(exactly: 1))
    // Then batches of all sizes have come, and the stream has been filled again.
    trainer.run(steps: 1000)
    let before = nb_allocations()
    trainer.run(steps: 1000)
    #expect(nb_allocations() - before == 0)
  }

  @Test(arguments: [Precision.float32, .float64]) func aStepInLockstepAsksForNone(precision: Precision) {
    for optimizer in [Optimizer.sgd, Optimizer(.adam(0.9, 0.99), weightDecay: 0.1, clipping: 1)] {
      for condition in [nil, Training.StopCondition.loss { $0 < 0 }] {
        func allocations(steps: Int) -> Int {
          let training = Training(
            steps: steps, logInterval: 1000, stopCondition: condition, recordsCurve: false)
          var batch = LockstepBatch(precision, training)
          (batch.optimizer, batch.schedule) = (optimizer, .cosine)
          let starts = (0..<7).map { batch.start($0) }
          let before = nb_allocations()
          _ = Lockstep.run(starts) { _ in true }
          return nb_allocations() - before
        }
        // What is kept in between is kept when the clock asks for it, a few times at most; a step that asked for memory
        // would do so every time.
        let few = allocations(steps: 50)
        #expect((0..<20).contains { _ in abs(allocations(steps: 2050) - few) < 1000 })
      }
    }
  }

  @Test func whatIsAskedForIsCounted() {
    let before = nb_allocations()
    let values = (0..<Int(before % 7 + 5)).map { Array(repeating: $0, count: 1000) }
    #expect(nb_allocations() - before >= values.count)
  }
}
