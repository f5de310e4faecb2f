import Outputs

/// The parts of a curve between its gaps, thinned to what can be seen.
///
/// Of neighbouring points in one column only the first, the lowest, the highest and the last stay, so that a spike of
/// one point among thousands still shows.
func strokes(_ points: [Plot.Point], in axes: PlotAxes, columns: Double) -> [[Plot.Point]] {
  func column(_ point: Plot.Point) -> Int { Int((axes.x.fraction(point.x) * columns).rounded()) }
  return points.split { !axes.isDrawable($0) }.map { part in
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

/// The keys of a plot, of which at most 16 are shown, and how many more there are.
func shownKeys(_ plot: Plot) -> (keys: [Plot.Key], missing: Int) {
  let shown = plot.keys.count > 16 ? plot.keys.prefix(15) : plot.keys[...]
  return (Array(shown), plot.keys.count - shown.count)
}
