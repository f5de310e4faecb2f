import Outputs

/// Draws marks into the frame of a panel.
struct SVGMarks {
  let axes: PlotAxes
  let frame: SVGPanel.Frame

  /// The elements of a mark.
  func elements(_ mark: Plot.Mark) -> [String] {
    switch mark {
    case .line(let line): elements(line)
    case .points(let points): elements(points)
    case .field(let field): elements(field)
    case .bars(let bars): elements(bars)
    case .links(let links): links.sorted { $0.strength.magnitude < $1.strength.magnitude }.compactMap(element)
    case .texts(let texts): texts.flatMap(elements)
    }
  }

  private func place(_ point: Plot.Point) -> (x: Double, y: Double)? {
    axes.place(point).map { (frame.left + $0.x * frame.width, frame.bottom - $0.y * frame.height) }
  }

  /// The lines of a curve; a point between two gaps is a dot.
  private func elements(_ line: Plot.Line) -> [String] {
    strokes(line.points, in: axes, columns: frame.width).map { stroke in
      let points = stroke.compactMap(place)
      if points.count == 1 {
        return
          #"<circle class="\#(SVGStyle.fill(line.series))" cx="\#(number(points[0].x))" cy="\#(number(points[0].y))" r="3"/>"#
      }
      let list = points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
      return #"<polyline points="\#(list)" \#(SVGStyle.line(line.series, line.weight))/>"#
    }
  }

  /// Points of a series, as one path; those beyond the ends of an axis are left out.
  private func elements(_ points: Plot.Points) -> [String] {
    let places = points.points.filter(axes.hold).compactMap(place)
    if places.isEmpty { return [] }
    return [
      Self.element(
        places.map { Self.sign(points.sign, points.series, $0.x, $0.y) }.joined(), points.sign, points.series)
    ]
  }

  /// The outlines of points; those that are filled have the colour of the ground around them, to stand out from a field.
  static func element(_ path: String, _ sign: Plot.Points.Sign, _ series: Int) -> String {
    let colour = series % SVGStyle.count
    return sign == .cross
      ? #"<path class="s\#(colour)" fill="none" stroke-width="1.8" d="\#(path)"/>"#
      : #"<path class="f\#(colour) o" stroke-width="0.7" d="\#(path)"/>"#
  }

  /// The outline of a point: a circle, a square, a triangle or a diamond by its series, or a cross. Series that share a
  /// colour have another outline.
  static func sign(_ sign: Plot.Points.Sign, _ series: Int, _ x: Double, _ y: Double) -> String {
    let (x0, y0) = (SVGText.number(x), SVGText.number(y))
    func moved(_ dx: Double, _ dy: Double) -> String { "\(SVGText.number(x + dx)) \(SVGText.number(y + dy))" }
    if sign == .cross { return "M\(moved(-3.5, -3.5))l7 7M\(moved(3.5, -3.5))l-7 7" }
    return switch (series + series / SVGStyle.count) % 4 {
    case 0: "M\(SVGText.number(x - 2.4)) \(y0)a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0 -4.8 0z"
    case 1: "M\(moved(-2.2, -2.2))h4.4v4.4h-4.4z"
    case 2: "M\(x0) \(SVGText.number(y - 3))l3 5.3h-6z"
    default: "M\(x0) \(SVGText.number(y - 3.2))l3.2 3.2l-3.2 3.2l-3.2 -3.2z"
    }
  }

  private func elements(_ field: Plot.Field) -> [String] {
    guard let a = place(.init(x: field.x.lowerBound, y: field.y.lowerBound)),
      let b = place(.init(x: field.x.upperBound, y: field.y.upperBound))
    else { return [] }
    let (left, top) = (min(a.x, b.x), min(a.y, b.y))
    let (width, height) = ((a.x - b.x).magnitude, (a.y - b.y).magnitude)
    let shown = field.colouring == .classes ? field : field.reduced(toRows: Int(height / 2), columns: Int(width / 2))
    return SVGField(field: shown, left: left, top: top, width: width, height: height).elements
  }

  private func elements(_ bars: Plot.Bars) -> [String] {
    var path = ""
    for (index, height) in bars.heights.enumerated() where height > 0 {
      guard let low = place(.init(x: bars.edges[index], y: 0)),
        let high = place(.init(x: bars.edges[index + 1], y: height))
      else { continue }
      path += "M\(number(low.x)) \(number(low.y))V\(number(high.y))H\(number(high.x))V\(number(low.y))z"
    }
    return path.isEmpty
      ? [] : [#"<path class="\#(SVGStyle.fill(bars.series))" fill-opacity="0.8" d="\#(path)"/>"#]
  }

  private func element(_ link: Plot.Link) -> String? {
    guard let start = place(link.start), let end = place(link.end) else { return nil }
    return Self.link(start, end, link.strength)
  }

  /// A line as wide as its strength has it, dashed below zero.
  static func link(_ start: (x: Double, y: Double), _ end: (x: Double, y: Double), _ value: Double) -> String {
    let strength = min(value.magnitude, 1)
    let dashes = value < 0 ? #" stroke-dasharray="6 3""# : ""
    let width = #"stroke-width="\#(SVGText.number(0.4 + 4.6 * strength))""#
    let opacity = #"stroke-opacity="\#(SVGText.number(0.3 + 0.7 * strength))"\#(dashes)"#
    let path = [start.x, start.y, end.x, end.y].map(SVGText.number)
    return #"<path class="s\#(SVGStyle.series(ofSign: value))" fill="none" \#(width) \#(opacity) "#
      + #"d="M\#(path[0]) \#(path[1])L\#(path[2]) \#(path[3])"/>"#
  }

  private func elements(_ text: Plot.Text) -> [String] {
    guard let place = place(text.place) else { return [] }
    let size = 11.0
    let lineHeight = 13.0
    let height = lineHeight * Double(text.lines.count)
    let words = text.lines.map { SVGText.fitted(visible($0), width: 84, size: size) }
    let width = (words.map { SVGText.width($0, size: size) }.max() ?? 0) + 10
    var elements: [String] = []
    if text.isFramed {
      let box =
        #"x="\#(number(place.x - width / 2))" y="\#(number(place.y - height / 2 - 3))" width="\#(number(width))" height="\#(number(height + 6))" rx="7""#
      let strength = min(text.strength.magnitude, 1)
      elements.append(#"<rect class="b a" \#(box)/>"#)
      if strength > 0 {
        let fill = SVGStyle.fill(SVGStyle.series(ofSign: text.strength))
        elements.append(#"<rect class="\#(fill)" fill-opacity="\#(number(0.5 * strength))" \#(box)/>"#)
      }
    }
    return elements
      + words.enumerated().map { index, line in
        SVGText.element(
          line, x: place.x, y: place.y - height / 2 + lineHeight * Double(index) + 10, size: size,
          #"text-anchor="middle""#)
      }
  }

  private func number(_ value: Double) -> String { SVGText.number(value) }
}
