import Notebook

/// A table as it is shown: whole, or with its middle rows and columns left out.
struct ShownTable {
  /// The table with a row and a column of `…` in place of what is left out.
  var table: Table
  /// The sentence that says what is left out.
  var remark: String?

  /// Leaves out the middle of a table of more than 24 rows (but 10 and 10) or 16 columns (but 7 and 5), and the end of long texts.
  init(_ whole: Table) {
    table = whole
    if whole.isFull { return }
    let rows = Elision(of: whole.rows.count, limit: 24, first: 10, last: 10)
    let columns = Elision(of: whole.columns.count, limit: 16, first: 7, last: 5)
    table.columns = columns.applied(to: whole.columns, mark: Table.Column("…", isNumeric: false))
    table.rows = rows.applied(to: whole.rows, mark: whole.columns.map { _ in .text("…") })
      .map { columns.applied(to: $0, mark: .text("…")).map(Self.shortened) }
    for index in table.columns.indices {
      table.columns[index].heading = Report.shortened(table.columns[index].heading, toColumns: Self.widestText)
    }
    let missing = [(rows.missing, "rows"), (columns.missing, "columns")].filter { $0.0 > 0 }
    if !missing.isEmpty {
      let list = missing.map { "\($0) \($1)" }.joined(separator: " and ")
      remark = "(\(list) in the middle are left out; `full` shows all)"
    }
  }

  private static let widestText = 60

  private static func shortened(_ value: Table.Value) -> Table.Value {
    guard case .text(let text) = value else { return value }
    return .text(Report.shortened(text, toColumns: widestText))
  }
}

/// The middle of a row or column of things, left out when there are more than a limit.
private struct Elision {
  let first: Int
  let last: Int
  let missing: Int

  init(of count: Int, limit: Int, first: Int, last: Int) {
    self.first = first
    self.last = last
    missing = count > limit ? count - first - last : 0
  }

  func applied<Item>(to items: [Item], mark: Item) -> [Item] {
    missing == 0 ? items : items.prefix(first) + [mark] + items.suffix(last)
  }
}
