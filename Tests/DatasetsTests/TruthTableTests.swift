import Datasets
import Testing

@Suite struct TruthTableTests {
  @Test func parityIsOneForAnOddNumberOfOnes() {
    let data = TruthTable(.parity, bits: 3).dataset
    #expect(data.inputs.values == [0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 1])
    #expect(data.targets.values == [0, 1, 1, 0, 1, 0, 0, 1])
    #expect(data.name == "parity of 3 bits")
  }

  @Test(arguments: [
    (TruthTable.Operation.xor, [0.0, 1, 1, 0]), (.and, [0, 0, 0, 1]), (.or, [0, 1, 1, 1]), (.nand, [1, 1, 1, 0]),
  ])
  func anOperationIsTheOneOfItsName(operation: TruthTable.Operation, targets: [Double]) {
    let data = TruthTable(operation).dataset
    #expect(data.inputs.values == [0, 0, 0, 1, 1, 0, 1, 1] && data.targets.values == targets)
    #expect(data.name == operation.rawValue)
  }

  @Test func operationsOfTwoBitsAreThoseOfTheirNames() {
    // For 00, 01, 10 and 11.
    let tables: [(TruthTable.Operation, [Double])] = [
      (.xor, [0, 1, 1, 0]), (.and, [0, 0, 0, 1]), (.or, [0, 1, 1, 1]), (.nand, [1, 1, 1, 0]),
    ]
    for (operation, targets) in tables {
      let dataset = TruthTable(operation).dataset
      #expect(dataset.inputs.values == [0, 0, 0, 1, 1, 0, 1, 1] && dataset.name == operation.rawValue)
      #expect(dataset.targets.values == targets, "\(operation)")
    }
  }
}
