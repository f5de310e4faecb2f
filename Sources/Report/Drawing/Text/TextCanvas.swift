/// A grid of characters to draw on: lines of Braille dots, each character two dots wide and four high, under single
/// characters; in ASCII as far as that goes.
struct TextCanvas {
  private let columns: Int
  private let rows: Int
  private var cells: [Cell]

  /// What a character of the canvas shows.
  private struct Cell {
    var dots: UInt8 = 0
    /// A character in the place of the dots.
    var sign: Character?
    /// The series that drew the last of it.
    var series: Int?
    /// Whether the character before it is two columns wide.
    var isTaken = false
  }

  /// Creates a blank canvas, measured in characters.
  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Cell(), count: columns * rows)
  }

  /// The dots across.
  var width: Int { 2 * columns }
  /// The dots down.
  var height: Int { 4 * rows }

  /// The rows from the top, all of the same width; a cell without anything is U+2800 where there are dots at all, so that
  /// they stay aligned, otherwise a space.
  ///
  /// - Parameters:
  ///   - charset: The characters to draw with; those of ASCII show in which halves of a cell there are dots.
  ///   - paint: Gives the characters of a series, in a row, the series' colour.
  func lines(_ charset: Charset = .unicode, paint: (String, Int) -> String = { text, _ in text }) -> [String] {
    let dotless: Charset = cells.contains { $0.sign == nil && $0.dots != 0 } ? charset : .ascii
    return (0..<rows).map { row in
      var line = ""
      var rest = cells[row * columns..<(row + 1) * columns]
      while let series = rest.first.map(\.series) {
        let run = rest.prefix { $0.series == series }
        let text = String(run.filter { !$0.isTaken }.map { $0.sign ?? Self.character($0.dots, dotless) })
        line += series.map { paint(text, $0) } ?? text
        rest = rest[run.endIndex...]
      }
      return line
    }
  }

  private static func character(_ dots: UInt8, _ charset: Charset) -> Character {
    switch (charset, dots & 0x1B != 0, dots & 0xE4 != 0) {
    case (.unicode, _, _): Character(Unicode.Scalar(0x2800 + UInt32(dots))!)
    case (.ascii, true, true): ":"
    case (.ascii, true, false): "'"
    case (.ascii, false, true): "."
    case (.ascii, false, false): " "
    }
  }

  /// Joins dots by straight lines; a bit of the pattern says for each dot in turn whether it is drawn.
  mutating func draw(_ points: [(x: Int, y: Int)], pattern: UInt8 = 0xFF, series: Int) {
    guard var (x, y) = points.first else { return }
    set(x, y, series)
    var drawn = 0
    for end in points.dropFirst() {
      // Bresenham's algorithm: `error` is the distance from the true line, in units of both sides.
      let (across, down) = (abs(end.x - x), abs(end.y - y))
      var error = across - down
      while (x, y) != end {
        let twice = 2 * error
        if twice >= -down {
          error -= down
          x += (end.x - x).signum()
        }
        if twice <= across {
          error += across
          y += (end.y - y).signum()
        }
        drawn += 1
        if pattern >> (drawn % 8) & 1 == 1 { set(x, y, series) }
      }
    }
  }

  /// Draws a small cross, as far as it is on the canvas, for a point that no line leads to.
  mutating func mark(_ x: Int, _ y: Int, series: Int) {
    for x in max(0, x - 1)...min(width - 1, x + 1) { set(x, y, series) }
    for y in max(0, y - 1)...min(height - 1, y + 1) { set(x, y, series) }
  }

  /// Puts a character into a cell, over whatever is there; nothing outside of the canvas.
  mutating func put(_ sign: Character, column: Int, row: Int, series: Int? = nil) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    cells[row * columns + column] = Cell(sign: sign, series: series)
  }

  /// Puts characters into neighbouring cells; one that is two columns wide takes two.
  mutating func put(_ text: String, column: Int, row: Int, series: Int? = nil) {
    var column = column
    for sign in text {
      let width = displayWidth(String(sign))
      // What does not fit as a whole is left out.
      if column + width <= columns {
        put(sign, column: column, row: row, series: series)
        if width == 2 { take(column: column + 1, row: row, series: series) }
      }
      column += width
    }
  }

  /// Makes a cell the second half of the character before it.
  private mutating func take(column: Int, row: Int, series: Int?) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    cells[row * columns + column] = Cell(series: series, isTaken: true)
  }

  private mutating func set(_ x: Int, _ y: Int, _ series: Int) {
    // Unicode numbers the dots of a cell down the left side, then the right; the lowest two came later.
    let bits: [UInt8] = [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80]
    let index = y / 4 * columns + x / 2
    // A line goes over the ground of a field.
    cells[index].sign = nil
    cells[index].dots |= bits[x % 2 * 4 + y % 4]
    cells[index].series = series
  }
}
