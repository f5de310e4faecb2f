import CKernels
import Testing

@testable import Engine

/// Batch normalisation: its gradients, what it takes where, and the same bits in every form and layout.
@Suite struct BatchNormTests {
  private static let forms = KernelForm.names.filter { KernelForm(named: $0) != nil }
  private let objective = Objective(loss: .softmaxCrossEntropy, reduction: .mean)

  private static func network(_ precision: Precision, _ widths: [Int], _ activation: any Layer = TanhLayer()) -> Network
  {
    var stream = RandomStream(seed: 9)
    var network = Network(precision: precision)
    for (index, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      network.addAffine(
        inputs: inputs, outputs: outputs, weights: .uniform(-1, 1), biases: .uniform(-0.2, 0.2), from: &stream)
      network.add(BatchNormLayer(momentum: 0.2, epsilon: 1e-3))
      if index < widths.count - 2 { network.add(activation) }
    }
    let values = network.blocks.flatMap { block in
      (0..<block.count).map { _ in
        block.role == .runningVariances ? 0.5 + stream.uniform() : 2 * stream.uniform() - 1
      }
    }
    network.replaceValues(values)
    return network
  }

  private static func samples(_ rows: Int, _ columns: Int, _ classes: Int) -> (Matrix, Matrix) {
    var stream = RandomStream(seed: 4)
    let inputs = Matrix(
      rows: rows, columns: columns, values: (0..<(rows * columns)).map { _ in 2 * stream.uniform() - 1 })
    var targets = Matrix(rows: rows, columns: classes, values: Array(repeating: 0, count: rows * classes))
    for row in 0..<rows { targets[row, row * row % classes] = 1 }
    return (inputs, targets)
  }

  /// In training through the statistics of the batch, outside of it at the running ones; by both layouts.
  @Test(arguments: [PlanPurpose.training, .gradients], [[3, 5, 2], [20, 30, 2]])
  func gradientsAgreeWithFiniteDifferences(purpose: PlanPurpose, widths: [Int]) throws {
    let network = Self.network(.float64, widths)
    let (inputs, targets) = Self.samples(6, widths[0], 2)
    let plan = Plan<Double>(
      network, parameters: network.parameters.as(Double.self)!, capacity: 6,
      objective: objective, purpose: purpose)
    plan.load(0..<6, of: inputs, targets)
    plan.forward()
    plan.backward()
    let gradients = plan.gradientValues
    let norms = network.blocks.filter { $0.role == .scales || $0.role == .shifts }
    let checked = Set(norms.flatMap { $0.offset..<($0.offset + $0.count) })
      .union(stride(from: 0, to: gradients.count, by: max(1, gradients.count / 60)))
    var largest = 0.0
    for index in checked {
      let value = plan.parameterValues[index]
      let losses = [-1e-5, 1e-5].map { step in
        plan.parameterValues[index] = value + step
        plan.forward()
        return plan.lossValue()
      }
      plan.parameterValues[index] = value
      #expect(((losses[1] - losses[0]) / 2e-5 - gradients[index]).magnitude < 1e-8)
      largest = max(largest, gradients[index].magnitude)
    }
    #expect(largest > 1e-2, "a gradient of zero would agree with anything")
  }

  @Test func aBatchIsNormalisedInTrainingAndFollowedByShares() {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 0)
    network.addAffine(inputs: 1, outputs: 1, weights: .constant(1), biases: .constant(0), from: &stream)
    network.add(BatchNormLayer(momentum: 0.25, epsilon: 1e-5))
    let trainer = Trainer(
      network, inputs: Matrix([[1], [3]]), targets: Matrix([[0], [0]]),
      objective: Objective(loss: .meanSquaredError, reduction: .mean), recipe: Recipe(learningRate: LearningRate(1e-9)))
    // The mean is 2 and the variance 1, so the outputs are ±1 / √1.00001; the unbiased variance is 2.
    #expect((trainer.measureLoss() - 1 / 1.00001).magnitude < 1e-15)
    #expect(trainer.network.statistics.as(Double.self)! == [0, 1], "looking is not training")
    trainer.run(steps: 1)
    #expect(trainer.network.statistics.as(Double.self)! == [0.5, 1.25])
    let outputs = Evaluation(network, inputs: Matrix([[5]])).outputs
    #expect((outputs[0, 0] - 5 / 1.00001.squareRoot()).magnitude < 1e-14)
  }

  @Test(arguments: forms, [2, 3, 4, 5, 8, 9, 17])
  func bothLayoutsGiveTheSameBits(form: String, rows: Int) throws {
    let kernels = try #require(KernelForm(named: form))
    for activation in [SigmoidLayer() as any Layer, ReLULayer()] {
      for widths in [[2, 4, 2], [1, 1, 2], [3, 7, 5, 2]] {
        let network = Self.network(.float64, widths, activation)
        let double = digests(network, network.parameters.as(Double.self)!, rows, kernels)
        #expect(Set(double).count == 1, "\(widths), \(rows) rows, \(activation)")
        let single = Self.network(.float32, widths, activation)
        #expect(Set(digests(single, single.parameters.as(Float.self)!, rows, kernels)).count == 1)
      }
    }
  }

  /// Everything that a few steps and an evaluation leave behind, in both layouts.
  private func digests<Scalar: KernelScalar>(
    _ network: Network, _ values: [Scalar], _ rows: Int, _ kernels: KernelForm
  ) -> [UInt64] {
    let width = network.inputWidth!
    let (inputs, targets) = Self.samples(rows, width, network.outputWidth!)
    let stride = nb_unit_stride(rows, MemoryLayout<Scalar>.size)
    return [Layout.byRow(rows: rows), .byUnit(rows: rows, stride: stride)].map { layout in
      let purposes: [(PlanPurpose, Optimizer?)] = [
        (.training, .sgd), (.training, nil), (.gradients, nil), (.evaluation, nil),
      ]
      let results = purposes.flatMap { purpose, optimizer -> [Double] in
        let plan = Plan(
          network, parameters: values, capacity: rows, objective: objective, purpose: purpose, optimizer: optimizer,
          kernels: kernels, layout: layout)
        plan.load(0..<rows, of: inputs, targets)
        plan.prepare(step: 1, learningRate: 0.3)
        plan.makeSteps(3, isForwardFresh: false)
        plan.forward()
        return (plan.parameterValues + plan.statisticValues + plan.gradientValues).map { Double($0) }
          + plan.output(ofLayer: network.layers.count - 1).values
      }
      return Parameters.float64(results).digest()
    }
  }

  @Test(arguments: forms, [1, 2, 3])
  func everyFormAndNumberOfThreadsGivesTheSameBits(form: String, threads: Int) throws {
    let optimizers = [Optimizer.sgd, Optimizer(.adam(0.9, 0.999), weightDecay: 0.01)]
    for (precision, optimizer) in zip(
      [Precision.float64, .float32, .float64, .float32], optimizers + optimizers.reversed())
    {
      for (widths, rows) in [([2, 4, 2], 5), ([65, 129, 63, 17], 33)] {
        let digests = try ["portable", form].map { name in
          let (inputs, targets) = Self.samples(rows, widths[0], widths[widths.count - 1])
          let trainer = Trainer(
            Self.network(precision, widths, ReLULayer()), inputs: inputs, targets: targets, objective: objective,
            recipe: Recipe(learningRate: LearningRate(0.01), optimizer: optimizer),
            kernels: try #require(KernelForm(named: name)),
            threads: ThreadCount(exactly: name == form ? threads : 1))
          trainer.run(steps: 3)
          return trainer.network.digest
        }
        #expect(digests[0] == digests[1], "\(precision), \(widths), \(optimizer.rule)")
      }
    }
  }

  @Test(arguments: [(Precision.float64, "d7a8583661928fad"), (.float32, "8123793f7251bbf2")])
  func aTrainedNetHasTheBitsRecordedHere(precision: Precision, digest: String) {
    let (inputs, targets) = Self.samples(32, 20, 3)
    let trainer = Trainer(
      Self.network(precision, [20, 30, 3]), inputs: inputs, targets: targets, objective: objective,
      recipe: Recipe(learningRate: LearningRate(0.1), order: .shuffled(10)), stream: RandomStream(seed: 1))
    trainer.run(steps: 200)
    #expect(String(trainer.network.digest, radix: 16) == digest)
  }

  @Test func aDivergenceKeepsTheLastFiniteStatistics() {
    let (inputs, targets) = Self.samples(4, 2, 2)
    func trainer() -> Trainer {
      Trainer(
        Self.network(.float64, [2, 3, 2]), inputs: inputs, targets: targets,
        objective: Objective(loss: .sumOfSquaredErrors, reduction: .sum),
        recipe: Recipe(learningRate: LearningRate(2)))
    }
    let outcome = Training(steps: 100_000, logInterval: 100_000).run(trainer()) { _, _ in true }
    let stepwise = trainer()
    for _ in 0..<outcome.stepsMade { stepwise.run(steps: 1) }
    #expect(outcome.ending == .lossNotFinite(step: outcome.stepsMade + 1, loss: .infinity) && outcome.stepsMade > 10)
    #expect(outcome.network.digest == stepwise.network.digest && stepwise.isFinite)
    stepwise.run(steps: 1)
    #expect(!stepwise.isFinite || !stepwise.measureLoss().isFinite)
  }

  @Test func theSmallestBatchIsThatOfTheStepsMade() {
    #expect(BatchOrder.shuffled(4).smallestBatch(rows: 9, steps: 3) == 1)
    #expect(BatchOrder.shuffled(4).smallestBatch(rows: 9, steps: 2) == 4)
    #expect(BatchOrder.shuffled(4).smallestBatch(rows: 8, steps: 9) == 4)
    #expect(BatchOrder.shuffled(40).smallestBatch(rows: 8, steps: 1) == 8)
    #expect(BatchOrder.drawn(4).smallestBatch(rows: 9, steps: 3) == 4)
    #expect(BatchOrder.all.smallestBatch(rows: 1, steps: 3) == 1)
    #expect(BatchOrder.fixed([3]).smallestBatch(rows: 8, steps: 3) == 1)
  }
}
