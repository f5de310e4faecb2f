/// What a command has to say: the only thing that passes from a session to a renderer.
public enum Output: Sendable, Equatable {
  /// One or two plain sentences.
  case note(String)
  /// Preformatted lines, shown in a fixed-width face.
  case text(String)
  /// Rows and columns of numbers and words; matrices are tables too.
  case table(Table)
  /// Curves against a common horizontal axis.
  case plot(Plot)
  /// Small pictures in shades of one colour.
  case pictures(Pictures)
  /// An error that stopped the cell.
  case failure(Failure)
}

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

  /// Creates a table; every row must have one value a column.
  public init(caption: String? = nil, columns: [Column], rows: [[Value]], isFull: Bool = false) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.isFull = isFull
  }

  /// The heading of one column and the side its values line up on.
  public struct Column: Sendable, Equatable {
    /// The heading, as plain text: renderers escape it.
    public var heading: String
    /// Whether the column holds numbers, which line up on the right.
    public var isNumeric: Bool

    /// Creates a column.
    public init(_ heading: String, isNumeric: Bool = true) {
      self.heading = heading
      self.isNumeric = isNumeric
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

/// Curves against a common horizontal axis.
public struct Plot: Sendable, Equatable {
  /// What the plot shows.
  public var title: String
  /// The quantity along the horizontal axis.
  public var xLabel: String
  /// The quantity along the vertical axis.
  public var yLabel: String
  /// The curves, in drawing order.
  public var series: [Series]

  /// Creates a plot.
  public init(title: String, xLabel: String, yLabel: String, series: [Series]) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
  }

  /// One named curve.
  public struct Series: Sendable, Equatable {
    /// The name shown in the legend when there is more than one curve.
    public var name: String
    /// The points in order of x; a point that is not finite leaves a gap.
    public var points: [Point]

    /// Creates a curve.
    public init(name: String, points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// One point of a curve.
  public struct Point: Sendable, Equatable {
    /// The horizontal coordinate.
    public var x: Double
    /// The vertical coordinate.
    public var y: Double

    /// Creates a point.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }
}

/// An error as a report shows it: placed by cell, so that a report and its notebook agree on it.
public struct Failure: Sendable, Equatable {
  /// The place as the reader knows it, such as `cell 3, line 2`.
  public var place: String
  /// One phrase that says what is wrong.
  public var message: String
  /// The source line at fault.
  public var sourceLine: String
  /// The columns at fault, counted in characters from 0.
  public var columns: Range<Int>
  /// Other places that matter, each with a phrase.
  public var notes: [String]
  /// What to do about it.
  public var help: String?

  /// Creates a failure.
  public init(
    place: String, message: String, sourceLine: String, columns: Range<Int>, notes: [String] = [], help: String? = nil
  ) {
    self.place = place
    self.message = message
    self.sourceLine = sourceLine
    self.columns = columns
    self.notes = notes
    self.help = help
  }
}
