import Outputs

/// One panel of a plot in lines of text: the drawing with an axis on the left and one below.
struct TextPanel {
  let panel: Plot.Panel
  let charset: Charset
  /// Gives text of a series its colour.
  let paint: (String, Int) -> String
  /// The columns that no line may pass.
  let limit: Int
  /// Whether the drawing itself is to have so many columns, however long its labels are.
  let drawing: Int?
  /// The height of a wide drawing, in characters.
  let rows: Int
  let isSmall: Bool

  /// A line, and the columns that it takes without its colours.
  struct Line {
    var text: String
    var columns: Int

    init(_ text: String) { (self.text, columns) = (text, displayWidth(text)) }
    init(_ text: String, columns: Int) { (self.text, self.columns) = (text, columns) }
  }

  /// The lines from the top.
  func lines() -> [Line] {
    var lines = [panel.title ?? "", panel.y.label].map { label($0, limit) }.filter { !$0.isEmpty }.map { Line($0) }
    let breadth = drawing ?? limit
    guard let axes = PlotAxes(panel, xIntervals: max(4, breadth / (isSmall ? 8 : 12)), yIntervals: max(4, rows / 3))
    else {
      return lines + [Line(label("(no finite points to draw)", limit))]
    }
    // However long the labels of the ticks are, 8 columns stay for the drawing.
    let yLabels = axes.y.ticks.map { label($0.label, max(3, min(limit - 10, limit / 2))) }
    let hasAxes = panel.x.scale != .hidden || panel.y.scale != .hidden
    let margin = hasAxes ? yLabels.map { displayWidth($0) }.max() ?? 0 : -2
    let size = size(room: max(8, min(drawing ?? .max, limit - margin - 2)))
    var canvas = TextCanvas(columns: size.columns, rows: size.rows)
    for mark in panel.marks { TextMarks(axes: axes, size: size, charset: charset).draw(mark, on: &canvas) }
    let drawn = canvas.lines(charset, paint: paint)
    guard hasAxes else { return lines + drawn.map { Line($0, columns: size.columns) } }

    let isDownward = if case .names = panel.y.scale { true } else { false }
    func row(_ tick: Tick) -> Int {
      let fraction = axes.y.fraction(tick.value)
      if isDownward { return min(Int(fraction * Double(size.rows)), size.rows - 1) }
      return Int(((1 - fraction) * Double(canvas.height - 1)).rounded()) / 4
    }
    let labels = Dictionary(zip(axes.y.ticks.map(row), yLabels), uniquingKeysWith: { isDownward ? $0 : $1 })
    for (row, line) in drawn.enumerated() {
      let label = labels[row] ?? ""
      let start = blank(margin - displayWidth(label)) + label + (label.isEmpty ? " |" : " +")
      lines.append(Line(start + line, columns: margin + 2 + size.columns))
    }
    let isCells = if case .names = panel.x.scale { true } else { false }
    let ticks = axes.x.ticks.map { tick in
      let fraction = axes.x.fraction(tick.value)
      let column =
        isCells
        ? min(Int(fraction * Double(size.columns)), size.columns - 1)
        : Int((fraction * Double(canvas.width - 1)).rounded()) / 2
      return (column: column, label: label(tick.label, limit - margin - 1))
    }
    lines += horizontalAxis(ticks, columns: size.columns).map { Line(blank(margin + 1) + $0) }
    let xLabel = label(panel.x.label, limit - margin - 2)
    if !xLabel.isEmpty { lines.append(Line(blank(margin + 2 + (size.columns - displayWidth(xLabel)) / 2) + xLabel)) }
    return lines
  }

  /// The size of the drawing, in characters.
  private func size(room: Int) -> (columns: Int, rows: Int) {
    switch panel.shape {
    case .wide: return (drawing ?? room, rows)
    case .square:
      // A character is about twice as high as it is wide.
      let rows = min(isSmall ? 9 : 24, max(4, room / 2))
      return (2 * rows, rows)
    case .cells:
      let (across, down) = (cells(panel.x), cells(panel.y))
      let wanted = panel.marks.map {
        if case .field(let field) = $0 { TextMarks.columns(ofValuesIn: field) ?? 2 } else { 2 }
      }
      let width = [wanted.max() ?? 2, 2, 1].first { $0 * across <= room } ?? 1
      return (min(room, width * across), min(down, 32))
    }
  }

  private func cells(_ axis: Plot.Axis) -> Int {
    if case .names(let names) = axis.scale { return max(names.count, 1) }
    return max(1, Int(axis.range?.upperBound ?? 1))
  }

  private func label(_ text: String, _ columns: Int) -> String {
    shortened(withoutTrailingSpaces(charset.shown(text)), toColumns: columns, in: charset)
  }

  /// The rule below the drawing and the labels centred under its ticks, those left out that would touch another.
  private func horizontalAxis(_ ticks: [(column: Int, label: String)], columns: Int) -> [String] {
    let end = drawing == nil ? columns + 1 : Int.max
    var rule = Array(repeating: Character("-"), count: columns)
    var labels = ""
    var used = 0
    for tick in ticks {
      rule[tick.column] = "+"
      let width = displayWidth(tick.label)
      let start = max(0, min(tick.column + 1 - width / 2, end - width))
      if labels.isEmpty || start > used {
        labels += blank(start - used) + tick.label
        used = start + width
      }
    }
    return ["+" + String(rule), labels]
  }
}
