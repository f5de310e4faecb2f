import Testing

@testable import Engine

/// Under PyTorch's stream dropout drops what torch.nn.Dropout drops, and leaves the stream where it leaves it.
@Suite struct TorchDropoutTests {
  private static let recorded = RecordedLines("torch_dropout.txt").lines
  private static let masks = recorded.filter { $0.words[0].hasPrefix("float") }
  static let nets = ["one dropout", "two dropouts"]
  static let trainings = ["sgd", "momentum 0.9 batch 3", "adam l2 0.02 batch 3"]

  @Test func everythingIsRecorded() {
    #expect(Self.masks.count == 12 && Self.recorded.count == 12 + 1 + Self.nets.count * Self.trainings.count * 3)
  }

  /// The net gives a one for everything that dropout then keeps or drops.
  @Test(arguments: masks.indices) func masksAreThoseThatPyTorchDraws(index: Int) throws {
    let (words, numbers) = Self.masks[index]
    let arguments = try words.dropFirst().map { try #require(Int($0)) }
    let (rows, columns) = (arguments[2], arguments[3])
    var stream = RandomStream(seed: UInt32(arguments[0]), family: .torch)
    var network = Network(precision: words[0] == "float32" ? .float32 : .float64)
    network.addAffine(inputs: 1, outputs: columns, weights: .constant(0), biases: .constant(1), from: &stream)
    network.add(DropoutLayer(Double(arguments[1]) / 100))
    for form in KernelForm.names {
      guard let kernels = KernelForm(named: form) else { continue }
      let trainer = Trainer(
        network, inputs: Matrix(rows: rows, columns: 1, values: Array(repeating: 0, count: rows)),
        targets: Matrix(rows: rows, columns: columns, values: Array(repeating: 0, count: rows * columns)),
        objective: Objective(loss: .meanSquaredError, reduction: .mean),
        recipe: Recipe(learningRate: LearningRate(0.1)), stream: stream, kernels: kernels)
      _ = trainer.measureLoss()
      #expect(trainer.outputsOfMeasured().values == Array(numbers.dropLast(3)), "\(words) \(form)")
      #expect(trainer.stream == stream, "a look draws nothing")
      trainer.run(steps: 1)
      var after = trainer.stream
      #expect(after.torchUniform(0, 1, count: 3) == Array(numbers.suffix(3)), "\(words) \(form)")
    }
  }

  @Test(arguments: nets, trainings) func arrivesWherePyTorchArrives(net: String, training: String) throws {
    let trainer = try trainer(net, training)
    trainer.run(steps: 50)
    let trained = trainer.network
    let parameters = trained.blocks.flatMap { trained.values(of: $0).values }
    #expect(try difference(parameters, "\(net) \(training) parameters") < 1e-12)
    let outputs = Evaluation(trained, inputs: try inputs()).outputs.values
    #expect(try difference(outputs, "\(net) \(training) outputs") < 1e-12)
  }

  @Test(arguments: nets, trainings) func goingBackDrawsTheSameAgain(net: String, training: String) throws {
    let plain = try trainer(net, training)
    plain.run(steps: 12)
    let restless = try trainer(net, training)
    for _ in 0..<12 {
      _ = restless.measureLoss()
      restless.save()
      restless.run(steps: 2)
      restless.restore()
      restless.run(steps: 1)
    }
    #expect(plain.network.digest == restless.network.digest)
    #expect(plain.stream == restless.stream)
  }

  @Test func threadsAndKernelsDropTheSame() {
    var digests: Set<UInt64> = []
    for form in KernelForm.names {
      guard let kernels = KernelForm(named: form) else { continue }
      for threads in 1...3 {
        var stream = RandomStream(seed: 5, family: .torch)
        var network = Network(precision: .float32)
        network.addAffine(inputs: 30, outputs: 61, weights: .torch, biases: .torch, from: &stream)
        network.add(ReLULayer())
        network.add(DropoutLayer(0.3))
        network.addAffine(inputs: 61, outputs: 61, weights: .torch, biases: .torch, from: &stream)
        network.add(DropoutLayer(0.7))
        network.addAffine(inputs: 61, outputs: 2, weights: .torch, biases: .torch, from: &stream)
        let inputs = Matrix(rows: 67, columns: 30, values: (0..<67 * 30).map { Double($0 % 13) / 13 })
        let trainer = Trainer(
          network, inputs: inputs, targets: Matrix(rows: 67, columns: 2, values: (0..<134).map { Double($0 % 2) }),
          objective: Objective(loss: .softmaxCrossEntropy, reduction: .mean),
          recipe: Recipe(learningRate: LearningRate(0.1)), stream: stream, kernels: kernels,
          threads: ThreadCount(exactly: threads))
        trainer.run(steps: 5)
        digests.insert(trainer.network.digest)
      }
    }
    #expect(digests.count == 1)
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

  private func inputs() throws -> Matrix { Matrix(rows: 8, columns: 3, values: try numbers("inputs")) }

  private func trainer(_ net: String, _ training: String) throws -> Trainer {
    var stream = RandomStream(seed: 8, family: .torch)
    var network = Network(precision: .float64)
    func addAffine(_ inputs: Int, _ outputs: Int) {
      network.addAffine(inputs: inputs, outputs: outputs, weights: .torch, biases: .torch, from: &stream)
    }
    addAffine(3, 8)
    if net == "one dropout" {
      network.add(TanhLayer())
      network.add(DropoutLayer(0.25))
      addAffine(8, 2)
    } else {
      network.add(DropoutLayer(0.1))
      network.add(TanhLayer())
      addAffine(8, 5)
      network.add(DropoutLayer(0))
      network.add(SigmoidLayer())
      network.add(DropoutLayer(0.5))
      addAffine(5, 2)
    }
    let (optimizer, rate) =
      switch training {
      case "sgd": (Optimizer.sgd, 0.1)
      case "momentum 0.9 batch 3": (Optimizer(.momentum(0.9)), 0.1)
      default: (Optimizer(.adam(0.9, 0.999), weightDecay: 0.02), 0.05)
      }
    return Trainer(
      network, inputs: try inputs(),
      targets: Matrix(rows: 8, columns: 2, values: (0..<16).map { $0 % 4 == 0 || $0 % 4 == 3 ? 1 : 0 }),
      objective: Objective(loss: .softmaxCrossEntropy, reduction: .mean),
      recipe: Recipe(
        learningRate: LearningRate(rate), optimizer: optimizer, order: training == "sgd" ? .all : .shuffled(3)),
      stream: stream)
  }
}
