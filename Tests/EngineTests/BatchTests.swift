import Testing

@testable import Engine

/// Steps on some of the rows at a time, and dropout.
@Suite struct BatchTests {
  @Test func anEpochSeesEveryRowOnceAndItsLastBatchIsSmaller() {
    var sequence = BatchSequence(.shuffled(4), rows: 10, stream: RandomStream(seed: 1))
    var stream = RandomStream(seed: 1)
    for _ in 0..<2 {
      let batches = (0..<3).map { _ in sequence.next() }
      #expect(batches.map(\.count) == [4, 4, 2])
      #expect(batches.flatMap { $0 } == stream.permutation(10))
      #expect(batches.flatMap { $0 }.sorted() == Array(0..<10))
    }
    #expect(sequence.stream == stream)
  }

  @Test func drawnBatchesAreNumPysChoice() {
    var (sequence, stream) = (
      BatchSequence(.drawn(3), rows: 7, stream: RandomStream(seed: 5)), RandomStream(seed: 5)
    )
    for _ in 0..<5 { #expect(Array(sequence.next()) == stream.choice(7, draws: 3)) }
    #expect(sequence.stream == stream)
  }

  @Test(arguments: [Precision.float64, .float32], [[2, 4, 2], [30, 40, 2]])
  func stepsOnBatchesAreStepsOnTheirRows(precision: Precision, widths: [Int]) {
    let (network, inputs, targets) = problem(precision, widths)
    let recipe = Recipe(learningRate: LearningRate(0.1), order: .shuffled(4))
    let trainer = Trainer(
      network, inputs: inputs, targets: targets, objective: objective, recipe: recipe, stream: RandomStream(seed: 8))
    trainer.run(steps: 7)
    var sequence = BatchSequence(.shuffled(4), rows: 10, stream: RandomStream(seed: 8))
    var expected = network
    for _ in 0..<7 {
      let rows = sequence.next()
      let step = Trainer(
        expected, inputs: inputs.slice(rows: rows), targets: targets.slice(rows: rows), objective: objective,
        recipe: Recipe(learningRate: LearningRate(0.1)))
      step.run(steps: 1)
      expected = step.network
    }
    #expect(trainer.network.digest == expected.digest)
    #expect(trainer.stream == sequence.stream)
  }

  @Test func lookingAtTheLossChangesNothing() {
    let (network, inputs, targets) = problem(.float64, [2, 4, 2])
    let digests = [false, true].map { looks in
      let trainer = Trainer(
        network, inputs: inputs, targets: targets, objective: objective,
        recipe: Recipe(learningRate: LearningRate(0.1), optimizer: Optimizer(.momentum(0.9)), order: .drawn(3)),
        stream: RandomStream(seed: 8))
      for _ in 0..<20 {
        if looks {
          _ = trainer.measureLoss()
          trainer.save()
          trainer.restore()
          _ = trainer.measureLoss()
        }
        trainer.run(steps: 1)
      }
      return trainer.network.digest
    }
    #expect(digests[0] == digests[1])
  }

  @Test func assessmentsInPiecesAreThoseOfTheWhole() {
    let (network, _, _) = problem(.float64, [2, 4, 2])
    var stream = RandomStream(seed: 1)
    let inputs = Matrix(rows: 2500, columns: 2, values: (0..<5000).map { _ in stream.normal() })
    var targets = Matrix(rows: 2500, columns: 2, values: Array(repeating: 0, count: 5000))
    for row in 0..<2500 { targets[row, row % 2] = 1 }
    let assessment = Assessment(network, inputs: inputs, targets: targets, objective: objective)
    let whole = Gradients(network, inputs: inputs, targets: targets, objective: objective)
    #expect((assessment.loss - whole.loss).magnitude < 1e-13)
    let outputs = Evaluation(network, inputs: inputs).outputs
    #expect(assessment.accuracy == accuracy(of: outputs, targets: targets))
    let right = (0..<2500).count { (outputs[$0, 1] > outputs[$0, 0] ? 1 : 0) == $0 % 2 }
    #expect(assessment.accuracy == Double(right) / 2500 && (1..<2500).contains(right))
  }

  @Test func dropoutDropsItsShareAndKeepsTheMean() {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 1)
    network.addAffine(inputs: 1, outputs: 1000, weights: .constant(1), biases: .constant(0), from: &stream)
    network.add(DropoutLayer(0.25))
    network.addAffine(inputs: 1000, outputs: 1, weights: .constant(1), biases: .constant(0), from: &stream)
    let plan = Plan<Double>(
      network, parameters: network.parameters.as(Double.self)!, capacity: 2, objective: squared,
      purpose: .training)
    plan.load(0..<2, of: Matrix([[1], [1]]), Matrix([[0], [0]]))
    plan.drawMasks(from: &stream)
    plan.forward()
    let kept = plan.output(ofLayer: 1).values
    #expect(Set(kept) == [0, 1 / 0.75])
    #expect((kept.reduce(0, +) / 2000 - 1).magnitude < 0.05)
    #expect(Evaluation(network, inputs: Matrix([[1]])).outputs[0, 0] == 1000)
  }

  @Test(arguments: [[3, 5, 2], [30, 40, 2]])
  func dropoutsGradientIsThatOfItsMask(widths: [Int]) {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 2)
    network.addAffine(inputs: widths[0], outputs: widths[1], weights: .normal(0.5), biases: .normal(1), from: &stream)
    network.add(TanhLayer())
    network.add(DropoutLayer(0.5))
    network.addAffine(inputs: widths[1], outputs: widths[2], weights: .normal(0.5), biases: .normal(1), from: &stream)
    let inputs = Matrix(rows: 4, columns: widths[0], values: (0..<(4 * widths[0])).map { _ in stream.normal() })
    let targets = Matrix([[1, 0], [0, 1], [1, 0], [0, 1]])
    let plan = Plan<Double>(
      network, parameters: network.parameters.as(Double.self)!, capacity: 4,
      objective: objective, purpose: .training)
    plan.load(0..<4, of: inputs, targets)
    plan.drawMasks(from: &stream)
    plan.forward()
    plan.backward()
    let gradients = plan.gradientValues
    var largest = 0.0
    for index in stride(from: 0, to: gradients.count, by: max(1, gradients.count / 60)) {
      largest = max(largest, gradients[index].magnitude)
      let value = plan.parameterValues[index]
      let losses = [-1e-6, 1e-6].map { step in
        plan.parameterValues[index] = value + step
        plan.forward()
        return plan.lossValue()
      }
      plan.parameterValues[index] = value
      #expect(((losses[1] - losses[0]) / 2e-6 - gradients[index]).magnitude < 1e-7)
    }
    #expect(largest > 1e-2, "a gradient of zero would agree with anything")
  }

  @Test func patienceGivesBackTheBestWeights() {
    let (network, inputs, targets) = problem(.float64, [2, 4, 2])
    // The test part wants the opposite, so its loss grows as the training goes on.
    let opposite = Matrix((0..<10).map { [targets[$0, 1], targets[$0, 0]] })
    let objective = objective
    let trainer = Trainer(
      network, inputs: inputs, targets: targets, objective: objective, recipe: Recipe(learningRate: LearningRate(0.5)))
    let training = Training(
      steps: 1000, logInterval: 10, patience: 3,
      assessTest: { Assessment($0, inputs: inputs, targets: opposite, objective: objective) })
    let outcome = training.run(trainer) { _, _ in true }
    guard case .notImproving(let best) = outcome.ending else {
      Issue.record("the training ended otherwise: \(outcome.ending)")
      return
    }
    #expect(outcome.stepsMade - best == (best == 0 ? 29 : 30))
    let losses = outcome.records.compactMap { $0.test?.loss }
    #expect(Assessment(outcome.network, inputs: inputs, targets: opposite, objective: objective).loss == losses.min())
    #expect(losses.last != losses.min())
  }

  private let objective = Objective(loss: .softmaxCrossEntropy, reduction: .mean)
  private let squared = Objective(loss: .meanSquaredError, reduction: .mean)

  private func problem(_ precision: Precision, _ widths: [Int]) -> (Network, Matrix, Matrix) {
    var stream = RandomStream(seed: 4)
    var network = Network(precision: precision)
    network.addAffine(inputs: widths[0], outputs: widths[1], weights: .he, biases: .normal(1), from: &stream)
    network.add(ReLULayer())
    network.addAffine(inputs: widths[1], outputs: widths[2], weights: .he, biases: .normal(1), from: &stream)
    let inputs = Matrix(rows: 10, columns: widths[0], values: (0..<(10 * widths[0])).map { _ in stream.normal() })
    var targets = Matrix(rows: 10, columns: 2, values: Array(repeating: 0, count: 20))
    for row in 0..<10 { targets[row, row * row % 2] = 1 }
    return (network, inputs, targets)
  }
}

extension BatchSequence {
  /// The rows of the next step.
  fileprivate mutating func next() -> [Int] {
    advance()
    return Array(batch)
  }
}
