import Engine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Sets of points in the plane, drawn from a seeded stream of their own.
///
/// Row i belongs to class i modulo the number of classes, so every beginning of the set is balanced. Coordinates are
/// rounded to multiples of 2⁻²⁰, which hides in what last bit a C library's sine or logarithm differs from another's.
public struct PointGenerator: Sendable, Equatable {
  /// The shapes.
  public enum Shape: Sendable, Equatable {
    /// Arms that wind half a turn and more outwards, one a class (Karpathy, CS231n).
    case spiral(classes: Int)
    /// Two interleaving half circles (scikit-learn's `make_moons`).
    case moons
    /// A circle of half the radius within another (scikit-learn's `make_circles`).
    case circles
    /// Normal clouds around centres drawn between -1 and 1 in both directions.
    case blobs(classes: Int)
  }

  /// The shape.
  public let shape: Shape
  /// The number of points.
  public let count: Int
  /// The standard deviation of what is added: to the angle of a spiral in turns, otherwise to both coordinates.
  public let noise: Double
  /// The seed of the stream.
  public let seed: UInt32

  /// Creates a generator.
  public init(_ shape: Shape, count: Int, noise: Double, seed: UInt32) {
    (self.shape, self.count, self.noise, self.seed) = (shape, count, noise, seed)
  }

  /// The points, with labels 0, 1, 2 ….
  public var dataset: Dataset {
    var stream = RandomStream(seed: seed)
    let classes: Int
    let name: String
    switch shape {
    case .spiral(let count): (classes, name) = (count, "spiral of \(counted(count, "class", "classes"))")
    case .moons: (classes, name) = (2, "two moons")
    case .circles: (classes, name) = (2, "two circles")
    case .blobs(let count): (classes, name) = (count, counted(count, "blob"))
    }
    var centres: [(Double, Double)] = []
    if case .blobs = shape {
      centres = (0..<classes).map { _ in (2 * stream.uniform() - 1, 2 * stream.uniform() - 1) }
    }
    var values: [Double] = []
    for row in 0..<count {
      let (label, place) = (row % classes, row / classes)
      let ofClass = (count - label + classes - 1) / classes
      // From 0 for the first point of a class to 1 for its last.
      let share = ofClass > 1 ? Double(place) / Double(ofClass - 1) : 0
      var (x, y): (Double, Double)
      switch shape {
      case .spiral:
        let turns = Double(label) / Double(classes) + 0.64 * share + noise * stream.normal()
        (x, y) = (share * sin(2 * .pi * turns), share * cos(2 * .pi * turns))
      case .moons:
        let angle = Double.pi * share
        (x, y) = label == 0 ? (cos(angle), sin(angle)) : (1 - cos(angle), 0.5 - sin(angle))
      case .circles:
        let angle = 2 * Double.pi * Double(place) / Double(ofClass)
        let radius = label == 0 ? 1 : 0.5
        (x, y) = (radius * cos(angle), radius * sin(angle))
      case .blobs: (x, y) = centres[label]
      }
      if case .spiral = shape {
      } else {
        x += noise * stream.normal()
        y += noise * stream.normal()
      }
      values += [rounded(x), rounded(y)]
    }
    return Dataset(
      name: name, inputs: Matrix(rows: count, columns: 2, values: values),
      targets: Matrix(rows: count, columns: 1, values: (0..<count).map { Double($0 % classes) }))
  }
}

/// A number rounded to a multiple of 2⁻²⁰.
func rounded(_ value: Double) -> Double { (value * 0x1p20).rounded() * 0x1p-20 + 0 }
