import Testing

@testable import Datasets
@testable import Engine

/// Scales come from the rows to learn from alone, and hold for test rows and single samples bit for bit.
@Suite struct NormalisingTests {
  private let line = Dataset(
    name: "line", inputs: Matrix((0..<10).map { [Double($0), 5] }), targets: Matrix((0..<10).map { [Double($0)] }))

  private func column(_ values: [Double]) -> Dataset {
    Dataset(
      name: "column", inputs: Matrix(rows: values.count, columns: 1, values: values),
      targets: Matrix(rows: values.count, columns: 1, values: values.map { _ in 0 }))
  }

  @Test func theStandardScaleHasMeanNoughtAndDeviationOne() throws {
    var data = line
    try data.normalize(.standard)
    let column = (0..<10).map { data.inputs[$0, 0] }
    #expect(column.reduce(0, +).magnitude < 1e-12)
    #expect((column.reduce(0) { $0 + $1 * $1 } / 10 - 1).magnitude < 1e-12)
    let fitted = try #require(data.normalisations.first)
    #expect(fitted.kind == .standard && fitted.offsets == [4.5, 5] && fitted.scales == [(8.25).squareRoot(), 0])
    #expect(column[0] == -4.5 / (8.25).squareRoot())
  }

  @Test func theRangeBecomesFromNoughtToOne() throws {
    var data = line
    try data.normalize(.minmax)
    #expect((0..<10).allSatisfy { data.inputs[$0, 0] == Double($0) / 9 && data.inputs[$0, 1] == 0 })
    let fitted = try #require(data.normalisations.first)
    #expect(fitted.kind == .minmax && fitted.offsets == [0, 5] && fitted.scales == [9, 0])
  }

  @Test(arguments: Normalisation.Kind.allCases)
  func theTestPartHasNoSayInTheScale(kind: Normalisation.Kind) throws {
    var (alone, beside) = (line, line)
    beside.test = Dataset.Samples(inputs: Matrix([[1000, 6], [4, 5]]), targets: Matrix([[0], [1]]))
    try alone.normalize(kind)
    try beside.normalize(kind)
    #expect(alone.inputs == beside.inputs && alone.normalisations == beside.normalisations)
    let test = try #require(beside.test)
    #expect(test.inputs.row(1) == alone.inputs.row(4), "a row is the same in either part")
    #expect(test.inputs[0, 0] > 10 && test.inputs[0, 1] == 0)
    #expect(test.targets.values == [0, 1])
  }

  @Test(arguments: Normalisation.Kind.allCases, [0.1, 1.0 / 3, -1e300, 0, 1e-300])
  func aColumnThatDoesNotVaryBecomesNought(kind: Normalisation.Kind, value: Double) throws {
    // The mean of ten values 0.1, summed in order, is not 0.1.
    var data = column([Double](repeating: value, count: 10))
    try data.normalize(kind)
    #expect(data.inputs.values.allSatisfy { $0 == 0 })
    #expect(data.onScale([value + 1]) == [0])
  }

  @Test func aSampleIsScaledAsTheRowsWereBitForBit() throws {
    let raw = [0.1, 0.7, -3.3, 12.9, 5.5, 1e-3]
    var data = column(raw)
    for kind in [.minmax, .standard, .minmax] as [Normalisation.Kind] { try data.normalize(kind) }
    #expect(data.normalisations.map(\.kind) == [.minmax, .standard, .minmax])
    #expect(raw.map { data.onScale([$0])[0] } == data.inputs.values)
    #expect(column(raw).onScale([7]) == [7], "without a scale a sample stays as it is")
  }

  @Test func bytesAreScaledByTheirValues() throws {
    var bytes = Dataset(
      name: "bytes", inputs: Matrix(rows: 3, columns: 2, bytes: [0, 255, 51, 102, 102, 0], divisor: 255),
      targets: Matrix([[0], [1], [2]]))
    try bytes.normalize(.minmax)
    #expect(bytes.inputs.values == [0, 1, 0.5, 0.4, 1, 0])
  }

  @Test(
    arguments: Normalisation.Kind.allCases,
    [
      [1e308, -1e308, 0], [.nan, 1, 2], [1, .nan, 2], [.infinity, 1, 2], [1, -.infinity, 0],
    ] as [[Double]])
  func numbersWithoutAFiniteScaleAreRefused(kind: Normalisation.Kind, values: [Double]) {
    var data = column(values)
    data.inputNames = ["length"]
    let error = #expect(throws: DatasetError.unscalable(column: 1, name: "length")) { try data.normalize(kind) }
    #expect(
      error?.message == "input column 1 ('length') cannot be normalized: "
        + "its values are not finite, too large or too close together")
    #expect(
      data.normalisations.isEmpty && (0..<3).allSatisfy { data.inputs[$0, 0].bitPattern == values[$0].bitPattern })
  }

  @Test func aDeviationTooSmallForItsSquareIsRefused() throws {
    var data = column([1e-200, 2e-200])
    #expect(throws: DatasetError.unscalable(column: 1, name: nil)) { try data.normalize(.standard) }
    try data.normalize(.minmax)
    #expect(data.inputs.values == [0, 1])
  }

  @Test func aTestRowBeyondTheScaleLeavesBothPartsAsTheyWere() {
    var data = column([0, 1e-300])
    data.test = Dataset.Samples(inputs: Matrix([[1e300]]), targets: Matrix([[0]]))
    let before = data
    #expect(throws: DatasetError.unscalable(column: 1, name: nil)) { try data.normalize(.minmax) }
    #expect(data == before)
  }

  @Test func withoutRowsThereIsNoScale() {
    var data = Dataset(name: "none", inputs: Matrix([]), targets: Matrix([]))
    #expect(throws: DatasetError.tooFewRows(0, needed: 1)) { try data.normalize(.standard) }
    #expect(throws: DatasetError.tooFewRows(0, needed: 1)) { try data.take(1) }
  }
}
