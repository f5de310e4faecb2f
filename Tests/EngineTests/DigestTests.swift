import Engine
import Testing

/// The bits of trained weights are those recorded here, in debug and in release builds and on every machine.
@Suite struct DigestTests {
  @Test(arguments: [(Precision.float64, "fb9a757e3a89636"), (.float32, "9613ffaf78156ee9")])
  func xorAfterSixtyThousandSteps(precision: Precision, digest: String) throws {
    let trained = Self.trainedXOR(precision, stretches: [60_000])
    #expect(String(trained.digest, radix: 16) == digest)
    // The weights that an article has published, which eight decimals of float32 cannot reach.
    let published = [
      [0.69638447, 5.57807722, 3.73301229, 1.27710358, -0.02576369, 5.5070093, 3.82151436, 1.32686045],
      [1.43463791, -1.06940843, -5.00845106, 5.83744973, 5.90110456, -5.1779304, 0.41666394, 0.33468281],
    ]
    for (layer, weights) in published.enumerated() {
      let values = trained.weights(layer).values
      try #require(values.count == weights.count)
      for (value, weight) in zip(values, weights) {
        #expect((value - weight).magnitude < (precision == .float64 ? 5e-9 : 1e-2))
      }
    }
  }

  @Test func aTrainingInPiecesGivesTheSameBits() {
    let whole = Self.trainedXOR(.float64, stretches: [3000])
    let pieces = Self.trainedXOR(.float64, stretches: [1, 1000, 999, 1000])
    #expect(whole.digest == pieces.digest)
    #expect(whole.digest != Self.trainedXOR(.float64, stretches: [2999]).digest)
  }

  @Test(arguments: KernelForm.names.filter { KernelForm(named: $0) != nil }, [1, 2])
  func aDigitNetworkAfterTwoHundredSteps(form: String, threads: Int) throws {
    guard form != "portable" || threads == 1 else { return }
    let kernels = try #require(KernelForm(named: form))
    for (precision, rows, digest) in [
      (Precision.float32, 10, "716da5da22e0b0a1"), (.float32, 100, "5f22ab4a43aabbf3"),
      (.float64, 10, "f835e818234b70ae"), (.float64, 100, "a4ebd5f1ca3f3db6"),
    ] {
      let trained = Self.trainedDigits(precision, rows: rows, kernels, ThreadCount(exactly: threads))
      #expect(String(trained.digest, radix: 16) == digest, "\(precision), \(rows) rows")
    }
  }

  /// What the digests above stand for is what `Tests/Fixtures/make_numpy_runs.py` computes, but for rounding.
  @Test(arguments: [(Precision.float64, 1e-11), (.float32, 1e-4)], [10, 100])
  func aDigitNetworkArrivesWhereNumPyArrives(precision: (Precision, tolerance: Double), rows: Int) throws {
    let recorded = RecordedLines("numpy_runs.txt").lines
    let figures = try #require(recorded.first { $0.words == ["noise", String(rows)] }).numbers
    let trained = Self.trainedDigits(precision.0, rows: rows, .standard, .standard)
    let (inputs, targets) = Self.noise(rows, from: Self.start(precision.0).stream)
    let loss = Assessment(
      trained, inputs: inputs, targets: targets, objective: Objective(loss: .softmaxCrossEntropy, reduction: .mean)
    ).loss
    let squares = (0..<3).flatMap { trained.weights($0).values + trained.biases($0).values }.map { $0 * $0 }
    try #require(figures.count == 2)
    #expect((loss - figures[0]).magnitude < precision.tolerance * figures[0], "\(loss), not \(figures[0])")
    let sum = squares.reduce(0, +)
    #expect((sum - figures[1]).magnitude < precision.tolerance * figures[1], "\(sum), not \(figures[1])")
  }

  /// 784-200-200-10 with ReLU on noise for pixels, drawn without a logarithm, so that no C library matters.
  private static func trainedDigits(
    _ precision: Precision, rows: Int, _ kernels: KernelForm, _ threads: ThreadCount
  ) -> Network {
    let (network, stream) = start(precision)
    let (inputs, targets) = noise(rows, from: stream)
    let trainer = Trainer(
      network, inputs: inputs, targets: targets,
      objective: Objective(loss: .softmaxCrossEntropy, reduction: .mean),
      recipe: Recipe(learningRate: LearningRate(0.1)), kernels: kernels,
      threads: threads)
    trainer.run(steps: 200)
    return trainer.network
  }

  /// The network before its training, and the stream that it was drawn from.
  private static func start(_ precision: Precision) -> (network: Network, stream: RandomStream) {
    var stream = RandomStream(seed: 3)
    var network = Network(precision: precision)
    for (inputs, outputs) in [(784, 200), (200, 200), (200, 10)] {
      network.addAffine(
        inputs: inputs, outputs: outputs, weights: .uniform(-0.1, 0.1), biases: .uniform(-0.1, 0.1), from: &stream)
      if outputs == 200 { network.add(ReLULayer()) }
    }
    return (network, stream)
  }

  /// Samples drawn from a stream.
  private static func noise(_ rows: Int, from stream: RandomStream) -> (inputs: Matrix, targets: Matrix) {
    var stream = stream
    let pixels = (0..<(rows * 784)).map { _ in stream.uniform() }
    var targets = Matrix(rows: rows, columns: 10, values: Array(repeating: 0, count: rows * 10))
    for row in 0..<rows { targets[row, row * 7 % 10] = 1 }
    return (Matrix(rows: rows, columns: 784, values: pixels), targets)
  }

  /// The XOR network of the article, looked at between the stretches, each with a trainer of its own.
  private static func trainedXOR(_ precision: Precision, stretches: [Int]) -> Network {
    var stream = RandomStream(seed: 42)
    var network = Network(precision: precision)
    network.addAffine(inputs: 2, outputs: 4, weights: .uniform(0, 1), biases: .normal(1), from: &stream)
    network.add(SigmoidLayer())
    network.addAffine(inputs: 4, outputs: 2, weights: .uniform(0, 1), biases: .normal(1), from: &stream)
    for steps in stretches {
      let trainer = Trainer(
        network, inputs: Matrix([[0, 0], [0, 1], [1, 0], [1, 1]]),
        targets: Matrix([[1, 0], [0, 1], [0, 1], [1, 0]]),
        objective: Objective(loss: .softmaxCrossEntropy, reduction: .mean),
        recipe: Recipe(learningRate: LearningRate(0.01)))
      _ = trainer.measureLoss()
      trainer.run(steps: steps)
      _ = trainer.measureLoss()
      network = trainer.network
    }
    return network
  }
}
