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
