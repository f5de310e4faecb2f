import Outputs

/// A table with what a report shows of it, under its caption; it scrolls by itself where the page is narrow.
func html(_ table: Table) -> String {
  let shown = ShownTable(table)
  guard !shown.table.columns.isEmpty else { return figure(shown.table.caption, "", remark: shown.remark) }
  let head = shown.table.columns.map { "<th scope=\"col\"\(side($0))>\(htmlEscaped($0.heading))</th>" }.joined()
  let rows = shown.table.rows.map { row in
    "<tr>" + zip(shown.table.columns, row).map { "<td\(side($0))>\(text(of: $1))</td>" }.joined() + "</tr>"
  }
  let grid = "<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n\(rows.joined(separator: "\n"))\n</tbody>\n</table>"
  return figure(shown.table.caption, scrolling(grid, label: shown.table.caption ?? "table"), remark: shown.remark)
}

/// Something under a caption, with a sentence below it.
func figure(_ caption: String?, _ content: String, remark: String?) -> String {
  let caption = caption.map { "<figcaption>\(htmlWords($0))</figcaption>" }
  let remark = remark.map { "<p class=\"remark\">\(htmlWords($0))</p>" }
  let parts = [caption, content.isEmpty ? nil : content, remark].compactMap { $0 }
  return parts.isEmpty ? "" : "<figure>\n\(parts.joined(separator: "\n"))\n</figure>"
}

/// What may be wider than the page, in a box that scrolls by touch, wheel or the keyboard.
private func scrolling(_ content: String, label: String) -> String {
  "<div class=\"scroll\" role=\"region\" aria-label=\"\(htmlEscaped(label))\" tabindex=\"0\">\(content)</div>"
}

private func side(_ column: Table.Column) -> String { column.isNumeric ? " class=\"n\"" : "" }

private func text(of value: Table.Value) -> String {
  switch value {
  case .text(let text): htmlEscaped(text)
  case .integer(let number): String(number)
  case .number(let number, let decimals): formatted(number, decimals: decimals)
  case .none: ""
  }
}
