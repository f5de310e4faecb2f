import Testing

@testable import Datasets
@testable import Engine

/// Choosing rows: every row stays with its target, none is lost, and what cannot be chosen changes nothing.
@Suite struct SplittingTests {
  /// Row i holds i and 255 - i in bytes, and its target is i.
  private func numbered(_ rows: Int) -> Dataset {
    let bytes = (0..<rows).flatMap { [UInt8($0), UInt8(255 - $0)] }
    let labels = (0..<rows).map { UInt8($0) }
    return Dataset(
      name: "numbered", inputs: Matrix(rows: rows, columns: 2, bytes: bytes, divisor: 1),
      targets: Matrix(rows: rows, columns: 1, bytes: labels, divisor: 1))
  }

  private func isWhole(_ inputs: Matrix, _ targets: Matrix) -> Bool {
    (0..<inputs.rows).allSatisfy { inputs[$0, 0] == targets[$0, 0] && inputs[$0, 1] == 255 - targets[$0, 0] }
  }

  private func isOfBytes(_ matrix: Matrix) -> Bool {
    if case .bytes = matrix.storage { true } else { false }
  }

  @Test(arguments: [0.001, 0.2, 0.3, 0.5, 0.999])
  func aSplitIsAPermutationCutInTwo(share: Double) throws {
    var (data, stream) = (numbered(25), RandomStream(seed: 3))
    try data.split(test: share, from: &stream)
    let test = try #require(data.test)
    let expected = [0.001: 1, 0.2: 5, 0.3: 8, 0.5: 13, 0.999: 24]
    #expect(test.count == expected[share] && data.inputs.rows == 25 - test.count)
    #expect(data.inputs.rows == Dataset.rowsLeft(of: 25, test: share))
    var peer = RandomStream(seed: 3)
    let order = peer.permutation(25).map(Double.init)
    #expect(data.targets.values + test.targets.values == order)
    #expect(stream == peer)
    #expect(isWhole(data.inputs, data.targets) && isWhole(test.inputs, test.targets))
    #expect([data.inputs, data.targets, test.inputs, test.targets].allSatisfy(isOfBytes))
  }

  @Test func aSplitByCountKeepsThatManyRowsBack() throws {
    var (byCount, byShare) = (numbered(10), numbered(10))
    var streams = (RandomStream(seed: 9), RandomStream(seed: 9))
    try byCount.split(testCount: 3, from: &streams.0)
    try byShare.split(test: 0.3, from: &streams.1)
    #expect(byCount.test?.count == 3)
    #expect(byCount == byShare)
  }

  @Test func whatCannotBeSplitStaysAsItIsAndDrawsNothing() throws {
    var (data, stream) = (numbered(4), RandomStream(seed: 1))
    let before = (data, stream)
    for share in [0, 1, -0.5, .nan, .infinity] as [Double] {
      let error = #expect(throws: DatasetError.self) { try data.split(test: share, from: &stream) }
      #expect(error?.message == "the share to test on must be between 0 and 1, not \(share)")
    }
    for count in [0, 4, -1, Int.max, Int.min] {
      #expect(throws: DatasetError.countOutOfRange(.testRows, count, 1...3)) {
        try data.split(testCount: count, from: &stream)
      }
    }
    #expect(data == before.0 && stream == before.1)
    try data.split(test: 0.5, from: &stream)
    let split = (data, stream)
    #expect(throws: DatasetError.hasTestPart) { try data.split(test: 0.5, from: &stream) }
    #expect(throws: DatasetError.hasTestPart) { try data.split(testCount: 1, from: &stream) }
    #expect(data == split.0 && stream == split.1)
    var single = numbered(1)
    #expect(throws: DatasetError.tooFewRows(1, needed: 2)) { try single.split(test: 0.5, from: &stream) }
  }

  @Test func takingLeavesTheFirstRowsAndTheTestPart() throws {
    var (data, stream) = (numbered(10), RandomStream(seed: 5))
    try data.split(testCount: 4, from: &stream)
    let (before, rows) = (data, data.targets.values)
    try data.take(2)
    #expect(data.targets.values == Array(rows.prefix(2)) && data.test == before.test)
    #expect(isWhole(data.inputs, data.targets) && isOfBytes(data.inputs))
    for count in [0, 3, -7, Int.max] {
      #expect(throws: DatasetError.countOutOfRange(.rows, count, 1...2)) { try data.take(count) }
    }
    #expect(data.inputs.rows == 2)
  }

  @Test func shufflingReordersTheRowsToLearnFromAlone() throws {
    var (data, stream) = (numbered(12), RandomStream(seed: 5))
    try data.split(testCount: 4, from: &stream)
    let before = data
    var peer = stream
    data.shuffle(from: &stream)
    #expect(data.targets.values == peer.permutation(8).map { before.targets[$0, 0] })
    #expect(data.test == before.test && data != before)
    #expect(isWhole(data.inputs, data.targets) && isOfBytes(data.inputs))
  }

  @Test func messagesSayWhatIsPossible() {
    let error = DatasetError.countOutOfRange(.testRows, 10, 1...9)
    #expect(error.message == "the number of test rows must be from 1 to 9, not 10")
    #expect(error.help == "one row at least is kept back, and one is left to learn from")
    #expect(
      DatasetError.tooFewRows(1, needed: 2).message == "the data has 1 row to learn from, but 2 are needed")
    #expect(DatasetError.hasTestPart.message == "the data has a test part already")
  }
}
