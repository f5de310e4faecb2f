import Testing

@testable import Engine

/// The widths of the distributions that initial values come from.
@Suite struct InitialiserTests {
  @Test func deviationsAreThoseOfTheirAuthors() {
    // Each of these sizes makes the deviation, or the bound, one half.
    let cases: [(Initialiser, inputs: Int, outputs: Int, same: Initialiser)] = [
      (.he, 8, 5, .normal(0.5)), (.xavier, 3, 5, .normal(0.5)), (.lecun, 4, 5, .normal(0.5)),
      (.torch, 4, 5, .uniform(-0.5, 0.5)),
    ]
    for (initialiser, inputs, outputs, same) in cases {
      var streams = (RandomStream(seed: 5), RandomStream(seed: 5))
      let drawn = initialiser.drawWeights(inputs: inputs, outputs: outputs, from: &streams.0)
      #expect(drawn == same.drawWeights(inputs: inputs, outputs: outputs, from: &streams.1), "\(initialiser)")
      #expect(drawn.count == inputs * outputs && Set(drawn).count == drawn.count)
      let biases = initialiser.drawBiases(inputs: inputs, outputs: outputs, from: &streams.0)
      #expect(biases == same.drawBiases(inputs: inputs, outputs: outputs, from: &streams.1), "\(initialiser)")
      #expect(biases.count == outputs)
    }
  }
}
