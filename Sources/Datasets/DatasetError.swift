/// Why samples cannot be drawn, or why something cannot be done with those of a data set.
public enum DatasetError: Error, Sendable, Equatable {
  /// A number of things that is not within its bounds.
  case countOutOfRange(Counted, Int, ClosedRange<Int>)
  /// A standard deviation of noise that is negative, not a number, or so large that it leaves nothing of a shape.
  case noiseOutOfRange(Double)
  /// Bounds of drawn inputs of which the first is not below the second.
  case boundsOutOfOrder
  /// Bounds of drawn inputs with no finite distance.
  case boundsTooFarApart
  /// A share that is not between 0 and 1.
  case shareOutOfRange(Double)
  /// Fewer rows to learn from than an operation needs.
  case tooFewRows(Int, needed: Int)
  /// A test part where there is one already.
  case hasTestPart
  /// An input column, counted from 1, whose values no finite scale fits.
  case unscalable(column: Int, name: String?)

  /// What is counted.
  public enum Counted: String, Sendable, Equatable {
    case samples
    case classes
    case rows
    case testRows = "test rows"
  }

  /// The largest standard deviation of noise.
  static let mostNoise = 1_000_000.0

  /// What is wrong: one phrase.
  public var message: String {
    switch self {
    case .countOutOfRange(let counted, let count, let bounds):
      "the number of \(counted.rawValue) must be from \(bounds.lowerBound) to \(bounds.upperBound), not \(count)"
    case .noiseOutOfRange(let noise): "noise must be from 0 to \(Int(Self.mostNoise)), not \(noise)"
    case .boundsOutOfOrder: "the inputs are drawn from a smaller number to a larger one"
    case .boundsTooFarApart: "the bounds of the inputs are too far apart"
    case .shareOutOfRange(let share): "the share to test on must be between 0 and 1, not \(share)"
    case .tooFewRows(let rows, let needed):
      "the data has \(counted(rows, "row")) to learn from, but \(needed) \(needed == 1 ? "is" : "are") needed"
    case .hasTestPart: "the data has a test part already"
    case .unscalable(let column, let name):
      "input column \(column)\(name.map { " ('\($0)')" } ?? "") cannot be normalized: "
        + "its values are not finite, too large or too close together"
    }
  }

  /// What to do about it, if there is something to say.
  public var help: String? {
    switch self {
    case .countOutOfRange(.samples, let count, let bounds) where count < bounds.lowerBound && bounds.lowerBound > 1:
      "every class needs a sample"
    case .boundsOutOfOrder: "for example 'from 0 to 2'"
    case .countOutOfRange(.testRows, _, _), .tooFewRows(_, needed: 2):
      "one row at least is kept back, and one is left to learn from"
    default: nil
    }
  }
}
