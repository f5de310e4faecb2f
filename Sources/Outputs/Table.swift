/// Rows and columns of values under headings.
public struct Table: Sendable, Equatable {
  /// A sentence above the table that says what it shows and, for a matrix, its shape.
  public var caption: String?
  /// The columns, left to right.
  public var columns: [Column]
  /// The rows, each with one value a column.
  public var rows: [[Value]]
  /// Whether every row and column is wanted, however many there are.
  public var isFull: Bool
  /// The rows that were left out already, so that they need not be made; nil if all are there.
  public var leftOut: Elision?
  /// The words that show the table whole where it stands; nil if there are none.
  public var wholeWith: String?

  /// Creates a table; every row must have one value a column.
  public init(
    caption: String? = nil, columns: [Column], rows: [[Value]], isFull: Bool = false, leftOut: Elision? = nil,
    wholeWith: String? = "full"
  ) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.isFull = isFull
    self.leftOut = leftOut
    self.wholeWith = wholeWith
  }

  /// The heading of one column and the side its values line up on.
  public struct Column: Sendable, Equatable {
    /// The heading, as plain text: renderers escape it.
    public var heading: String
    /// Whether the column holds numbers, which line up on the right.
    public var isNumeric: Bool
    /// Whether it stays where others make room, such as the class of a sample.
    public var isEssential: Bool

    /// Creates a column.
    public init(_ heading: String, isNumeric: Bool = true, isEssential: Bool = false) {
      self.heading = heading
      self.isNumeric = isNumeric
      self.isEssential = isEssential
    }
  }

  /// One cell of a table.
  public enum Value: Sendable, Equatable {
    /// Plain text, escaped by the renderer.
    case text(String)
    /// A whole number, shown with all its digits.
    case integer(Int)
    /// A real number, shown with a number of decimals.
    case number(Double, decimals: Int)
    /// Nothing to show.
    case none
  }
}
