import Testing

@testable import Engine

/// Nets with batch normalisation and dropout arrive where PyTorch's arrive, by the same batches and masks.
@Suite struct TorchLayerTests {
  private static let recorded = RecordedLines("torch_layers.txt").lines
  static let nets = ["batch_norm", "batch_norm twice", "dropout", "batch_norm and dropout"]
  static let trainings = ["sgd", "momentum 0.9 batch 3", "adam l2 0.02 batch 3"]

  @Test func everyNetHasItsRuns() {
    #expect(Self.recorded.count == 1 + Self.nets.count * (1 + 3 * Self.trainings.count))
  }

  @Test(arguments: nets, trainings)
  func arrivesWherePyTorchArrives(net: String, training: String) throws {
    for form in KernelForm.names {
      guard let kernels = KernelForm(named: form) else { continue }
      let trainer = try trainer(net, training, kernels)
      trainer.run(steps: 10)
      let trained = trainer.network
      #expect(try difference(parameters(trained, hasGradient: true), "\(net) \(training) parameters") < 1e-12)
      #expect(try difference(parameters(trained, hasGradient: false), "\(net) \(training) statistics") < 1e-12)
      let outputs = Evaluation(trained, inputs: try inputs()).outputs.values
      #expect(try difference(outputs, "\(net) \(training) outputs") < 1e-12)
    }
  }

  @Test(arguments: nets) func lookingAtTheLossAndGoingBackChangesNothing(net: String) throws {
    let digests = try [false, true].map { looks in
      let trainer = try trainer(net, "momentum 0.9 batch 3", .standard)
      for _ in 0..<10 {
        if looks {
          _ = trainer.measureLoss()
          trainer.save()
          trainer.run(steps: 2)
          trainer.restore()
          _ = trainer.measureLoss()
        }
        trainer.run(steps: 1)
      }
      return trainer.network.digest
    }
    #expect(digests[0] == digests[1])
  }

  @Test(arguments: nets) func aTrainingInPiecesGivesTheSameBits(net: String) throws {
    let whole = try trainer(net, "sgd", .standard)
    whole.run(steps: 10)
    let pieces = try trainer(net, "sgd", .standard)
    for steps in [1, 3, 6] {
      _ = pieces.measureLoss()
      pieces.run(steps: steps)
    }
    #expect(whole.network.digest == pieces.network.digest)
  }

  @Test func rewindingForgetsTheRunningStatistics() throws {
    let start = try network("batch_norm twice")
    let trainer = try trainer("batch_norm twice", "sgd", .standard)
    trainer.run(steps: 3)
    var trained = trainer.network
    #expect(parameters(trained, hasGradient: false) != parameters(start, hasGradient: false))
    trained.rewind()
    #expect(parameters(trained, hasGradient: false) == parameters(start, hasGradient: false))
  }

  // MARK: - The recorded nets

  private func numbers(_ name: String) throws -> [Double] {
    try #require(Self.recorded.first { $0.words.joined(separator: " ") == name }).numbers
  }

  private func difference(_ values: [Double], _ name: String) throws -> Double {
    let expected = try numbers(name)
    try #require(values.count == expected.count)
    return zip(values, expected).map { ($0 - $1).magnitude }.max() ?? 0
  }

  private func parameters(_ network: Network, hasGradient: Bool) -> [Double] {
    network.blocks.filter { $0.role.isLearnt == hasGradient }.flatMap { network.values(of: $0).values }
  }

  private func inputs() throws -> Matrix { Matrix(rows: 8, columns: 3, values: try numbers("inputs")) }

  private func network(_ net: String) throws -> Network {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 0)
    func addAffine(_ inputs: Int, _ outputs: Int) {
      network.addAffine(inputs: inputs, outputs: outputs, weights: .constant(0), biases: .constant(0), from: &stream)
    }
    addAffine(3, 5)
    if net.hasPrefix("batch_norm"), net != "batch_norm twice" { network.add(BatchNormLayer()) }
    network.add(TanhLayer())
    switch net {
    case "batch_norm": addAffine(5, 2)
    case "batch_norm twice":
      network.add(BatchNormLayer(momentum: 0.3, epsilon: 1e-3))
      addAffine(5, 2)
      network.add(BatchNormLayer(momentum: 1, epsilon: 0.1))
    case "dropout":
      network.add(DropoutLayer(0.5))
      addAffine(5, 4)
      network.add(SigmoidLayer())
      network.add(DropoutLayer(0.25))
      addAffine(4, 2)
    default:
      network.add(DropoutLayer(0.2))
      addAffine(5, 2)
    }
    network.parameters = .float64(try numbers("\(net) start"))
    return network
  }

  private func trainer(_ net: String, _ training: String, _ kernels: KernelForm) throws -> Trainer {
    var targets = Matrix(rows: 8, columns: 2, values: Array(repeating: 0, count: 16))
    for row in 0..<8 { targets[row, row % 2] = 1 }
    let (optimizer, rate) =
      switch training {
      case "sgd": (Optimizer.sgd, 0.1)
      case "momentum 0.9 batch 3": (Optimizer(.momentum(0.9)), 0.1)
      default: (Optimizer(.adam(0.9, 0.999), weightDecay: 0.02), 0.05)
      }
    return Trainer(
      try network(net), inputs: try inputs(), targets: targets,
      objective: Objective(loss: .softmaxCrossEntropy, reduction: .mean),
      recipe: Recipe(
        learningRate: LearningRate(rate), optimizer: optimizer, order: training == "sgd" ? .all : .shuffled(3)),
      stream: RandomStream(seed: 8), kernels: kernels)
  }
}
