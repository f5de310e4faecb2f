import Engine

/// Arms that wind outwards from the origin, one a class: 4 radians long within a radius of 1.
///
/// The shape is Karpathy's (CS231n, "Minimal neural network case study"): the points of an arm lie at even distances in
/// radius and in angle, and noise turns each about the origin. Coordinates are rounded to multiples of 2⁻²⁰.
public struct Spiral: Sendable, Equatable {
  /// The number of points.
  public let samples: Int
  /// The number of arms.
  public let classes: Int
  /// The standard deviation of what is added to the angle, in turns.
  public let noise: Double
  /// The seed of the stream.
  public let seed: UInt32

  /// Creates a generator; there must be at least one point an arm.
  public init(samples: Int, classes: Int, noise: Double, seed: UInt32) throws(DatasetError) {
    try Dataset.requireDrawable(samples: samples, classes: classes, noise: noise)
    (self.samples, self.classes, self.noise, self.seed) = (samples, classes, noise, seed)
  }

  /// The length of an arm in turns.
  private static let length = 0.64

  /// The points, with labels 0, 1, 2 …
  public var dataset: Dataset {
    var stream = RandomStream(seed: seed)
    return Dataset(
      name: "spiral of \(counted(classes, "class", "classes"))", points: samples, classes: classes
    ) { place in
      let turns = Double(place.label) / Double(classes) + Self.length * place.share + noise * stream.normal()
      // Angles are counted from the y axis.
      let (y, x) = pointOnCircle(radius: place.share, angle: 2 * .pi * turns)
      return (x, y)
    }
  }
}
