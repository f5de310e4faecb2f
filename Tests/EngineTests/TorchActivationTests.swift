import Testing

@testable import Engine

/// Activations and their slopes are PyTorch's.
@Suite struct TorchActivationTests {
  private static let recorded = RecordedLines("torch_activations.txt").lines

  private static let layers: [String: any Layer] = ["softplus": SoftplusLayer(), "elu": ELULayer(alpha: 0.7)]

  @Test func valuesAndSlopesAgree() throws {
    let inputs = try #require(Self.recorded.first { $0.words == ["inputs"] }?.numbers)
    #expect(Self.recorded.count == 1 + 2 * Self.layers.count && inputs.count == 16)
    for (name, layer) in Self.layers {
      let values = try #require(Self.recorded.first { $0.words == [name] }?.numbers)
      let slopes = try #require(Self.recorded.first { $0.words == [name, "slope"] }?.numbers)
      for (input, (value, slope)) in zip(inputs, zip(values, slopes)) {
        var network = Network(precision: .float64)
        var stream = RandomStream(seed: 0)
        network.addAffine(inputs: 1, outputs: 1, weights: .constant(1), biases: .constant(0), from: &stream)
        network.add(layer)
        let output = Evaluation(network, inputs: Matrix([[input]])).outputs[0, 0]
        #expect((output - value).magnitude <= 4e-16 * value.magnitude, "\(name) of \(input)")
        // Half the squared error, where the error is 1, has the slope for its gradient by the bias.
        let gradients = Gradients(
          network, inputs: Matrix([[input]]), targets: Matrix([[output - 1]]),
          objective: Objective(loss: .sumOfSquaredErrors, reduction: .sum))
        #expect(
          (gradients.biases(0)[0, 0] - slope).magnitude <= 1e-13 * slope.magnitude, "slope of \(name) at \(input)")
      }
    }
  }
}
