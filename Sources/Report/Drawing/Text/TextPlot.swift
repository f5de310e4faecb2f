import Outputs

/// Draws a plot in lines of text.
///
/// Curves are of Braille dots and told apart by their dashes, points by their signs, cells by their shades, all of which
/// the keys show. All cells of a drawing of curves are Braille characters, so that it stays aligned in any fixed-width
/// face; no line ends in a space.
///
/// - Parameters:
///   - plot: The plot.
///   - columns: The width of a wide drawing without its axis, in characters: 8 or more.
///   - rows: The height of a wide drawing without its axis, in characters: 4 or more.
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

  /// The height of a wide drawing without its axis, in characters: 4 or more.
  var rows = 16
  /// The width.
  var width: Width
  /// The characters to draw with.
  var charset = Charset.unicode
  /// Gives text of a series the series' colour.
  var paint: (String, Int) -> String = { text, _ in text }

  /// Draws a plot, a string a line.
  func lines(_ plot: Plot) -> [String] {
    let title = label(plot.title, limit)
    let panels = plot.panels.isEmpty ? [Plot.Panel(x: .init(""), y: .init(""), marks: [])] : plot.panels
    let blocks = panels.map { panel in
      TextPanel(
        panel: panel, charset: charset, paint: paint, limit: panels.count == 1 ? limit : roomOfOne,
        drawing: panels.count == 1 ? drawing : nil, rows: panels.count == 1 ? rows : 6, isSmall: panels.count > 1
      ).lines()
    }
    let (keys, missing) = shownKeys(plot)
    let more = missing == 0 ? [] : [blank(9) + label("\(missing) more", limit - 9)]
    return (title.isEmpty ? [] : [title]) + beside(blocks) + keys.map { line($0, of: plot) } + more
      + (plot.remarks + [plot.summary]).flatMap { words in
        words.isEmpty ? [] : wrapped(charset.shown(words), toColumns: min(whole, 100))
      }
  }

  private var drawing: Int? { if case .drawing(let columns) = width { columns } else { nil } }

  /// The columns that no line may pass.
  private var limit: Int { if case .whole(let columns) = width { columns } else { .max / 2 } }

  /// The columns that a picture of several panels takes.
  private var whole: Int {
    switch width {
    case .drawing(let columns): columns + 8
    case .whole(let columns): columns
    }
  }

  /// The columns that one of several panels may take.
  private var roomOfOne: Int { whole < 44 ? whole : max(20, (whole - 2 * gap) / 3) }

  private func label(_ text: String, _ columns: Int) -> String {
    shortened(withoutTrailingSpaces(charset.shown(text)), toColumns: columns, in: charset)
  }

  /// Panels beside each other as far as there is room, with an empty line between two rows of them.
  private func beside(_ blocks: [[TextPanel.Line]]) -> [String] {
    if blocks.count == 1 { return blocks[0].map { withoutTrailingSpaces($0.text) } }
    var rows: [[[TextPanel.Line]]] = []
    var used = Int.max / 2
    for block in blocks {
      let columns = columns(block)
      if used + gap + columns > whole {
        rows.append([])
        used = -gap
      }
      rows[rows.count - 1].append(block)
      used += gap + columns
    }
    return Array(rows.map(joined).joined(separator: [""]))
  }

  private func columns(_ block: [TextPanel.Line]) -> Int { block.map(\.columns).max() ?? 0 }

  private func joined(_ row: [[TextPanel.Line]]) -> [String] {
    (0..<(row.map(\.count).max() ?? 0)).map { line in
      let cells = row.map { block in
        let part = line < block.count ? block[line] : TextPanel.Line("")
        return part.text + blank(columns(block) - part.columns)
      }
      return withoutTrailingSpaces(cells.joined(separator: blank(gap)))
    }
  }

  /// What a colour or a sign is drawn like, and what it stands for.
  private func line(_ key: Plot.Key, of plot: Plot) -> String {
    let piece: String
    switch key.look {
    case .line(let series):
      var canvas = TextCanvas(columns: 8, rows: 1)
      canvas.draw([(0, 1), (canvas.width - 1, 1)], pattern: TextSigns.dashes(series, .regular), series: series)
      piece = canvas.lines(charset, paint: paint)[0]
    case .link(let strength):
      var canvas = TextCanvas(columns: 8, rows: 1)
      canvas.draw(
        [(0, 1), (canvas.width - 1, 1)], pattern: TextSigns.dashes(ofSign: strength), series: strength < 0 ? 1 : 0)
      piece = canvas.lines(charset, paint: paint)[0]
    case .point(let series, let sign):
      let ground = sign == .dot && hasClasses(plot) ? String(TextSigns.ground(series, charset)) : ""
      piece = paint(String(TextSigns.point(sign, series, charset)) + ground, series)
    case .scale(let colouring): return scale(colouring, key.name)
    }
    let columns = if case .point = key.look { 3 } else { 9 }
    return withoutTrailingSpaces(piece + " " + label(key.name, limit - columns))
  }

  /// Whether the ground of a panel tells classes, so that a key has to show what is filled for each.
  private func hasClasses(_ plot: Plot) -> Bool {
    plot.panels.contains { panel in
      panel.marks.contains { if case .field(let field) = $0 { field.colouring == .classes } else { false } }
    }
  }

  /// The signs from one end of a scale to the other, between the values they stand for.
  private func scale(_ colouring: Plot.Field.Colouring, _ name: String) -> String {
    let values: [Double] =
      switch colouring {
      case .twoEnded(let limit): [-1, -0.67, -0.33, 0, 0.33, 0.67, 1].map { $0 * limit }
      case .shades(let range): (0...4).map { range.lowerBound + Double($0) / 4 * (range.upperBound - range.lowerBound) }
      case .classes: [0]
      }
    let field = Plot.Field(columns: values.count, values: values, colouring: colouring)
    let signs = values.indices.map { index in
      let sign = String(TextSigns.cell(field, row: 0, column: index, charset))
      return field.shade(0, index).series.map { paint(sign, $0) } ?? sign
    }
    let ends = colouring.ends.map { label($0, min(12, (limit - values.count - 2) / 2)) }
    let scale = "\(ends.first ?? "") \(signs.joined()) \(ends.last ?? "")"
    let room = limit - ends.reduce(values.count + 4) { $0 + displayWidth($1) }
    return scale + (name.isEmpty || room < 2 ? "" : "  " + label(name, room))
  }
}

private let gap = 2
