import Outputs

/// The parts of a curve between its gaps, thinned to what can be seen.
///
/// Of neighbouring points in one column only the first, the lowest, the highest and the last stay, so that a spike of
/// one point among thousands still shows.
func strokes(_ points: [Plot.Point], column: (Plot.Point) -> Int) -> [[Plot.Point]] {
  points.split { !isDrawable($0) }.map { part in
    var stroke: [Plot.Point] = []
    var start = part.startIndex
    while start < part.endIndex {
      let here = column(part[start])
      let end = part[start...].firstIndex { column($0) != here } ?? part.endIndex
      let low = (start..<end).min { part[$0].y < part[$1].y }!
      let high = (start..<end).max { part[$0].y < part[$1].y }!
      stroke += Set([start, low, high, end - 1]).sorted().map { part[$0] }
      start = end
    }
    return stroke
  }
}

/// The axes that hold all points of a plot, or nil if there is nothing to draw.
func axes(of plot: Plot, xIntervals: Int, yIntervals: Int) -> (x: PlotAxis, y: PlotAxis)? {
  let points = plot.series.flatMap(\.points).filter(isDrawable)
  guard let x = PlotAxis(points.map(\.x), intervals: xIntervals, roundsOut: false),
    let y = PlotAxis(points.map(\.y), intervals: yIntervals, roundsOut: true)
  else { return nil }
  return (x, y)
}

/// A line of a legend: a curve by its place and name, or a remark without a curve.
struct LegendEntry {
  var curve: Int?
  var text: String
}

/// The legend of a plot: none for a single curve, and at most 16 lines.
func legendEntries(_ series: [Plot.Series]) -> [LegendEntry] {
  if series.count < 2 { return [] }
  let named = series.count > 16 ? series.prefix(15) : series[...]
  let entries = named.enumerated().map { LegendEntry(curve: $0.offset, text: visible($0.element.name)) }
  let missing = series.count - named.count
  return missing == 0 ? entries : entries + [LegendEntry(curve: nil, text: "\(missing) more")]
}

private func isDrawable(_ point: Plot.Point) -> Bool {
  PlotAxis.isDrawable(point.x) && PlotAxis.isDrawable(point.y)
}
