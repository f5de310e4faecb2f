import Engine

/// A circle within another, as scikit-learn's `make_circles` places them.
///
/// Class 0 is the unit circle around the origin, class 1 the one of half its radius; the points of each lie at even
/// angles from the x axis on. Coordinates are rounded to multiples of 2⁻²⁰.
public struct Circles: Sendable, Equatable {
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
    return Dataset(name: "two circles", points: samples, classes: 2) { place in
      let angle = 2 * .pi * Double(place.index) / Double(place.count)
      return stream.moved(pointOnCircle(radius: place.label == 0 ? 1 : 0.5, angle: angle), noise: noise)
    }
  }
}
