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
        objective: Objective(loss: .softmaxCrossEntropy, reduction: .mean), learningRate: 0.01)
      _ = trainer.measureLoss()
      trainer.run(steps: steps)
      _ = trainer.measureLoss()
      network = trainer.network
    }
    return network
  }
}
