import Outputs

/// Writes a table as GitHub-flavoured Markdown, padded so that its columns line up in a fixed-width face.
///
/// The caption is a paragraph above it. What a table too large to show in full leaves out is said below it.
public func markdown(_ table: Table) -> String {
  let shown = ShownTable(table)
  let blocks = [shown.table.caption.map(paragraph), grid(shown.table), shown.remark]
  return blocks.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n\n")
}

/// The lines of a table, or nothing if it has no columns.
private func grid(_ table: Table) -> String {
  if table.columns.isEmpty { return "" }
  let headings = table.columns.map { reportEscaped($0.heading) }
  let body = table.rows.map { $0.map(cellText) }
  let widths = table.columns.indices.map { column in
    // Room for the shortest rule that shows the side: `---` or `---:`.
    let rule = table.columns[column].isNumeric ? 4 : 3
    return body.reduce(max(rule, displayWidth(headings[column]))) { max($0, displayWidth($1[column])) }
  }
  let rules = zip(table.columns, widths).map { column, width in
    column.isNumeric ? String(repeating: "-", count: width - 1) + ":" : String(repeating: "-", count: width)
  }
  return ([headings, rules] + body).map { cells in
    let padded = table.columns.indices.map { column in
      let space = blank(widths[column] - displayWidth(cells[column]))
      return table.columns[column].isNumeric ? space + cells[column] : cells[column] + space
    }
    return "| " + padded.joined(separator: " | ") + " |"
  }.joined(separator: "\n")
}

private func cellText(_ value: Table.Value) -> String {
  switch value {
  case .text(let text): reportEscaped(text)
  case .integer(let number): String(number)
  case .number(let number, let decimals): formatted(number, decimals: decimals)
  case .none: ""
  }
}
