import Testing

@testable import Datasets
@testable import Engine

/// Sets of points and pictures that the program draws, and what is done with rows.
@Suite struct DrawnDataTests {
  private static let shapes: [PointGenerator.Shape] = [
    .spiral(classes: 3), .moons, .circles, .blobs(classes: 4),
  ]

  @Test(arguments: shapes)
  func pointsAreBalancedSeededAndRounded(shape: PointGenerator.Shape) throws {
    let data = PointGenerator(shape, count: 101, noise: 0.1, seed: 6).dataset
    let classes = try #require(data.classCount)
    #expect((0..<101).allSatisfy { data.targets[$0, 0] == Double($0 % classes) })
    #expect(data.inputs.values.allSatisfy { ($0 * 0x1p20).rounded() == $0 * 0x1p20 && $0.magnitude < 4 })
    #expect(data == PointGenerator(shape, count: 101, noise: 0.1, seed: 6).dataset)
    #expect(data != PointGenerator(shape, count: 101, noise: 0.1, seed: 7).dataset)
  }

  @Test func withoutNoiseCirclesAreCircles() {
    let data = PointGenerator(.circles, count: 40, noise: 0, seed: 0).dataset
    for row in 0..<40 {
      let radius = (data.inputs[row, 0] * data.inputs[row, 0] + data.inputs[row, 1] * data.inputs[row, 1]).squareRoot()
      #expect((radius - (row % 2 == 0 ? 1 : 0.5)).magnitude < 1e-5)
    }
  }

  @Test func digitsArePicturesOfInkOnPaper() {
    let data = DigitPictures(count: 50, noise: 0, seed: 1).dataset
    #expect(data.inputs.columns == 64 && data.classCount == 10)
    #expect(data.inputs.values.allSatisfy { (0...1).contains($0) })
    for row in 0..<50 {
      let ink = data.inputs.row(row).reduce(0, +)
      #expect(ink > 3 && ink < 32, "row \(row)")
    }
  }

  private let line = Dataset(
    name: "line", inputs: Matrix((0..<10).map { [Double($0), 5] }), targets: Matrix((0..<10).map { [Double($0)] }))

  @Test func aSplitKeepsEveryRowOnce() throws {
    var (data, stream) = (line, RandomStream(seed: 3))
    data.split(test: 0.3, from: &stream)
    let test = try #require(data.test)
    #expect(data.inputs.rows == 7 && test.inputs.rows == 3)
    #expect((data.targets.values + test.targets.values).sorted() == line.targets.values)
    #expect((0..<7).allSatisfy { data.inputs[$0, 0] == data.targets[$0, 0] })
    #expect(Dataset.rowsLeft(of: 2, test: 0.01) == 1 && Dataset.rowsLeft(of: 2, test: 0.99) == 1)
  }

  @Test func scalesAreThoseOfTheRowsToLearnFrom() throws {
    var data = line
    data.test = Dataset.Samples(inputs: Matrix([[20, 6]]), targets: Matrix([[0]]))
    data.normalize(.minmax)
    #expect(data.inputs[9, 0] == 1 && data.inputs[0, 0] == 0 && data.inputs[3, 1] == 0)
    #expect(try #require(data.test).inputs[0, 0] == 20.0 / 9)
    data.normalize(.standard)
    let column = (0..<10).map { data.inputs[$0, 0] }
    #expect(column.reduce(0, +).magnitude < 1e-12)
    #expect((column.reduce(0) { $0 + $1 * $1 } / 10 - 1).magnitude < 1e-12)
    #expect((data.onScale([9, 5])[0] - column[9]).magnitude < 1e-12)
  }

  @Test func rowsOfBytesStayBytes() {
    let bytes = Matrix(rows: 3, columns: 2, bytes: [0, 255, 51, 102, 1, 2], divisor: 255)
    var data = Dataset(name: "bytes", inputs: bytes, targets: Matrix([[0], [1], [2]]))
    data.take(2)
    #expect(data.inputs == Matrix(rows: 2, columns: 2, bytes: [0, 255, 51, 102], divisor: 255))
    #expect(data.inputs.values == [0, 1, 0.2, 0.4])
  }
}
