/// A source line with carets under the columns at fault, as diagnostics show it.
public struct SourceExcerpt: Sendable, Equatable {
  /// The line made visible, cut to a window around the columns with `…` where it is long.
  public let line: String
  /// Blanks and at least one caret, lined up under the columns by display width.
  public let carets: String

  /// Cuts a line to the columns at fault, which are counted in characters from 0 and may lie past its end.
  public init(line: String, columns: Range<Int>, width: Int = 100) {
    self.init(line: line, columns: columns, width: width, charset: .unicode)
  }

  /// Cuts a line to the columns at fault and to a width, which the carets may pass by one.
  init(line: String, columns: Range<Int>, width: Int, charset: Charset) {
    let cells = line.map { charset.shown(String($0)) }
    let span = columns.clamped(to: 0..<cells.count)
    let mark = charset.ellipsis
    let window = Self.window(of: cells.map(displayWidth), around: span, width: width, mark: displayWidth(mark))
    let marked = span.clamped(to: window)
    let lead = window.lowerBound > 0 ? mark : ""
    self.line = lead + cells[window].joined() + (window.upperBound < cells.count ? mark : "")
    let indent = displayWidth(lead + cells[window.lowerBound..<marked.lowerBound].joined())
    carets = blank(indent) + String(repeating: "^", count: max(1, displayWidth(cells[marked].joined())))
  }

  /// The whole line if it fits; else what fits from a third of the width before the span, or up to the end.
  private static func window(of widths: [Int], around span: Range<Int>, width: Int, mark: Int) -> Range<Int> {
    if widths.reduce(0, +) <= width { return 0..<widths.count }
    var room = width - 2 * mark
    var start = span.lowerBound
    while start > 0, room - widths[start - 1] >= width * 2 / 3 {
      start -= 1
      room -= widths[start]
    }
    var end = span.lowerBound
    while end < widths.count, room >= widths[end] {
      room -= widths[end]
      end += 1
    }
    while start > 0, room >= widths[start - 1] {
      start -= 1
      room -= widths[start]
    }
    return start..<end
  }
}
