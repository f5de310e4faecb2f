import Engine
import Testing

/// The bits of trained weights are those recorded here, in debug and in release builds and on every machine.
@Suite struct DigestTests {
  @Test(arguments: [(Precision.float64, "fb9a757e3a89636"), (.float32, "9613ffaf78156ee9")])
  func xorAfterSixtyThousandSteps(precision: Precision, digest: String) {
    #expect(String(Self.trainedXOR(precision, stretches: [60_000]).digest, radix: 16) == digest)
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
      let trained = Self.trainedDigits(precision, rows: rows, kernels, ThreadCount(threads))
      #expect(String(trained.digest, radix: 16) == digest, "\(precision), \(rows) rows")
    }
  }

  /// 784-200-200-10 with ReLU on noise for pixels, drawn without a logarithm, so that no C library matters.
  private static func trainedDigits(
    _ precision: Precision, rows: Int, _ kernels: KernelForm, _ threads: ThreadCount
  ) -> Network {
    var stream = RandomStream(seed: 3)
    var network = Network(precision: precision)
    for (inputs, outputs) in [(784, 200), (200, 200), (200, 10)] {
      network.addAffine(
        inputs: inputs, outputs: outputs, weights: .uniform(-0.1, 0.1), biases: .uniform(-0.1, 0.1), from: &stream)
      if outputs == 200 { network.add(.relu) }
    }
    let pixels = (0..<(rows * 784)).map { _ in stream.uniform() }
    var targets = Matrix(rows: rows, columns: 10, values: Array(repeating: 0, count: rows * 10))
    for row in 0..<rows { targets[row, row * 7 % 10] = 1 }
    let trainer = Trainer(
      network, inputs: Matrix(rows: rows, columns: 784, values: pixels), targets: targets,
      objective: Objective(loss: .softmaxCrossEntropy, reduction: .mean),
      recipe: Recipe(learningRate: LearningRate(0.1)), kernels: kernels,
      threads: threads)
    trainer.run(steps: 200)
    return trainer.network
  }

  /// The XOR network of the article, looked at between the stretches, each with a trainer of its own.
  private static func trainedXOR(_ precision: Precision, stretches: [Int]) -> Network {
    var stream = RandomStream(seed: 42)
    var network = Network(precision: precision)
    network.addAffine(inputs: 2, outputs: 4, weights: .uniform(0, 1), biases: .normal(1), from: &stream)
    network.add(.sigmoid)
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
