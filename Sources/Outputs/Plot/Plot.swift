/// A picture: panels, each with marks on two axes, under one title.
public struct Plot: Sendable, Equatable {
  /// What the plot shows.
  public var title: String
  /// What is to be seen in it, in one sentence with numbers, for those who cannot see it.
  public var summary: String
  /// The panels in reading order.
  public var panels: [Panel]
  /// What colours, dashes and signs mean; nothing where there is nothing to tell apart.
  public var keys: [Key]
  /// Sentences about what the picture cannot show, such as values that are cut off.
  public var remarks: [String]

  /// Creates a plot.
  public init(title: String, summary: String, panels: [Panel], keys: [Key] = [], remarks: [String] = []) {
    self.title = title
    self.summary = summary
    self.panels = panels
    self.keys = keys
    self.remarks = remarks
  }

  /// The title and the summary, for the place of a picture that cannot be seen.
  public var alternative: String {
    if summary.isEmpty || title.isEmpty { return title + summary }
    // What begins with the title as a word need not have it in front.
    let isSaid = summary.lowercased().hasPrefix(title.lowercased() + " ")
    return isSaid ? summary : "\(title): \(summary)"
  }

  /// The meaning of a colour, with its dashes or its sign.
  public struct Key: Sendable, Equatable {
    /// What it stands for, as plain text: renderers escape it.
    public var name: String
    /// How it is drawn.
    public var look: Look

    /// Creates a key.
    public init(_ name: String, _ look: Look) { (self.name, self.look) = (name, look) }

    /// What stands beside the name.
    public enum Look: Sendable, Equatable {
      /// A piece of a line of a series.
      case line(Int)
      /// A point of a series.
      case point(Int, Points.Sign = .dot)
      /// A link of a strength from -1 to 1.
      case link(Double)
      /// The colours of filled cells from one end to the other.
      case scale(Field.Colouring)
    }
  }

  /// One point.
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

  /// Marks on two axes.
  public struct Panel: Sendable, Equatable {
    /// What the panel shows, where the title of the plot does not say it.
    public var title: String?
    /// The horizontal axis.
    public var x: Axis
    /// The vertical axis.
    public var y: Axis
    /// The marks, in drawing order.
    public var marks: [Mark]
    /// Its proportions.
    public var shape: Shape

    /// Creates a panel.
    public init(title: String? = nil, x: Axis, y: Axis, marks: [Mark], shape: Shape = .wide) {
      self.title = title
      self.x = x
      self.y = y
      self.marks = marks
      self.shape = shape
    }

    /// The proportions of a panel.
    public enum Shape: Sendable, Equatable {
      /// As wide as there is room.
      case wide
      /// As wide as high.
      case square
      /// As many cells across and down as its axes have names.
      case cells
    }
  }

  /// An axis: what it is, how values lie on it, and from where to where.
  public struct Axis: Sendable, Equatable {
    /// The quantity along the axis; empty for none.
    public var label: String
    /// How values lie on it.
    public var scale: Scale
    /// The values at its ends; nil to hold all that is drawn.
    public var range: ClosedRange<Double>?

    /// Creates an axis.
    public init(_ label: String, _ scale: Scale = .linear, range: ClosedRange<Double>? = nil) {
      self.label = label
      self.scale = scale
      self.range = range
    }

    /// How values lie on an axis.
    public enum Scale: Sendable, Equatable {
      /// Evenly.
      case linear
      /// By their logarithms; what is not positive has no place.
      case logarithmic
      /// A cell a name: the first from 0 to 1, the next from 1 to 2; the vertical axis goes down.
      case names([String])
      /// Evenly, without ticks and labels.
      case hidden
    }
  }
}

extension Plot {
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

  /// Creates a plot of curves against a common horizontal axis, with a legend if there are several.
  public init(
    title: String, summary: String = "", x: Axis, y: Axis, series: [Series], remarks: [String] = []
  ) {
    self.init(
      title: title, summary: summary,
      panels: [Panel(x: x, y: y, marks: series.enumerated().map { .line(Line($1.points, series: $0)) })],
      keys: series.count < 2 ? [] : series.enumerated().map { Key($1.name, .line($0)) }, remarks: remarks)
  }
}
