import Foundation
import Testing

@testable import Datasets
@testable import Engine

/// Sets of points and pictures that the program draws.
@Suite struct DrawnDataTests {
  /// The generators by the names of the `data` command.
  private static func draw(
    _ shape: String, samples: Int, classes: Int = 2, noise: Double = 0.1, seed: UInt32 = 0
  ) throws -> Dataset {
    switch shape {
    case "spiral": try Spiral(samples: samples, classes: classes, noise: noise, seed: seed).dataset
    case "moons": try Moons(samples: samples, noise: noise, seed: seed).dataset
    case "circles": try Circles(samples: samples, noise: noise, seed: seed).dataset
    case "blobs": try Blobs(samples: samples, classes: classes, noise: noise, seed: seed).dataset
    default: try Digits(samples: samples, noise: noise, seed: seed).dataset
    }
  }

  private static let shapes = [("spiral", 3), ("moons", 2), ("circles", 2), ("blobs", 4), ("digits", 10)]

  private static let recorded: [String] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/drawn/drawn.txt")
    return ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
  }()

  @Test func drawsWhatPythonRecorded() throws {
    #expect(Self.recorded.count == 30)
    #expect(Set(Self.recorded.map { $0.prefix { $0 != " " } }) == ["spiral", "moons", "circles", "blobs", "digits"])
    for line in Self.recorded {
      let words = line.split(separator: " ").map(String.init)
      let title = words.prefix(5).joined(separator: " ")
      let data = try Self.draw(
        words[0], samples: #require(Int(words[1])), classes: #require(Int(words[2])),
        noise: #require(Double(words[3])), seed: #require(UInt32(words[4])))
      let row = try #require(Int(words[6]))
      let isAsShown = data.inputs.row(row).map { String(Int($0 * 0x1p20)) } == Array(words[7...])
      #expect(isAsShown, "row \(row) of \(title)")
      var checksum: UInt64 = 0xCBF2_9CE4_8422_2325
      for value in data.inputs.values {
        checksum = (checksum ^ UInt64(bitPattern: Int64(value * 0x1p20))) &* 0x100_0000_01B3
      }
      #expect(checksum == UInt64(words[5], radix: 16), "\(title)")
    }
  }

  @Test(arguments: shapes)
  func drawnDataIsBalancedSeededAndRounded(shape: String, classes: Int) throws {
    let data = try Self.draw(shape, samples: 101, classes: classes, seed: 6)
    #expect(data.classCount == classes && data.inputs.rows == 101)
    #expect((0..<101).allSatisfy { data.targets[$0, 0] == Double($0 % classes) })
    #expect(data.inputs.values.allSatisfy { ($0 * 0x1p20).rounded() == $0 * 0x1p20 && $0.magnitude < 4 })
    #expect(data.inputs.values.allSatisfy { $0 != 0 || $0.sign == .plus }, "there is no -0")
    let isSeeded =
      try data == Self.draw(shape, samples: 101, classes: classes, seed: 6)
      && data.inputs != Self.draw(shape, samples: 101, classes: classes, seed: 7).inputs
    #expect(isSeeded)
  }

  @Test func namesAreThoseOfSentences() throws {
    let names = try Self.shapes.map { try Self.draw($0, samples: 10, classes: $1).name }
    #expect(names == ["spiral of 3 classes", "two moons", "two circles", "4 blobs", "digits"])
    #expect(try Spiral(samples: 1, classes: 1, noise: 0, seed: 0).dataset.name == "spiral of 1 class")
  }

  @Test func withoutNoiseCirclesAndMoonsAreRound() throws {
    let circles = try Self.draw("circles", samples: 40, noise: 0).inputs
    let moons = try Self.draw("moons", samples: 41, noise: 0).inputs
    func radius(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
    for row in 0..<40 {
      #expect((radius(circles[row, 0], circles[row, 1]) - (row % 2 == 0 ? 1 : 0.5)).magnitude < 0x1p-20)
      let (x, y) = (moons[row, 0], moons[row, 1])
      #expect((row % 2 == 0 ? y >= 0 : y <= 0.5), "row \(row)")
      #expect(((row % 2 == 0 ? radius(x, y) : radius(x - 1, y - 0.5)) - 1).magnitude < 0x1p-20)
    }
    #expect(moons.row(0) == [1, 0] && moons.row(40) == [-1, 0], "the upper moon ends where it should")
    #expect(moons.row(1) == [0, 0.5] && moons.row(39) == [2, 0.5], "and so does the lower")
  }

  @Test func armsOfASpiralWindEvenlyOutwards() throws {
    let spiral = try Self.draw("spiral", samples: 302, classes: 3, noise: 0).inputs
    for row in 0..<302 {
      let ofClass = row % 3 == 2 ? 100 : 101
      let radius = (spiral[row, 0] * spiral[row, 0] + spiral[row, 1] * spiral[row, 1]).squareRoot()
      #expect((radius - Double(row / 3) / Double(ofClass - 1)).magnitude < 0x1p-19, "row \(row)")
    }
  }

  @Test func cloudsHaveTheirDeviation() throws {
    let blobs = try Self.draw("blobs", samples: 4000, classes: 2, noise: 0.2, seed: 3).inputs
    let values = stride(from: 0, to: 4000, by: 2).map { blobs[$0, 0] }
    let mean = values.reduce(0, +) / 2000
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2000).squareRoot()
    #expect(mean.magnitude < 1.02 && (deviation - 0.2).magnitude < 0.01)
  }

  @Test func digitsArePicturesOfInkOnPaper() throws {
    let data = try Self.draw("digits", samples: 50, noise: 0, seed: 1)
    #expect(data.inputs.columns == 64 && data.pictureShape == Dataset.PictureShape(rows: 8, columns: 8))
    #expect(data.inputs.values.allSatisfy { (0...1).contains($0) })
    for row in 0..<50 {
      let ink = data.inputs.row(row).reduce(0, +)
      #expect(ink > 3 && ink < 32, "row \(row)")
    }
  }

  /// The nearest mean picture names most digits, yet not all of them.
  @Test func digitsAreLearnableButNotTrivial() throws {
    let (known, unknown) = try (
      Self.draw("digits", samples: 1000, seed: 1).inputs, Self.draw("digits", samples: 500, seed: 2).inputs
    )
    let means = (0..<10).map { digit in
      (0..<64).map { pixel in stride(from: digit, to: 1000, by: 10).reduce(0) { $0 + known[$1, pixel] } / 100 }
    }
    let right = (0..<500).count { row in
      let distances = means.map { mean in zip(mean, unknown.row(row)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
      return distances.firstIndex(of: distances.min() ?? 0) == row % 10
    }
    #expect((250..<490).contains(right), "\(right) of 500")
  }

  @Test(arguments: shapes)
  func whatCannotBeDrawnIsSaid(shape: String, classes: Int) {
    for noise in [-0.1, .nan, .infinity, 1e308] {
      let error = #expect(throws: DatasetError.self) {
        try Self.draw(shape, samples: 10, classes: classes, noise: noise)
      }
      #expect(error?.message == "noise must be from 0 to 1000000, not \(noise)")
    }
    let fewest = shape == "digits" ? 1 : classes
    for samples in [fewest - 1, -1, Int.min, Int.max] {
      let error = #expect(throws: DatasetError.self) { try Self.draw(shape, samples: samples, classes: classes) }
      let most = shape == "digits" ? 100_000 : 1_000_000
      #expect(error?.message == "the number of samples must be from \(fewest) to \(most), not \(samples)")
      #expect(error?.help == (samples < fewest && fewest > 1 ? "every class needs a sample" : nil))
    }
  }

  @Test(arguments: ["spiral", "blobs"])
  func thereIsAClassAtLeast(shape: String) {
    for classes in [0, -3, Int.max] {
      #expect(throws: DatasetError.countOutOfRange(.classes, classes, 1...1_000_000)) {
        try Self.draw(shape, samples: 10, classes: classes)
      }
    }
  }

  @Test(arguments: ["spiral", "moons", "circles", "blobs", "digits"])
  func theLargestNoiseIsDrawnAsFiniteNumbers(shape: String) throws {
    let data = try Self.draw(shape, samples: 20, noise: DatasetError.mostNoise)
    #expect(data.inputs.values.allSatisfy { $0.isFinite })
  }
}
