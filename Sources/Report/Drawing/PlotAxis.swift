import Outputs

/// Where values lie between the ends of an axis, and which of them are marked.
struct PlotAxis {
  private let scale: Plot.Axis.Scale
  private let range: ClosedRange<Double>
  /// The marked values in rising order; of names the middles of their cells.
  let ticks: [Tick]

  /// Fits an axis to the values that are drawn on it; nil if none of them has a place.
  ///
  /// - Parameters:
  ///   - axis: what the axis is.
  ///   - values: the values.
  ///   - intervals: about how many steps between ticks there is room for: 4 or more.
  ///   - roundsOut: whether both ends move out to a tick where they are the data's own.
  init?(_ axis: Plot.Axis, _ values: [Double], intervals: Int, roundsOut: Bool) {
    scale = axis.scale
    let drawable = values.filter { Self.isDrawable($0, axis.scale) }
    switch scale {
    case .linear, .hidden:
      if let range = axis.range, (1e-300...1e300).contains(range.upperBound - range.lowerBound) {
        let marked = LinearTicks(range, intervals: intervals)
        (self.range, ticks) = (range, scale == .hidden ? [] : marked.ticks)
      } else {
        guard let marked = LinearTicks(drawable, intervals: intervals, roundsOut: roundsOut) else { return nil }
        (range, ticks) = (marked.range, scale == .hidden ? [] : marked.ticks)
      }
    case .logarithmic:
      guard let marked = LogarithmicTicks(drawable, intervals: intervals, roundsOut: roundsOut)
      else { return nil }
      (range, ticks) = (marked.range, marked.ticks)
    case .names(let names):
      range = 0...Double(max(names.count, 1))
      ticks = names.enumerated().map { Tick(value: Double($0) + 0.5, label: visible($1)) }
    }
  }

  /// The place of a value between the ends of the axis, 0 to 1; what lies beyond an end is at the end.
  func fraction(_ value: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    let share =
      scale == .logarithmic
      ? (decimalLogarithm(value) - decimalLogarithm(low)) / (decimalLogarithm(high) - decimalLogarithm(low))
      : (value - low) / (high - low)
    return min(max(share, 0), 1)
  }

  /// Whether a value lies between the ends.
  func holds(_ value: Double) -> Bool { range.contains(value) }

  /// Whether a value has a place on an axis: it is finite, and so is its distance from any other such value.
  static func isDrawable(_ value: Double, _ scale: Plot.Axis.Scale) -> Bool {
    value.magnitude <= 1e300 && (scale != .logarithmic || value >= 1e-300)
  }
}

/// Both axes of a panel.
struct PlotAxes {
  let x: PlotAxis
  let y: PlotAxis
  private let scales: (x: Plot.Axis.Scale, y: Plot.Axis.Scale)

  /// Fits axes to all marks of a panel; nil if there is nothing to draw.
  init?(_ panel: Plot.Panel, xIntervals: Int, yIntervals: Int) {
    scales = (panel.x.scale, panel.y.scale)
    let points = panel.marks.flatMap { $0.extent }.filter { [scales] in
      PlotAxis.isDrawable($0.x, scales.x) && PlotAxis.isDrawable($0.y, scales.y)
    }
    guard !points.isEmpty || panel.x.range != nil && panel.y.range != nil,
      let x = PlotAxis(panel.x, points.map(\.x), intervals: xIntervals, roundsOut: false),
      let y = PlotAxis(panel.y, points.map(\.y), intervals: yIntervals, roundsOut: true)
    else { return nil }
    (self.x, self.y) = (x, y)
  }

  /// Where a point lies, as shares of the way from the left and from the bottom; nil if it has no place.
  func place(_ point: Plot.Point) -> (x: Double, y: Double)? {
    guard isDrawable(point) else { return nil }
    let up = y.fraction(point.y)
    if case .names = scales.y { return (x.fraction(point.x), 1 - up) }
    return (x.fraction(point.x), up)
  }

  /// Whether a point has a place.
  func isDrawable(_ point: Plot.Point) -> Bool {
    PlotAxis.isDrawable(point.x, scales.x) && PlotAxis.isDrawable(point.y, scales.y)
  }

  /// Whether a point lies between the ends of both axes.
  func hold(_ point: Plot.Point) -> Bool { isDrawable(point) && x.holds(point.x) && y.holds(point.y) }
}

extension Plot.Mark {
  /// Points between which all of it lies.
  fileprivate var extent: [Plot.Point] {
    switch self {
    case .line(let line): line.points
    case .points(let points): points.points
    case .field(let field):
      [.init(x: field.x.lowerBound, y: field.y.lowerBound), .init(x: field.x.upperBound, y: field.y.upperBound)]
    case .bars(let bars):
      zip(bars.edges, bars.heights + [0]).map { .init(x: $0, y: $1) } + [.init(x: bars.edges[0], y: 0)]
    case .links(let links): links.flatMap { [$0.start, $0.end] }
    case .texts(let texts): texts.map(\.place)
    }
  }
}
