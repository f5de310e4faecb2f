import Outputs

/// A table as it is shown: whole, or with its middle rows and columns left out.
struct ShownTable {
  /// The table with a row and a column of `…` in place of what is left out.
  var table: Table
  /// The sentence that says what is left out.
  var remark: String?

  /// Leaves out the middle of a table of more than 24 rows (but 10 and 10) or 16 columns (but 7, 5 and what is essential),
  /// and the end of long texts.
  ///
  /// More columns are left out, down to one, until what is left fits where it is shown; the essential ones go last.
  init(_ whole: Table, fits: (Table) -> Bool = { _ in true }) {
    table = whole
    if whole.isFull { return }
    let rows = whole.leftOut ?? .ofRows(whole.rows.count)
    let usual = ShownColumns(usual: whole.columns)
    var columns = usual
    table = Self.table(whole, rows, columns)
    if !fits(table) {
      for narrower in usual.narrower(whole.columns) {
        columns = narrower
        table = Self.table(whole, rows, columns)
        if fits(table) { break }
      }
    }
    let missing = [(rows.missing, "row"), (columns.missing, "column")].filter { $0.0 > 0 }
    if !missing.isEmpty {
      let list = missing.map { counted($0.0, $0.1) }.joined(separator: " and ")
      let count = rows.missing + columns.missing
      let place = rows.missing == 0 ? columns.whereMissing : " in the middle"
      let isNarrow = rows.missing == 0 && usual.missing == 0
      let width = isNarrow ? "a wider window shows \(count == 1 ? "it" : "them")" : nil
      let words = whole.wholeWith.map { "`\($0)`" + (isNarrow ? "" : " shows all") }
      let cure = [words, width].compactMap { $0 }.joined(separator: " or ")
      remark = "(\(list)\(place) \(count == 1 ? "is" : "are") left out\(cure.isEmpty ? "" : "; \(cure)"))"
    }
  }

  private static func table(_ whole: Table, _ rows: Elision, _ columns: ShownColumns) -> Table {
    var table = whole
    table.columns = columns.applied(to: whole.columns, mark: Table.Column("…", isNumeric: false))
    table.rows = rows.applied(to: whole.rows, mark: whole.columns.map { _ in .text("…") })
      .map { columns.applied(to: $0, mark: .text("…")).map(Self.shortened) }
    for index in table.columns.indices {
      table.columns[index].heading = Report.shortened(table.columns[index].heading, toColumns: Self.widestText)
    }
    return table
  }

  private static let widestText = 60

  private static func shortened(_ value: Table.Value) -> Table.Value {
    guard case .text(let text) = value else { return value }
    return .text(Report.shortened(text, toColumns: widestText))
  }
}
