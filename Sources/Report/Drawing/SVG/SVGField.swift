import Outputs

/// Draws filled cells: those of one colour and strength, which has sixteen steps, are one path.
struct SVGField {
  let field: Plot.Field
  /// The rectangle that the field fills, in units.
  let left: Double
  let top: Double
  let width: Double
  let height: Double

  /// A colour and how strong it is, in sixteenths.
  private struct Tone: Hashable, Comparable {
    let name: String
    let strength: Int
    static func < (a: Tone, b: Tone) -> Bool { (a.name, a.strength) < (b.name, b.strength) }
  }

  /// The paths, and the values in their cells where these are wanted and fit.
  var elements: [String] {
    var paths: [Tone: String] = [:]
    for row in 0..<field.rows {
      var column = 0
      while column < field.columns {
        let tone = tone(row, column)
        let start = column
        while column < field.columns, self.tone(row, column) == tone { column += 1 }
        guard let tone else { continue }
        paths[tone, default: ""] +=
          "M\(SVGText.number(x(start))) \(SVGText.number(y(row)))h\(SVGText.number(x(column) - x(start)))"
          + "v\(SVGText.number(y(row + 1) - y(row)))H\(SVGText.number(x(start)))z"
      }
    }
    let cells = paths.keys.sorted().map { tone in
      let opacity = SVGText.number(Double(tone.strength) / 16)
      return
        #"<path class="\#(tone.name)" fill-opacity="\#(opacity)" shape-rendering="crispEdges" d="\#(paths[tone]!)"/>"#
    }
    return cells + (values ?? [])
  }

  private func x(_ column: Int) -> Double { left + width * Double(column) / Double(field.columns) }
  private func y(_ row: Int) -> Double { top + height * Double(row) / Double(field.rows) }

  /// The tone of a cell, nil for none at all.
  private func tone(_ row: Int, _ column: Int) -> Tone? {
    let shade = field.shade(row, column)
    let strength = Int((shade.strength * 16).rounded())
    guard strength > 0 else { return nil }
    return Tone(name: shade.series.map { SVGStyle.fill($0) } ?? "t", strength: strength)
  }

  /// The values of all cells; nil if they are not wanted or do not fit.
  private var values: [String]? {
    guard let decimals = field.decimals else { return nil }
    let size = 11.0
    let texts = field.values.map { formatted($0, decimals: decimals) }
    let (cellWidth, cellHeight) = (width / Double(field.columns), height / Double(field.rows))
    guard cellHeight >= size * 1.3, texts.allSatisfy({ SVGText.width($0, size: size) <= cellWidth - 2 }) else {
      return nil
    }
    return texts.enumerated().map { index, text in
      let (row, column) = (index / field.columns, index % field.columns)
      // On a strong colour words have that of the ground.
      let ink = field.shade(row, column).strength > 0.55 ? #" class="b""# : ""
      return SVGText.element(
        text, x: x(column) + cellWidth / 2, y: y(row) + cellHeight / 2 + 4, size: size, #"text-anchor="middle"\#(ink)"#)
    }
  }
}
