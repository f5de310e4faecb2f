import Engine

/// Normal clouds of points, one a class, as scikit-learn's `make_blobs` makes them in a box of its own.
///
/// The centres are drawn first, evenly between -1 and 1 in both directions. Coordinates are rounded to multiples of
/// 2⁻²⁰.
public struct Blobs: Sendable, Equatable {
  /// The number of points.
  public let samples: Int
  /// The number of clouds.
  public let classes: Int
  /// The standard deviation of the clouds in both directions.
  public let noise: Double
  /// The seed of the stream.
  public let seed: UInt32

  /// Creates a generator; there must be at least one point a cloud.
  public init(samples: Int, classes: Int, noise: Double, seed: UInt32) throws(DatasetError) {
    try Dataset.requireDrawable(samples: samples, classes: classes, noise: noise)
    (self.samples, self.classes, self.noise, self.seed) = (samples, classes, noise, seed)
  }

  /// The points, with labels 0, 1, 2 …
  public var dataset: Dataset {
    var stream = RandomStream(seed: seed)
    let centres = (0..<classes).map { _ in (x: 2 * stream.uniform() - 1, y: 2 * stream.uniform() - 1) }
    return Dataset(name: counted(classes, "blob"), points: samples, classes: classes) { place in
      stream.moved(centres[place.label], noise: noise)
    }
  }
}
