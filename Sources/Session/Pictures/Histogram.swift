import Outputs

/// How often values fall into each of equal parts of a range.
struct Histogram {
  let bars: Plot.Bars
  let mean: Double
  let deviation: Double

  /// Counts the finite ones of some values; sums run in their order.
  init(_ values: [Double], over range: ClosedRange<Double>, bins: Int = 30, series: Int = 0) {
    let finite = values.filter(\.isFinite)
    let width = (range.upperBound - range.lowerBound) / Double(bins)
    var counts = [Double](repeating: 0, count: bins)
    for value in finite where range.contains(value) {
      counts[min(Int((value - range.lowerBound) / width), bins - 1)] += 1
    }
    let total = Double(max(finite.count, 1))
    let mean = finite.reduce(0, +) / total
    self.mean = mean
    deviation = (finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / total).squareRoot()
    bars = Plot.Bars(
      edges: (0...bins).map { range.lowerBound + width * Double($0) }, heights: counts.map { $0 / total },
      series: series)
  }

  /// The range that holds some values; of values that are all the same one around them.
  static func range(of values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return 0...1 }
    return low < high ? low...high : (low - 0.5)...(high + 0.5)
  }
}
