import Outputs

/// A marked value of an axis.
struct Tick {
  var value: Double
  var label: String
}

/// A range of values with ticks at round numbers: 1, 2 or 5 times a power of ten apart.
struct LinearTicks {
  /// The values from one end of the axis to the other.
  let range: ClosedRange<Double>
  /// The ticks in rising order, all within the range.
  let ticks: [Tick]

  /// Fits an axis to finite values, with about as many ticks as asked for; nil if there are no values.
  ///
  /// Values that are all the same get a range from zero to twice the value, so that they lie in the middle. Values that
  /// are all whole get no ticks between whole numbers.
  ///
  /// - Parameters:
  ///   - values: The data, each drawable.
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

  /// Marks a range at round numbers.
  init(_ range: ClosedRange<Double>, intervals: Int) {
    let step = Step(atLeast: (range.upperBound - range.lowerBound) / Double(intervals))
    let first = Int((range.lowerBound / step.size - 1e-9).rounded(.up))
    let last = Int((range.upperBound / step.size + 1e-9).rounded(.down))
    self.range = range
    ticks =
      first > last
      ? []
      : (first...last).map { index in
        Tick(value: step.value(index), label: step.label(index, largest: max(first.magnitude, last.magnitude)))
      }
  }
}

/// A range of positive values with ticks at powers of ten, and where these are few at 2 and 5 times as well.
struct LogarithmicTicks {
  /// The values from one end of the axis to the other.
  let range: ClosedRange<Double>
  /// The ticks in rising order, all within the range.
  let ticks: [Tick]

  /// Fits an axis to positive values; nil if there are none. The ends move out to ticks where they are the data's own.
  init?(_ values: [Double], intervals: Int, roundsOut: Bool) {
    guard let low = values.min(), let high = values.max() else { return nil }
    let decades = decimalLogarithm(high) - decimalLogarithm(low)
    let mantissas = decades > 2.5 ? [1] : [1, 2, 5]
    let first = Int(decimalLogarithm(low).rounded(.down)) - 1
    let last = Int(decimalLogarithm(high).rounded(.up)) + 1
    let stride = max(1, (last - first) / max(intervals, 1))
    let marks = (first...last).filter { ($0 - first) % stride == 0 }.flatMap { exponent in
      mantissas.map { Tick(value: Step.product($0, exponent), label: Self.label($0, exponent)) }
    }
    let slack = 1 + 1e-9
    let lower = !roundsOut ? low : marks.last { $0.value <= low * slack }?.value ?? low
    let upper = !roundsOut ? high : marks.first { $0.value * slack >= high }?.value ?? high
    range = lower < upper ? lower...upper : lower / 10...upper * 10
    let ends = range
    ticks = marks.filter { ends.contains($0.value) }
  }

  private static func label(_ mantissa: Int, _ exponent: Int) -> String {
    (-4..<7).contains(exponent)
      ? fixed(Step.product(mantissa, exponent), decimals: max(0, -exponent))
      : "\(mantissa)e\(exponent < 0 ? "-" : "+")\(exponent.magnitude < 10 ? "0" : "")\(exponent.magnitude)"
  }
}

/// The distance between two ticks: a mantissa of 1, 2 or 5 and a power of ten.
struct Step {
  let mantissa: Int
  let exponent: Int

  /// The smallest step that is not below a positive size.
  init(atLeast size: Double) {
    let power = Int(decimalLogarithm(size).rounded(.down))
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
  static func product(_ factor: Int, _ exponent: Int) -> Double {
    Double("\(factor)e\(exponent)")!
  }
}
