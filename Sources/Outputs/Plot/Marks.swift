extension Plot {
  /// What is drawn on the axes of a panel.
  public enum Mark: Sendable, Equatable {
    /// Points joined by straight lines.
    case line(Line)
    /// Points by themselves.
    case points(Points)
    /// Filled cells.
    case field(Field)
    /// Bars that stand on the horizontal axis.
    case bars(Bars)
    /// Links between places.
    case links([Link])
    /// Words at places.
    case texts([Text])
  }

  /// Points joined by straight lines.
  public struct Line: Sendable, Equatable {
    /// The points in order of x; one that is not finite leaves a gap.
    public var points: [Point]
    /// Which of the colours and dashes it has, counted from 0.
    public var series: Int
    /// How much it stands out.
    public var weight: Weight

    /// Creates a line.
    public init(_ points: [Point], series: Int, weight: Weight = .regular) {
      (self.points, self.series, self.weight) = (points, series, weight)
    }

    /// How much a line stands out among others.
    public enum Weight: Sendable, Equatable {
      /// One of many.
      case thin
      /// One of a few.
      case regular
      /// What the many come to.
      case thick
    }
  }

  /// Points by themselves.
  public struct Points: Sendable, Equatable {
    /// The points.
    public var points: [Point]
    /// Which of the colours and signs they have, counted from 0.
    public var series: Int
    /// How they are drawn.
    public var sign: Sign

    /// Creates points.
    public init(_ points: [Point], series: Int, sign: Sign = .dot) {
      (self.points, self.series, self.sign) = (points, series, sign)
    }

    /// What a point looks like.
    public enum Sign: Sendable, Equatable {
      /// As the series has it.
      case dot
      /// A cross, for what is wrong.
      case cross
    }
  }

  /// A rectangle of filled cells.
  public struct Field: Sendable, Equatable {
    /// The cells across.
    public var columns: Int
    /// The values, row after row from the top.
    public var values: [Double]
    /// What the colours mean.
    public var colouring: Colouring
    /// From where to where it lies along the horizontal axis.
    public var x: ClosedRange<Double>
    /// From where to where it lies along the vertical axis.
    public var y: ClosedRange<Double>
    /// The decimals with which values stand in their cells where they fit; nil for never.
    public var decimals: Int?

    /// Creates a field; the values must fill whole rows.
    public init(
      columns: Int, values: [Double], colouring: Colouring, x: ClosedRange<Double>, y: ClosedRange<Double>,
      decimals: Int? = nil
    ) {
      precondition(columns > 0 && values.count.isMultiple(of: columns), "the values must fill whole rows")
      (self.columns, self.values, self.colouring) = (columns, values, colouring)
      (self.x, self.y, self.decimals) = (x, y, decimals)
    }

    /// Creates a field with a cell a name of both axes.
    public init(columns: Int, values: [Double], colouring: Colouring, decimals: Int? = nil) {
      self.init(
        columns: columns, values: values, colouring: colouring, x: 0...Double(columns),
        y: 0...Double(values.count / max(columns, 1)), decimals: decimals)
    }

    /// The cells down.
    public var rows: Int { values.count / columns }

    /// What the colours of cells mean.
    public enum Colouring: Sendable, Equatable {
      /// One colour for what is above 0 and another for what is below, both full at a magnitude.
      case twoEnded(Double)
      /// Shades of one colour from nothing to full.
      case shades(ClosedRange<Double>)
      /// The colours of the series that whole parts of values number, fainter the smaller the fraction, which is from 0 to
      /// less than 1: 2.75 is of series 2, with a share of three quarters.
      case classes
    }
  }

  /// Bars that stand on the horizontal axis.
  public struct Bars: Sendable, Equatable {
    /// The ends of the bars along the horizontal axis, rising: one more than there are bars.
    public var edges: [Double]
    /// How high the bars are.
    public var heights: [Double]
    /// Which of the colours they have, counted from 0.
    public var series: Int

    /// Creates bars.
    public init(edges: [Double], heights: [Double], series: Int = 0) {
      precondition(edges.count == heights.count + 1, "every bar needs two ends")
      (self.edges, self.heights, self.series) = (edges, heights, series)
    }
  }

  /// A link between two places, coloured as in a two-ended field, and wider the larger its magnitude.
  public struct Link: Sendable, Equatable {
    /// Where it begins.
    public var start: Point
    /// Where it ends.
    public var end: Point
    /// How strong it is, from -1 to 1.
    public var strength: Double

    /// Creates a link.
    public init(from start: Point, to end: Point, strength: Double) {
      (self.start, self.end, self.strength) = (start, end, strength)
    }
  }

  /// Words at a place.
  public struct Text: Sendable, Equatable {
    /// The middle of the words.
    public var place: Point
    /// The lines, one below the other, as plain text: renderers escape them.
    public var lines: [String]
    /// Whether a frame is around them, as around a unit of a network; a frame hides what is behind.
    public var isFramed: Bool
    /// How strongly a frame is filled, coloured as in a two-ended field, from -1 to 1.
    public var strength: Double

    /// Creates words.
    public init(_ lines: [String], at place: Point, isFramed: Bool = false, strength: Double = 0) {
      (self.lines, self.place, self.isFramed, self.strength) = (lines, place, isFramed, strength)
    }
  }
}
