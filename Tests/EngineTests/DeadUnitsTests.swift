import Testing

@testable import Engine

/// Units that no row excites, and units that the last row alone does.
@Suite struct DeadUnitsTests {
  /// Two layers of three rectifying units over one input: of the lower ones the first always gives something, the second
  /// gives something for the last of many rows alone, and the third never does.
  private func network(_ precision: Precision) -> Network {
    var network = Network(precision: precision)
    var stream = RandomStream(seed: 0)
    network.addAffine(inputs: 1, outputs: 3, weights: .constant(1), biases: .constant(0), from: &stream)
    network.add(ReLULayer())
    network.addAffine(inputs: 3, outputs: 2, weights: .constant(-1), biases: .constant(0), from: &stream)
    network.add(ReLULayer())
    network.replaceValues(of: network.blocks[1], by: [2, -1, -9], areInitial: true)
    return network
  }

  @Test(arguments: [Precision.float64, .float32]) func onlyWhatIsSilentOnEveryRowIsDead(precision: Precision) {
    for rows in [1, 2, 31, 32, 33, 700, 1500] {
      let inputs = Matrix((0..<rows).map { [$0 == rows - 1 ? 3 : 0.5] })
      let dead = DeadUnits(network(precision), inputs: inputs).units
      #expect(
        dead == [.init(layer: 1, place: 2), .init(layer: 3, place: 0), .init(layer: 3, place: 1)], "\(rows) rows")
    }
  }

  @Test func withoutRectifiersNoneIsDead() {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 0)
    network.addAffine(inputs: 1, outputs: 3, weights: .constant(0), biases: .constant(0), from: &stream)
    #expect(DeadUnits(network, inputs: Matrix([[1]])).units.isEmpty)
  }
}
