/// A grid of dots shown as Braille characters, each two dots wide and four high.
struct BrailleCanvas {
  private let columns: Int
  private let rows: Int
  private var cells: [UInt8]

  /// Creates a blank canvas, measured in characters.
  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: 0, count: columns * rows)
  }

  /// The dots across.
  var width: Int { 2 * columns }
  /// The dots down.
  var height: Int { 4 * rows }

  /// The rows from the top, all of the same length; a cell without dots is U+2800.
  var lines: [String] {
    (0..<rows).map { row in
      String(cells[row * columns..<(row + 1) * columns].map { Character(Unicode.Scalar(0x2800 + UInt32($0))!) })
    }
  }

  /// Joins points by straight lines, dot by dot; a bit of the pattern says for each dot in turn whether it is drawn.
  mutating func draw(_ points: [(x: Int, y: Int)], pattern: UInt8 = 0xFF) {
    guard var (x, y) = points.first else { return }
    set(x, y)
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
        if pattern >> (drawn % 8) & 1 == 1 { set(x, y) }
      }
    }
  }

  /// Draws a small cross, as far as it is on the canvas, for a point that no line leads to.
  mutating func mark(_ x: Int, _ y: Int) {
    for x in max(0, x - 1)...min(width - 1, x + 1) { set(x, y) }
    for y in max(0, y - 1)...min(height - 1, y + 1) { set(x, y) }
  }

  private mutating func set(_ x: Int, _ y: Int) {
    // Unicode numbers the dots of a cell down the left side, then the right; the lowest two came later.
    let bits: [UInt8] = [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80]
    cells[y / 4 * columns + x / 2] |= bits[x % 2 * 4 + y % 4]
  }
}
