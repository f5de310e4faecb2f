import Datasets
import Testing

@Suite struct TruthTableTests {
  @Test func parityIsOneForAnOddNumberOfOnes() {
    let targets = TruthTable(.parity, bits: 3).dataset.targets
    #expect(targets.values == [0, 1, 1, 0, 1, 0, 0, 1])
  }
}
