import Outputs

/// A table in fixed-width columns, numbers on the right, with a rule below the headings.
///
/// Texts are shortened as far as the window asks for it. Columns that do not fit beside each other stand in several
/// blocks one below the other, each with the first column repeated where there is room for it.
struct TerminalTable {
  private let style: TerminalStyle
  private let columns: [Table.Column]
  /// The headings and the rows.
  private let cells: [[String]]
  private let widths: [Int]
  /// Whether all columns fit beside each other.
  let isWithinWindow: Bool

  /// Lays out a table; what is no longer wanted is not.
  init(_ table: Table, _ style: TerminalStyle, isWanted: () -> Bool = { true }) {
    self.style = style
    columns = table.columns
    let headings = columns.map { style.charset.shown($0.heading) }
    // Room beside a number for a column of `...`.
    var body: [[String]] = []
    for row in table.rows where isWanted() {
      body.append(row.map { cellText($0, style.charset, columns: style.columns - 6) })
    }
    cells = [headings] + body

    let needs = columns.indices.map { column in
      var need = Need(texts: displayWidth(headings[column]))
      for (values, texts) in zip(table.rows, body) where isWanted() {
        let part = if case .text = values[column] { \Need.texts } else { \Need.numbers }
        need[keyPath: part] = max(need[keyPath: part], displayWidth(texts[column]))
      }
      return need
    }
    func widths(_ most: Int) -> [Int] { needs.map { max($0.numbers, min($0.texts, most)) } }
    func isFitting(_ most: Int) -> Bool { widths(most).reduce(-3) { $0 + 3 + $1 } <= style.columns }
    let longest = (max(6, style.columns / 4)...style.columns).last(where: isFitting)
    isWithinWindow = longest != nil
    self.widths = widths(longest ?? (style.columns - 3) / 2)
  }

  /// The lines of all blocks, with an empty one between two.
  func lines(_ isWanted: () -> Bool = { true }) -> [String] {
    Array(blocks.map { lines(of: $0, isWanted) }.joined(separator: [""]))
  }

  /// The columns of each block.
  private var blocks: [[Int]] {
    var blocks: [[Int]] = []
    for column in columns.indices {
      if let last = blocks.last, width(last + [column]) <= style.columns {
        blocks[blocks.count - 1].append(column)
      } else {
        blocks.append(column > 0 && width([0, column]) <= style.columns ? [0, column] : [column])
      }
    }
    return blocks
  }

  private func width(_ block: [Int]) -> Int {
    block.reduce(3 * (block.count - 1)) { $0 + widths[$1] }
  }

  private func lines(of block: [Int], _ isWanted: () -> Bool) -> [String] {
    let (bar, line, crossing) = style.isUnicode ? (" │ ", "─", "─┼─") : (" | ", "-", "-+-")
    let rows = cells.map { row in
      guard isWanted() else { return "" }
      let padded = block.map { column in
        let cell = shortened(row[column], toColumns: widths[column], in: style.charset)
        let space = blank(widths[column] - displayWidth(cell))
        return columns[column].isNumeric ? space + cell : cell + space
      }
      return withoutTrailingSpaces(padded.joined(separator: bar))
    }
    let rule = block.map { String(repeating: line, count: widths[$0]) }.joined(separator: crossing)
    return [rows[0], rule] + rows[1...]
  }
}

/// The widest things of a column: its numbers, which are shown whole, and its texts, which may be shortened.
private struct Need {
  var numbers = 0
  var texts: Int
}

/// The text of a cell; a number that is too wide for the window gives up decimals, so that it stays a number.
private func cellText(_ value: Table.Value, _ charset: Charset, columns: Int) -> String {
  switch value {
  case .text(let text): charset.shown(text)
  case .integer(let number): fitting(Double(number), decimals: 4, as: String(number), columns)
  case .number(let number, let decimals):
    fitting(number, decimals: decimals, as: formatted(number, decimals: decimals), columns)
  case .none: ""
  }
}

private func fitting(_ number: Double, decimals: Int, as text: String, _ columns: Int) -> String {
  if text.utf8.count <= columns { return text }
  let choices = (0...decimals).reversed().lazy
  let texts = [formatted, scientific].lazy.flatMap { write in choices.map { write(number, $0) } }
  return texts.first { $0.utf8.count <= columns } ?? text
}
