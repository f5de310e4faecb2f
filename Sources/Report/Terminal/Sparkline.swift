#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension TerminalStyle {
  /// The last values of a series as a line of blocks, exactly so many columns wide.
  ///
  /// The lowest value is the lowest block and the highest the highest; heights are of the logarithms where all values
  /// are positive and span more than a factor of 100. What is not finite, and where there are no values, is blank.
  public func sparkline(_ values: [Double], columns: Int) -> String {
    let last = values.suffix(max(0, columns))
    let finite = last.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return blank(columns) }
    // Halves, for the difference of two values may be too large where half of it is not.
    let isLogarithmic = low > 0 && low < high / 100
    let height: (Double) -> Double = isLogarithmic ? { log($0) } : { $0 / 2 }
    let span = height(high) - height(low)
    let blocks = Array(isUnicode ? "▁▂▃▄▅▆▇█" : "_.-=*#")
    let line = last.map { value in
      if !value.isFinite { return Character(" ") }
      // A series that does not move lies in the middle.
      let fraction = span > 0 ? (height(value) - height(low)) / span : 0.5
      return blocks[min(Int(fraction * Double(blocks.count)), blocks.count - 1)]
    }
    return String(line) + blank(columns - line.count)
  }
}
