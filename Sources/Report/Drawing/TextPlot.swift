import Outputs

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
  TextPlot(rows: rows, width: .drawing(columns)).lines(plot).joined(separator: "\n")
}

/// How a plot is drawn in lines of text.
struct TextPlot {
  /// How wide it is, in characters.
  enum Width {
    /// The drawing without its axis and whatever is longer below and above: 8 or more.
    case drawing(Int)
    /// All of it; no line is longer: 20 or more.
    case whole(Int)
  }

  /// The height of the drawing without its axis, in characters: 4 or more.
  var rows = 16
  /// The width.
  var width: Width
  /// The characters to draw with.
  var charset = Charset.unicode
  /// Gives a piece of a curve, by its place among the plot's, the curve's colour.
  var paint: (String, Int) -> String = { text, _ in text }

  /// Draws a plot, a string a line.
  func lines(_ plot: Plot) -> [String] {
    var lines = [plot.title, plot.yLabel].map { label($0, limit) }.filter { !$0.isEmpty }
    guard let axes = axes(of: plot, xIntervals: max(4, breadth / 12), yIntervals: max(4, rows / 3)) else {
      return lines + [label("(no finite points to draw)", limit)]
    }
    // However long the labels of the ticks are, 8 columns stay for the drawing.
    let yLabels = axes.y.ticks.map { label($0.label, limit - 10) }
    let margin = yLabels.map(\.count).max() ?? 0
    let columns = if case .drawing(let columns) = width { columns } else { limit - margin - 2 }

    var canvas = BrailleCanvas(columns: columns, rows: rows)
    let (right, bottom) = (Double(canvas.width - 1), Double(canvas.height - 1))
    func x(_ value: Double) -> Int { Int((axes.x.fraction(value) * right).rounded()) }
    func y(_ value: Double) -> Int { Int(((1 - axes.y.fraction(value)) * bottom).rounded()) }
    for (index, series) in plot.series.enumerated() {
      for stroke in strokes(series.points, column: { x($0.x) }) {
        if stroke.count == 1 { canvas.mark(x(stroke[0].x), y(stroke[0].y), curve: index) }
        canvas.draw(stroke.map { (x($0.x), y($0.y)) }, pattern: dashes(index), curve: index)
      }
    }

    let labels = Dictionary(zip(axes.y.ticks.map { y($0.value) / 4 }, yLabels), uniquingKeysWith: { $1 })
    for (row, line) in canvas.lines(charset, paint: paint).enumerated() {
      let label = labels[row] ?? ""
      let start = blank(margin - label.count) + label + (label.isEmpty ? " |" : " +")
      lines.append(withoutTrailingSpaces(start + line))
    }
    let ticks = axes.x.ticks.map { (column: x($0.value) / 2, label: label($0.label, limit - margin - 1)) }
    lines += horizontalAxis(ticks, columns: columns).map { blank(margin + 1) + $0 }
    let xLabel = label(plot.xLabel, limit - margin - 2)
    if !xLabel.isEmpty {
      lines.append(blank(margin + 2 + (columns - displayWidth(xLabel)) / 2) + xLabel)
    }
    return lines + legendEntries(plot.series).map(legendLine)
  }

  /// About how wide the drawing is, before its axes are known.
  private var breadth: Int {
    switch width {
    case .drawing(let columns), .whole(let columns): columns
    }
  }

  /// The columns that no line may pass.
  private var limit: Int {
    if case .whole(let columns) = width { columns } else { .max }
  }

  private func label(_ text: String, _ columns: Int) -> String {
    shortened(withoutTrailingSpaces(charset.shown(text)), toColumns: columns, in: charset)
  }

  /// The rule below the drawing and the labels centred under its ticks, those left out that would touch another.
  private func horizontalAxis(_ ticks: [(column: Int, label: String)], columns: Int) -> [String] {
    let end = if case .whole = width { columns + 1 } else { Int.max }
    var rule = Array(repeating: Character("-"), count: columns)
    var labels = ""
    for tick in ticks {
      rule[tick.column] = "+"
      let start = max(0, min(tick.column + 1 - tick.label.count / 2, end - tick.label.count))
      if labels.isEmpty || start > labels.count {
        labels += blank(start - labels.count) + tick.label
      }
    }
    return ["+" + String(rule), labels]
  }

  /// A piece of a curve and its name.
  private func legendLine(_ entry: LegendEntry) -> String {
    var piece = BrailleCanvas(columns: 8, rows: 1)
    if let curve = entry.curve { piece.draw([(0, 1), (piece.width - 1, 1)], pattern: dashes(curve), curve: curve) }
    return withoutTrailingSpaces(piece.lines(charset, paint: paint)[0] + " " + label(entry.text, limit - 9))
  }
}

/// The dashes of a curve, for `BrailleCanvas.draw`: solid, long, dotted, long and dot, and then again.
private func dashes(_ index: Int) -> UInt8 {
  [0b1111_1111, 0b0001_1111, 0b0001_0001, 0b0100_1111][index % 4]
}
