import Outputs

/// How often values fall into each of equal parts of a range.
struct Histogram {
  let bars: Plot.Bars
  let mean: Double
  let deviation: Double

  /// Counts the finite ones of some values; sums run in their order.
  init(_ values: [Double], over range: ClosedRange<Double>, bins: Int = 30, series: Int = 0) {
    let finite = values.filter(\.isFinite)
    let (low, length) = (range.lowerBound, range.upperBound - range.lowerBound)
    var counts = [Double](repeating: 0, count: bins)
    for value in finite where range.contains(value) {
      let share = (value - low) / length * Double(bins)
      counts[share.isFinite ? min(Int(share), bins - 1) : 0] += 1
    }
    let total = Double(max(finite.count, 1))
    let mean = finite.isEmpty ? .nan : finite.reduce(0, +) / total
    self.mean = mean
    deviation = (finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / total).squareRoot()
    bars = Plot.Bars(
      edges: (0...bins).map { low + length * (Double($0) / Double(bins)) }, heights: counts.map { $0 / total },
      series: series)
  }

  /// The range that holds some values; of values that are all the same one around them.
  static func range(of values: [Double]) -> ClosedRange<Double> {
    ClosedRange(around: values, share: 0, atLeast: 0.5)
  }
}
