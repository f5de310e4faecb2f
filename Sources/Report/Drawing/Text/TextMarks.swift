import Outputs

/// Draws marks on a canvas of characters.
struct TextMarks {
  let axes: PlotAxes
  /// The size of the canvas, in characters.
  let size: (columns: Int, rows: Int)
  let charset: Charset

  /// Draws a mark.
  func draw(_ mark: Plot.Mark, on canvas: inout TextCanvas) {
    switch mark {
    case .line(let line): draw(line, &canvas)
    case .points(let points):
      for point in points.points where axes.hold(point) {
        guard let cell = cell(point) else { continue }
        let sign = TextSigns.point(points.sign, points.series, charset)
        canvas.put(sign, column: cell.column, row: cell.row, series: points.series)
      }
    case .field(let field): draw(field, &canvas)
    case .bars(let bars): draw(bars, &canvas)
    case .links(let links):
      for link in links.sorted(by: { $0.strength.magnitude < $1.strength.magnitude }) {
        guard let start = dot(link.start), let end = dot(link.end) else { continue }
        canvas.draw([start, end], pattern: TextSigns.dashes(ofSign: link.strength), series: link.strength < 0 ? 1 : 0)
      }
    case .texts(let texts): for text in texts { draw(text, &canvas) }
    }
  }

  /// The dot nearest to a point.
  private func dot(_ point: Plot.Point) -> (x: Int, y: Int)? {
    axes.place(point).map { place in
      let (right, bottom) = (Double(2 * size.columns - 1), Double(4 * size.rows - 1))
      return (Int((place.x * right).rounded()), Int(((1 - place.y) * bottom).rounded()))
    }
  }

  /// The character that a point lies in.
  private func cell(_ point: Plot.Point) -> (column: Int, row: Int)? { dot(point).map { ($0.x / 2, $0.y / 4) } }

  private func draw(_ line: Plot.Line, _ canvas: inout TextCanvas) {
    for stroke in strokes(line.points, in: axes, columns: Double(2 * size.columns - 1)) {
      let dots = stroke.compactMap(dot)
      if dots.count == 1 { canvas.mark(dots[0].x, dots[0].y, series: line.series) }
      canvas.draw(dots, pattern: TextSigns.dashes(line.series, line.weight), series: line.series)
      guard line.weight == .thick else { continue }
      canvas.draw(
        dots.map { ($0.x, max(0, $0.y - 1)) }, pattern: TextSigns.dashes(line.series, line.weight), series: line.series)
    }
  }

  /// Fills characters with what lies in their middle, or, where there is a cell a name, with values.
  private func draw(_ field: Plot.Field, _ canvas: inout TextCanvas) {
    guard let a = axes.place(.init(x: field.x.lowerBound, y: field.y.lowerBound)),
      let b = axes.place(.init(x: field.x.upperBound, y: field.y.upperBound))
    else { return }
    let (left, width, top, height) = (min(a.x, b.x), (a.x - b.x).magnitude, 1 - max(a.y, b.y), (a.y - b.y).magnitude)
    guard width > 0, height > 0 else { return }
    if drawValues(of: field, &canvas) { return }
    let shown =
      field.colouring == .classes
      ? field
      : field.reduced(
        toRows: max(1, Int((height * Double(size.rows)).rounded())),
        columns: max(1, Int((width * Double(size.columns)).rounded())))
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let across = ((Double(column) + 0.5) / Double(size.columns) - left) / width
        let down = ((Double(row) + 0.5) / Double(size.rows) - top) / height
        guard (0..<1).contains(across), (0..<1).contains(down) else { continue }
        let place = shown.cell(across, down)
        let sign = TextSigns.cell(shown, row: place.row, column: place.column, charset)
        canvas.put(
          sign, column: column, row: row, series: sign == " " ? nil : shown.shade(place.row, place.column).series)
      }
    }
  }

  /// The columns of a cell that holds any of a field's values, a sign for its strength and a space; nil if it is to have none.
  static func columns(ofValuesIn field: Plot.Field) -> Int? {
    field.decimals.map { decimals in (field.values.map { formatted($0, decimals: decimals).utf8.count }.max() ?? 0) + 3
    }
  }

  /// Writes the values where there is room for them; gives whether there was.
  private func drawValues(of field: Plot.Field, _ canvas: inout TextCanvas) -> Bool {
    guard let decimals = field.decimals, let width = Self.columns(ofValuesIn: field), size.rows == field.rows,
      size.columns == width * field.columns
    else { return false }
    for row in 0..<field.rows {
      for column in 0..<field.columns {
        let text = formatted(field.values[row * field.columns + column], decimals: decimals)
        let sign = TextSigns.cell(field, row: row, column: column, charset)
        canvas.put(
          blank(width - 2 - text.utf8.count) + text + String(sign) + " ", column: column * width, row: row,
          series: field.shade(row, column).series)
      }
    }
    return true
  }

  /// Fills each column of characters up to the height of the bar in its middle; a bar of any height shows.
  private func draw(_ bars: Plot.Bars, _ canvas: inout TextCanvas) {
    for column in 0..<size.columns {
      let share = (Double(column) + 0.5) / Double(size.columns)
      let index = bars.heights.indices.first { index in
        guard let low = axes.place(.init(x: bars.edges[index], y: 0)),
          let high = axes.place(.init(x: bars.edges[index + 1], y: 0))
        else { return false }
        return low.x <= share && share < high.x
      }
      guard let index, bars.heights[index] > 0,
        let top = axes.place(.init(x: bars.edges[index], y: bars.heights[index]))
      else { continue }
      let height = top.y * Double(size.rows)
      for row in 0..<size.rows {
        let filled = height - Double(size.rows - 1 - row)
        guard filled > 0 else { continue }
        canvas.put(TextSigns.bar(filled, charset), column: column, row: row, series: bars.series)
      }
    }
  }

  private func draw(_ text: Plot.Text, _ canvas: inout TextCanvas) {
    guard let cell = cell(text.place) else { return }
    let words = shortened(charset.shown(text.lines.joined(separator: " ")), toColumns: 20, in: charset)
    let shown = text.isFramed ? "(\(words))" : words
    // A character that is two columns wide takes two cells, and moves what is behind it no further than that.
    let start = max(0, min(cell.column - displayWidth(shown) / 2, size.columns - displayWidth(shown)))
    canvas.put(shown, column: start, row: cell.row)
  }
}
