/// Steps for about ten rows of a log, however many steps there will be: multiples of 1, 2 or 5 times a power of ten.
///
/// As a training grows its rows get further apart, and each was looked at already: a multiple of a larger distance is one
/// of a smaller, but for those of 5, which are no multiples of 2 and are looked at beside them.
struct RoundSteps {
  /// The steps between two looks, at least: 1 step, or those of an epoch.
  private let unit: Int
  /// The least distance, in units.
  private let least: Int
  /// The next step to be looked at.
  private(set) var next: Int

  /// The rows of a training, about: from this many to less than two and a half times as many.
  private static let rows = 10

  init(_ spacing: Training.RowSpacing) {
    unit = spacing.unit
    var distance = 1
    while distance < spacing.least { distance = Self.larger(distance) }
    least = distance
    next = unit * distance
  }

  /// Finds the next step to be looked at after one.
  mutating func pass(_ step: Int) {
    while next <= step {
      let units = next / unit
      let distance = distance(units)
      next = unit * [distance, Self.larger(distance)].map { (units / $0 + 1) * $0 }.min()!
    }
  }

  /// Whether a step has a row in the log of a training that has come so far.
  func isRow(_ step: Int, of made: Int) -> Bool { step % (unit * distance(made / unit)) == 0 }

  /// Whether a step may still have one when the training grows.
  func mayBeRow(_ step: Int, of made: Int) -> Bool {
    let distance = distance(made / unit)
    return step % (unit * distance) == 0 || step % (unit * Self.larger(distance)) == 0
  }

  /// The distance of the rows of a training that has come so far, in units.
  private func distance(_ units: Int) -> Int {
    var distance = least
    while Self.larger(distance) <= units / Self.rows { distance = Self.larger(distance) }
    return distance
  }

  /// The next of 1, 2, 5, 10, 20, 50 and so on.
  private static func larger(_ distance: Int) -> Int {
    var power = 1
    while power <= distance / 10 { power *= 10 }
    return distance / power == 2 ? 5 * power : 2 * distance
  }
}
