import Testing

@testable import Engine

/// The stream draws what PyTorch's CPU generator draws.
@Suite struct TorchStreamTests {
  @Test func drawsWhatPyTorchRecorded() throws {
    var stream = RandomStream(seed: 0, family: .torch)
    var draws = 0
    for (words, recorded) in RecordedLines("torch_stream.txt").lines {
      let numbers = try words.dropFirst().map { try #require(Int($0)) }
      let drawn: [Double]
      switch words[0] {
      case "seed":
        stream = RandomStream(seed: UInt32(numbers[0]), family: .torch)
        continue
      case "linear":
        drawn =
          Initialiser.torch.drawWeights(inputs: numbers[0], outputs: numbers[1], from: &stream)
          + Initialiser.torch.drawBiases(inputs: numbers[0], outputs: numbers[1], from: &stream)
      case "uniform": drawn = stream.torchUniform(-0.3, 0.7, count: numbers[0])
      case "normal":
        drawn = stream.torchNormal(deviation: 0.5, count: numbers[0])
        let tolerance = numbers[0] < 16 ? 0 : 2e-6
        let differ = zip(drawn, recorded).count { ($0 - $1).magnitude > tolerance * max(1, $1.magnitude) }
        #expect(differ == 0 && drawn.count == recorded.count, "\(words)")
        draws += recorded.count
        continue
      case "randperm": drawn = stream.permutation(numbers[0]).map(Double.init)
      case "randint": drawn = stream.choice(numbers[0], draws: numbers[1]).map(Double.init)
      case "epoch":
        var (order, sampler) = (Array(0..<numbers[0]), stream)
        stream.drawEpoch(&order, &sampler)
        drawn = order.map(Double.init)
      default:
        Issue.record("unknown draw '\(words[0])'")
        continue
      }
      let isSame = drawn == recorded
      #expect(isSame, "\(words): \(drawn.prefix(3)) is not \(recorded.prefix(3))")
      draws += recorded.count
    }
    #expect(draws == 1020)
  }
}
