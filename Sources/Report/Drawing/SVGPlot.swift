import Outputs

/// The second line of every picture, by which a picture that no report refers to any more is recognised.
public let figureMarker = "<!-- nbrun figure -->"

/// Draws a plot as a self-contained SVG picture of 640 by 400 units, the same bytes for the same plot.
///
/// Curves differ in colours that the colour-blind can tell apart; more than one curve come with a legend on the right.
public func svgPlot(_ plot: Plot) -> String {
  let body = axes(of: plot, xIntervals: 7, yIntervals: 6).map { drawing(plot, SVGLayout(plot, axes: $0)) }
  return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" width="640" height="400" role="img" \
    font-family="system-ui, sans-serif" font-size="12" fill="#333">
    \(figureMarker)
    <title>\(xmlEscaped(plot.title))</title>
    <desc>\(xmlEscaped(description(of: plot)))</desc>
    <rect width="640" height="400" fill="#fff"/>
    \(text(plot.title, columns: 70, x: 320, y: 28, #"text-anchor="middle" font-size="15""#))
    \(body ?? text("no finite points to draw", columns: 70, x: 320, y: 200, #"text-anchor="middle""#))
    </svg>

    """
}

/// The place of the curves within the picture, in units from its top left corner.
private struct SVGLayout {
  let axes: (x: PlotAxis, y: PlotAxis)
  let left: Double
  let right: Double
  let top = 48.0
  let bottom = 344.0
  let legend: [LegendEntry]

  init(_ plot: Plot, axes: (x: PlotAxis, y: PlotAxis)) {
    self.axes = axes
    legend = legendEntries(plot.series)
    let legendColumns = legend.map { min(20, displayWidth($0.text)) }.max()
    left = 40 + columnWidth * Double(axes.y.ticks.map(\.label.count).max() ?? 0)
    right = legendColumns.map { 588 - columnWidth * Double(max(8, $0)) } ?? 612
  }

  func x(_ value: Double) -> Double { left + axes.x.fraction(value) * (right - left) }
  func y(_ value: Double) -> Double { bottom - axes.y.fraction(value) * (bottom - top) }
}

private func drawing(_ plot: Plot, _ layout: SVGLayout) -> String {
  let middle = (layout.left + layout.right) / 2
  var lines = frame(layout)
  for (index, series) in plot.series.enumerated() { lines += curve(series, index, layout) }
  lines.append(text(plot.xLabel, columns: 60, x: middle, y: 388, #"text-anchor="middle""#))
  lines.append(text(plot.yLabel, columns: 40, x: -196, y: 20, #"text-anchor="middle" transform="rotate(-90)""#))
  return (lines + legend(layout.legend, layout)).joined(separator: "\n")
}

/// The width of a column of text at 12 units of height, on the safe side for common faces.
private let columnWidth = 7.0

/// The grid, the axes and the labels of their ticks, those left out that would touch another.
private func frame(_ layout: SVGLayout) -> [String] {
  var grid = ""
  var labels: [String] = []
  for tick in layout.axes.y.ticks {
    let y = layout.y(tick.value)
    grid += "M\(number(layout.left)) \(number(y))H\(number(layout.right))"
    labels.append(text(tick.label, columns: 40, x: layout.left - 7, y: y + 4, #"text-anchor="end""#))
  }
  var end = -Double.infinity
  for tick in layout.axes.x.ticks {
    let x = layout.x(tick.value)
    grid += "M\(number(x)) \(number(layout.top))V\(number(layout.bottom))"
    let half = columnWidth * Double(tick.label.count) / 2
    if x - half < end { continue }
    end = x + half + columnWidth
    labels.append(text(tick.label, columns: 40, x: x, y: layout.bottom + 18, #"text-anchor="middle""#))
  }
  let sides = "M\(number(layout.left)) \(number(layout.top))V\(number(layout.bottom))H\(number(layout.right))"
  return [
    ##"<path d="\##(grid)" stroke="#e4e4e4" fill="none"/>"##, ##"<path d="\##(sides)" stroke="#777" fill="none"/>"##,
  ] + labels
}

/// The lines of a curve; a point between two gaps is a dot.
private func curve(_ series: Plot.Series, _ index: Int, _ layout: SVGLayout) -> [String] {
  strokes(series.points, column: { Int(layout.x($0.x)) }).map { stroke in
    let points = stroke.map { (number(layout.x($0.x)), number(layout.y($0.y))) }
    if points.count == 1 {
      return #"<circle cx="\#(points[0].0)" cy="\#(points[0].1)" r="3" fill="\#(colour(index))"/>"#
    }
    let list = points.map { "\($0),\($1)" }.joined(separator: " ")
    return #"<polyline points="\#(list)" fill="none" \#(pen(index))/>"#
  }
}

/// A piece of each named curve and its name, one below the other on the right.
private func legend(_ entries: [LegendEntry], _ layout: SVGLayout) -> [String] {
  let x = layout.right + 14
  return entries.enumerated().flatMap { row, entry in
    let y = layout.top + 8 + 18 * Double(row)
    let piece = entry.curve.map { #"<path d="M\#(number(x)) \#(number(y))h22" fill="none" \#(pen($0))/>"# }
    return [piece, text(entry.text, columns: 20, x: x + 28, y: y + 4)].compactMap { $0 }
  }
}

/// The picture in words, for those who cannot see it.
private func description(of plot: Plot) -> String {
  let names = plot.series.map(\.name).joined(separator: ", ")
  return "\(plot.yLabel) against \(plot.xLabel)" + (names.isEmpty ? "" : ": \(names)")
}

/// The stroke of a curve: after the last colour the first comes again, dashed.
private func pen(_ index: Int) -> String {
  #"stroke="\#(colour(index))" stroke-width="1.8" stroke-linejoin="round""#
    + (index / palette.count % 2 == 1 ? #" stroke-dasharray="5 3""# : "")
}

private func colour(_ index: Int) -> String {
  palette[index % palette.count]
}

/// The colours of Okabe and Ito, those that stand out from white first.
private let palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#f0e442"]

/// An element of text, shortened to a count of columns.
private func text(_ content: String, columns: Int, x: Double, y: Double, _ attributes: String = "") -> String {
  let content = xmlEscaped(shortened(visible(content), toColumns: columns))
  return #"<text x="\#(number(x))" y="\#(number(y))"\#(attributes.isEmpty ? "" : " " + attributes)>\#(content)</text>"#
}

/// Writes a coordinate with at most two decimals.
private func number(_ value: Double) -> String {
  let hundredths = Int((value * 100).rounded())
  if hundredths % 100 == 0 { return String(hundredths / 100) }
  let digits = fixed(Double(hundredths) / 100, decimals: 2)
  return hundredths % 10 == 0 ? String(digits.dropLast()) : digits
}

/// Escapes text for XML, with what is invisible made visible.
private func xmlEscaped(_ text: String) -> String {
  visible(text).unicodeScalars.map { scalar in
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    default: String(scalar)
    }
  }.joined()
}
