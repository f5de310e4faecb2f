import Notebook

/// Draws a plot in lines of text: curves of Braille dots, with an axis on the left and one below.
///
/// More than one curve are told apart by their dashes, which a legend shows. All cells of the drawing are Braille
/// characters, so that it stays aligned in any fixed-width face; no line ends in a space.
///
/// - Parameters:
///   - plot: The curves.
///   - columns: The width of the drawing without its axis, in characters: 8 or more.
///   - rows: The height of the drawing without its axis, in characters: 4 or more.
public func textPlot(_ plot: Plot, columns: Int = 72, rows: Int = 16) -> String {
  var lines = [plot.title, plot.yLabel].map { withoutTrailingSpaces(visible($0)) }.filter { !$0.isEmpty }
  guard let axes = axes(of: plot, xIntervals: max(4, columns / 12), yIntervals: max(4, rows / 3)) else {
    return (lines + ["(no finite points to draw)"]).joined(separator: "\n")
  }
  var canvas = BrailleCanvas(columns: columns, rows: rows)
  let (right, bottom) = (Double(canvas.width - 1), Double(canvas.height - 1))
  func x(_ value: Double) -> Int { Int((axes.x.fraction(value) * right).rounded()) }
  func y(_ value: Double) -> Int { Int(((1 - axes.y.fraction(value)) * bottom).rounded()) }
  for (index, series) in plot.series.enumerated() {
    for stroke in strokes(series.points, column: { x($0.x) }) {
      if stroke.count == 1 { canvas.mark(x(stroke[0].x), y(stroke[0].y)) }
      canvas.draw(stroke.map { (x($0.x), y($0.y)) }, pattern: dashes(index))
    }
  }

  let labels = Dictionary(axes.y.ticks.map { (y($0.value) / 4, $0.label) }, uniquingKeysWith: { $1 })
  let margin = axes.y.ticks.map(\.label.count).max() ?? 0
  for (row, line) in canvas.lines.enumerated() {
    let label = labels[row] ?? ""
    lines.append(blank(margin - label.count) + label + (label.isEmpty ? " |" : " +") + line)
  }
  let ticks = axes.x.ticks.map { (column: x($0.value) / 2, label: $0.label) }
  lines += horizontalAxis(ticks, columns: columns).map { blank(margin + 1) + $0 }
  let label = withoutTrailingSpaces(visible(plot.xLabel))
  if !label.isEmpty {
    lines.append(blank(margin + 2 + (columns - displayWidth(label)) / 2) + label)
  }
  return (lines + legendEntries(plot.series).map(legendLine)).joined(separator: "\n")
}

/// The rule below the drawing and the labels centred under its ticks, those left out that would touch another.
private func horizontalAxis(_ ticks: [(column: Int, label: String)], columns: Int) -> [String] {
  var rule = Array(repeating: Character("-"), count: columns)
  var labels = ""
  for tick in ticks {
    rule[tick.column] = "+"
    let start = max(0, tick.column + 1 - tick.label.count / 2)
    if labels.isEmpty || start > labels.count {
      labels += blank(start - labels.count) + tick.label
    }
  }
  return ["+" + String(rule), labels]
}

/// A piece of a curve and its name.
private func legendLine(_ entry: LegendEntry) -> String {
  var piece = BrailleCanvas(columns: 8, rows: 1)
  if let curve = entry.curve { piece.draw([(0, 1), (piece.width - 1, 1)], pattern: dashes(curve)) }
  return piece.lines[0] + withoutTrailingSpaces(" " + entry.text)
}

/// The dashes of a curve, for `BrailleCanvas.draw`: solid, long, dotted, long and dot, and then again.
private func dashes(_ index: Int) -> UInt8 {
  [0b1111_1111, 0b0001_1111, 0b0001_0001, 0b0100_1111][index % 4]
}

private func withoutTrailingSpaces(_ text: String) -> String {
  var text = text[...]
  while text.last == " " { text.removeLast() }
  return String(text)
}
