import Engine

// What the generators share. All that is drawn is a function of the parameters and the seed: it comes from a stream of
// its own, never a session's, and row i is of class i modulo the number of classes, so that every beginning of a set is
// balanced.

/// A number rounded to the nearest multiple of 2⁻²⁰, never -0.
///
/// So a number that was computed in another order, in its last bits another, is but for about one in 2³¹ the same.
func rounded(_ value: Double) -> Double { (value * 0x1p20).rounded() * 0x1p-20 + 0 }

/// A point of a circle around the origin, its angle counted from the x axis to the y axis.
func pointOnCircle(radius: Double, angle: Double) -> (x: Double, y: Double) {
  (radius * cosine(angle), radius * sine(angle))
}

/// Where a point stands among those of its class.
struct PlaceInClass {
  /// The class, counted from 0.
  let label: Int
  /// The place, counted from 0.
  let index: Int
  /// The points of the class; where the classes do not come out even, the first ones have one more.
  let count: Int

  /// From 0 for the first point of the class to 1 for its last.
  var share: Double { count > 1 ? Double(index) / Double(count - 1) : 0 }
}

extension Dataset {
  /// Checks what a generator is given; points take a sample a class at least, and a million samples at most.
  static func requireDrawable(
    samples: Int, classes: Int, noise: Double, bounds: ClosedRange<Int>? = nil
  ) throws(DatasetError) {
    // As many as class labels may be: larger whole numbers are taken for values.
    guard (1...1_000_000).contains(classes) else { throw .countOutOfRange(.classes, classes, 1...1_000_000) }
    let bounds = bounds ?? classes...1_000_000
    guard bounds.contains(samples) else { throw .countOutOfRange(.samples, samples, bounds) }
    guard noise >= 0, noise <= DatasetError.mostNoise else { throw .noiseOutOfRange(noise) }
  }

  /// Points in the plane, each a function of its place in its class, rounded, with labels 0, 1, 2 …
  init(name: String, points: Int, classes: Int, at point: (PlaceInClass) -> (x: Double, y: Double)) {
    var values: [Double] = []
    values.reserveCapacity(2 * points)
    for row in 0..<points {
      let label = row % classes
      let (x, y) = point(
        PlaceInClass(label: label, index: row / classes, count: (points - label + classes - 1) / classes))
      values += [rounded(x), rounded(y)]
    }
    self.init(
      name: name, inputs: Matrix(rows: points, columns: 2, values: values),
      targets: Self.cyclingLabels(points, classes: classes))
  }

  /// A column of the labels 0, 1, 2 … over and over.
  static func cyclingLabels(_ rows: Int, classes: Int) -> Matrix {
    Matrix(rows: rows, columns: 1, values: (0..<rows).map { Double($0 % classes) })
  }
}

extension RandomStream {
  /// A point moved by normal noise of a standard deviation, first in x.
  mutating func moved(_ point: (x: Double, y: Double), noise: Double) -> (x: Double, y: Double) {
    let x = point.x + noise * normal()
    return (x, point.y + noise * normal())
  }
}
