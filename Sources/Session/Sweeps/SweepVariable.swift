import Engine
import Language
import Outputs

/// A name of a sweep and what it stands for in turn.
struct SweepVariable: Sendable, Equatable {
  /// The name; `$name` stands for the value.
  let name: String
  /// Where it and its values stand.
  let place: Span
  /// What it stands for.
  let choice: Choice

  /// The values that a variable may have.
  enum Choice: Sendable, Equatable {
    /// One after the other.
    case values([Token.Kind])
    /// Numbers drawn from one to another, evenly or by their logarithms.
    case drawn(ClosedRange<Double>, isLogarithmic: Bool)

    /// The values, or the ends of what they are drawn from.
    var extremes: [Token.Kind] {
      switch self {
      case .values(let values): values
      case .drawn(let range, _): [.number(range.lowerBound), .number(range.upperBound)]
      }
    }

    /// A value drawn from a stream: one of the list, or a number of the range.
    func draw(from stream: inout RandomStream) -> Token.Kind {
      switch self {
      case .values(let values): values[Int(stream.integer(through: UInt32(values.count - 1)))]
      case .drawn(let range, let isLogarithmic):
        .number(drawnNumber(from: range, isLogarithmic: isLogarithmic, stream.uniform()))
      }
    }
  }
}

/// A number a share of the way from one to another: whole where both are, and otherwise of six digits, so that what is
/// written of it is what it is.
private func drawnNumber(from range: ClosedRange<Double>, isLogarithmic: Bool, _ share: Double) -> Double {
  let (lower, upper) = (range.lowerBound, range.upperBound)
  if isLogarithmic { return spaced(lower, upper, share, isLogarithmic: true) }
  guard lower == lower.rounded(), upper == upper.rounded() else {
    return spaced(lower, upper, share, isLogarithmic: false)
  }
  return min(upper, lower + (share * (upper - lower + 1)).rounded(.down))
}

/// A number a share of the way between two, evenly or by logarithms, to six digits; the ends as they are.
func spaced(_ lower: Double, _ upper: Double, _ share: Double, isLogarithmic: Bool) -> Double {
  if share == 0 || share == 1 { return share == 0 ? lower : upper }
  let value =
    isLogarithmic
    ? exponential(logarithm(lower) + (logarithm(upper) - logarithm(lower)) * share) : lower + (upper - lower) * share
  return Double(scientific(value, decimals: 5)) ?? value
}
