import Testing

@testable import Datasets
@testable import Engine

/// Sets of points and pictures that the program draws.
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
}
