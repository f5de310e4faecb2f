import Datasets
import Language

/// Points in the plane, drawn from a stream of their own.
struct PointsSource: DataSource {
  private let name: String
  private let count: Int
  /// The number of classes, where the shape has a choice.
  private let classes: Int?
  private let noise: Double
  private let seed: UInt32

  static let forms = [
    Form("spiral", "arms that wind outwards, one a class", [points, manyClasses, .noise("0.02"), .ownSeed]),
    Form("moons", "two interleaving half circles", [points, .noise("0.1"), .ownSeed]),
    Form("circles", "a circle within another", [points, .noise("0.05"), .ownSeed]),
    Form("blobs", "clouds around centres", [points, manyClasses, .noise("0.1"), .ownSeed]),
  ]

  private static let points = Parameter.positional("count", .integer(2...1_000_000), "the number of points")
  private static let manyClasses = Parameter.keyword(
    "classes", .integer(2...1000), default: "3", "the number of classes")

  init(_ name: String, _ arguments: Arguments, outer: Arguments) {
    (self.name, count, classes) = (name, arguments.integer("count"), arguments.integer(ifGiven: "classes"))
    (noise, seed) = (arguments.number("noise"), UInt32(arguments.integer("seed")))
  }

  func facts(_ facts: Facts, _ at: Places) throws(Diagnostic) -> DataFacts? {
    _ = try generator(at)
    return DataFacts(rows: count, inputs: 2, cycling: classes ?? 2, place: at.head)
  }

  func dataset(_ context: inout RunContext) throws(Diagnostic) -> Dataset { try generator(context.at)() }

  /// What draws the points; what is wrong with the arguments is found before anything is drawn.
  private func generator(_ at: Places) throws(Diagnostic) -> () -> Dataset {
    do throws(DatasetError) {
      switch name {
      case "spiral":
        let spiral = try Spiral(samples: count, classes: classes ?? 2, noise: noise, seed: seed)
        return { spiral.dataset }
      case "moons":
        let moons = try Moons(samples: count, noise: noise, seed: seed)
        return { moons.dataset }
      case "circles":
        let circles = try Circles(samples: count, noise: noise, seed: seed)
        return { circles.dataset }
      case "blobs":
        let blobs = try Blobs(samples: count, classes: classes ?? 2, noise: noise, seed: seed)
        return { blobs.dataset }
      default: preconditionFailure("'\(name)' is no shape of points")
      }
    } catch {
      throw Diagnostic(error, ofDrawn: at)
    }
  }
}
