extension ClosedRange<Double> {
  /// Holds the finite ones of some values with a margin around them; never empty, and never of infinite length.
  ///
  /// - Parameters:
  ///   - values: the values.
  ///   - share: the margin on either side, as a share of the length.
  ///   - least: the margin where all values are about the same.
  init(around values: some Sequence<Double>, share: Double, atLeast least: Double) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite {
      // Beyond that no axis goes.
      let value = Swift.min(Swift.max(value, -1e299), 1e299)
      (low, high) = (Swift.min(low, value), Swift.max(high, value))
    }
    if low > high { (low, high) = (0, 1) }
    let size = Swift.max(low.magnitude, high.magnitude)
    let margin = Swift.max((high - low) * share, high - low <= size * 1e-12 ? Swift.max(least, size / 10) : 0)
    self = (low - margin)...(high + margin)
  }
}
