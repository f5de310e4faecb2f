import Outputs

/// One panel of an SVG picture: how large it is, and what is drawn in it.
struct SVGPanel {
  let panel: Plot.Panel
  private let axes: PlotAxes?
  private let margins: (left: Double, right: Double, top: Double, bottom: Double)
  private let area: (width: Double, height: Double)
  /// Whether the labels of the horizontal axis go down to the left, for want of room.
  private let isTilted: Bool

  /// The width with margins.
  var width: Double { margins.left + area.width + margins.right }
  /// The height with margins.
  var height: Double { margins.top + area.height + margins.bottom }

  /// Measures a panel that is one of so many.
  init(_ panel: Plot.Panel, of count: Int) {
    self.panel = panel
    let isSmall = count > 1
    let inner = Self.inner(panel, of: count)
    axes = PlotAxes(panel, xIntervals: isSmall ? 4 : 7, yIntervals: isSmall ? 4 : 6)
    let labels = axes?.y.ticks.map { SVGText.width(Self.label($0)) }.max() ?? 0
    let widest = axes?.x.ticks.map { SVGText.width(Self.label($0)) }.max() ?? 0
    if case .names(let names) = panel.x.scale {
      isTilted = widest > inner.width / Double(max(names.count, 1)) - 2
    } else {
      isTilted = false
    }
    // A tilted label reaches to the left of its tick.
    let tilted = isTilted ? 0.71 * widest + 6 : 0
    let left = max((panel.y.label.isEmpty ? 6 : 24) + (labels > 0 ? labels + 7 : 0), tilted)
    let below = widest == 0 ? 4 : isTilted ? 12 + 0.71 * widest : 20
    // A label in the middle of the last tick reaches beyond the area.
    let right = max(8, isTilted ? 8 : widest / 2 + 2)
    margins = (left, right, panel.title == nil ? 8 : 26, below + (panel.x.label.isEmpty ? 4 : 20))
    let most = SVGPlot.width - left - right
    area = (panel.shape == .wide && !isSmall ? most : min(inner.width, most), inner.height)
  }

  /// The size of what the axes enclose, as large as it would like to be.
  private static func inner(_ panel: Plot.Panel, of count: Int) -> (width: Double, height: Double) {
    let isSmall = count > 1
    switch panel.shape {
    case .wide: return isSmall ? (186, 130) : (SVGPlot.width, panel.x.scale == .hidden ? 340 : 270)
    case .square:
      let side: Double = count == 1 ? 330 : count <= 9 ? 118 : 84
      return (side, side)
    case .cells:
      let (across, down) = (cells(panel.x), cells(panel.y))
      let most = isSmall ? 200.0 : 430.0
      let holdsValues = panel.marks.contains { if case .field(let field) = $0 { field.decimals != nil } else { false } }
      let wanted = holdsValues && across <= 9 ? 48.0 : 26
      let side = min(wanted, most / Double(max(across, 1)))
      // However many columns there are, a row can be seen.
      let height = min(max(min(side, holdsValues ? 30 : side), 8), most / Double(max(down, 1)))
      return (side * Double(across), height * Double(down))
    }
  }

  private static func cells(_ axis: Plot.Axis) -> Int {
    if case .names(let names) = axis.scale { return names.count }
    return Int(axis.range?.upperBound ?? 1)
  }

  private static func label(_ tick: Tick) -> String { SVGText.fitted(tick.label, width: 110) }

  /// The elements of the panel with its upper left corner at a place.
  func elements(left: Double, top: Double) -> [String] {
    let frame = Frame(left: left + margins.left, top: top + margins.top, width: area.width, height: area.height)
    let title = panel.title.map {
      SVGText.element($0, x: left + width / 2, y: top + 18, width: width, #"text-anchor="middle""#)
    }
    guard let axes else {
      let words = SVGText.element(
        "no finite points to draw", x: frame.left + frame.width / 2, y: frame.top + frame.height / 2,
        width: area.width, #"text-anchor="middle""#)
      return [title, words].compactMap { $0 }
    }
    let marks = panel.marks.flatMap { SVGMarks(axes: axes, frame: frame).elements($0) }
    let hasField = panel.marks.contains { if case .field = $0 { true } else { false } }
    return [title].compactMap { $0 } + (hasField ? marks + sides(axes, frame) : sides(axes, frame) + marks)
      + labels(axes, frame, panelLeft: left, panelTop: top)
  }

  /// The rectangle that the axes enclose, in units.
  struct Frame {
    let left: Double
    let top: Double
    let width: Double
    let height: Double
    var right: Double { left + width }
    var bottom: Double { top + height }
  }

  /// The grid and the axes.
  private func sides(_ axes: PlotAxes, _ frame: Frame) -> [String] {
    if panel.x.scale == .hidden, panel.y.scale == .hidden { return [] }
    let hasCells = panel.shape == .cells
    var grid = ""
    if !hasCells {
      for tick in axes.y.ticks {
        grid += "M\(number(frame.left)) \(number(y(tick, axes, frame)))H\(number(frame.right))"
      }
      for tick in axes.x.ticks {
        grid += "M\(number(x(tick, axes, frame))) \(number(frame.top))V\(number(frame.bottom))"
      }
    }
    let left = "M\(number(frame.left)) \(number(frame.top))V\(number(frame.bottom))H\(number(frame.right))"
    let closed = hasCells || panel.shape == .square ? "V\(number(frame.top))z" : ""
    let isOverField = panel.shape == .square
    return (grid.isEmpty || isOverField ? [] : [#"<path class="g" fill="none" d="\#(grid)"/>"#]) + [
      #"<path class="a" fill="none" d="\#(left)\#(closed)"/>"#
    ]
  }

  private func x(_ tick: Tick, _ axes: PlotAxes, _ frame: Frame) -> Double {
    frame.left + axes.x.fraction(tick.value) * frame.width
  }

  private func y(_ tick: Tick, _ axes: PlotAxes, _ frame: Frame) -> Double {
    if case .names = panel.y.scale { return frame.top + axes.y.fraction(tick.value) * frame.height }
    return frame.bottom - axes.y.fraction(tick.value) * frame.height
  }

  /// The labels of ticks, those left out that would touch another, and those of the axes.
  private func labels(_ axes: PlotAxes, _ frame: Frame, panelLeft: Double, panelTop: Double) -> [String] {
    var labels: [String] = []
    var end = Double.infinity
    for tick in axes.y.ticks.sorted(by: { y($0, axes, frame) > y($1, axes, frame) }) {
      let y = y(tick, axes, frame)
      if end - y < SVGText.size { continue }
      end = y
      labels.append(SVGText.element(Self.label(tick), x: frame.left - 7, y: y + 4.5, #"text-anchor="end""#))
    }
    end = -.infinity
    for tick in axes.x.ticks {
      let (x, text) = (x(tick, axes, frame), Self.label(tick))
      let half = isTilted ? SVGText.size / 2 : SVGText.width(text) / 2
      if x - half < end { continue }
      end = x + half + (isTilted ? 0 : 6)
      if isTilted {
        let place = "\(number(x + 4)) \(number(frame.bottom + 12))"
        labels.append(
          SVGText.element(
            text, x: x + 4, y: frame.bottom + 12, #"text-anchor="end" transform="rotate(-45 \#(place))""#))
      } else {
        labels.append(SVGText.element(text, x: x, y: frame.bottom + 17, #"text-anchor="middle""#))
      }
    }
    if !panel.x.label.isEmpty {
      labels.append(
        SVGText.element(
          panel.x.label, x: frame.left + frame.width / 2, y: panelTop + height - 7,
          width: frame.width + 2 * min(margins.left, margins.right),
          #"text-anchor="middle""#))
    }
    if !panel.y.label.isEmpty {
      let (x, y) = (panelLeft + 14, frame.top + frame.height / 2)
      labels.append(
        SVGText.element(
          panel.y.label, x: x, y: y, width: frame.height,
          #"text-anchor="middle" transform="rotate(-90 \#(number(x)) \#(number(y)))""#))
    }
    return labels
  }

  private func number(_ value: Double) -> String { SVGText.number(value) }
}
