#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

import Outputs

/// A range of values with ticks at round numbers: 1, 2 or 5 times a power of ten apart.
struct PlotAxis {
  /// A marked value.
  struct Tick {
    var value: Double
    var label: String
  }

  /// The values from one end of the axis to the other, all data among them.
  let range: ClosedRange<Double>
  /// The ticks in rising order, all within the range.
  let ticks: [Tick]

  /// Fits an axis to finite values, with about as many ticks as asked for; nil if there are no values.
  ///
  /// Values that are all the same get a range from zero to twice the value, so that they lie in the middle. Values that
  /// are all whole get no ticks between whole numbers.
  ///
  /// - Parameters:
  ///   - values: The data, each within `isDrawable(_:)`.
  ///   - intervals: The most steps between ticks within the data: 4 or more.
  ///   - roundsOut: Whether both ends move out to a tick; otherwise an end does so only if the tick is near.
  init?(_ values: [Double], intervals: Int, roundsOut: Bool) {
    guard var low = values.min(), var high = values.max() else { return nil }
    let size = max(low.magnitude, high.magnitude)
    if size < 1e-300 {
      (low, high) = (-1, 1)
    } else if high - low <= size * 1e-12 {
      (low, high) = (min(0, 2 * low), max(0, 2 * high))
    }
    let isWhole = values.allSatisfy { $0.rounded() == $0 }
    let step = Step(atLeast: max((high - low) / Double(intervals), isWhole ? 1 : 0))

    // The outermost steps around the data; the tolerance forgives the rounding of the division.
    var first = Int((low / step.size + 1e-9).rounded(.down))
    var last = Int((high / step.size - 1e-9).rounded(.up))
    let reach = roundsOut ? .infinity : (high - low) / 20
    if low - step.value(first) > reach { first += 1 } else { low = min(low, step.value(first)) }
    if step.value(last) - high > reach { last -= 1 } else { high = max(high, step.value(last)) }
    range = low...high
    ticks = stride(from: first, through: last, by: 1).map { index in
      Tick(value: step.value(index), label: step.label(index, largest: max(first.magnitude, last.magnitude)))
    }
  }

  /// The place of a value between the ends of the axis, 0 to 1.
  func fraction(_ value: Double) -> Double {
    min(max((value - range.lowerBound) / (range.upperBound - range.lowerBound), 0), 1)
  }

  /// Whether a value has a place on an axis: it is finite, and so is its distance from any other such value.
  static func isDrawable(_ value: Double) -> Bool {
    value.magnitude <= 1e300
  }
}

/// The distance between two ticks: a mantissa of 1, 2 or 5 and a power of ten.
private struct Step {
  let mantissa: Int
  let exponent: Int

  /// The smallest step that is not below a positive size.
  init(atLeast size: Double) {
    let power = Int(log10(size).rounded(.down))
    let choices = [(1, power), (2, power), (5, power), (1, power + 1)]
    (mantissa, exponent) = choices.first { Self.product($0.0, $0.1) >= size } ?? (2, power + 1)
  }

  var size: Double { value(1) }

  func value(_ index: Int) -> Double {
    Self.product(index * mantissa, exponent)
  }

  /// Writes a multiple of the step with the digits it needs, in scientific form if the axis is very large or small.
  func label(_ index: Int, largest: UInt) -> String {
    if index == 0 { return "0" }
    let digits = String(largest * UInt(mantissa)).count
    return (-4..<7).contains(digits - 1 + exponent)
      ? fixed(value(index), decimals: max(0, -exponent))
      : scientific(value(index), decimals: digits - 1)
  }

  /// The nearest `Double` to a whole number times a power of ten.
  private static func product(_ factor: Int, _ exponent: Int) -> Double {
    Double("\(factor)e\(exponent)")!
  }
}
