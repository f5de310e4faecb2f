import Engine

/// Two interleaving half circles, as scikit-learn's `make_moons` places them.
///
/// Class 0 is the upper half of the unit circle around (0, 0), from right to left; class 1 is the lower half of the one
/// around (1, 0.5), from left to right. Coordinates are rounded to multiples of 2⁻²⁰.
public struct Moons: Sendable, Equatable {
  /// The number of points.
  public let samples: Int
  /// The standard deviation of what is added to both coordinates.
  public let noise: Double
  /// The seed of the stream.
  public let seed: UInt32

  /// Creates a generator; there must be at least two points.
  public init(samples: Int, noise: Double, seed: UInt32) throws(DatasetError) {
    try Dataset.requireDrawable(samples: samples, classes: 2, noise: noise)
    (self.samples, self.noise, self.seed) = (samples, noise, seed)
  }

  /// The points, with labels 0 and 1.
  public var dataset: Dataset {
    var stream = RandomStream(seed: seed)
    return Dataset(name: "two moons", points: samples, classes: 2) { place in
      let upper = pointOnCircle(radius: 1, angle: .pi * place.share)
      return stream.moved(place.label == 0 ? upper : (1 - upper.x, 0.5 - upper.y), noise: noise)
    }
  }
}
