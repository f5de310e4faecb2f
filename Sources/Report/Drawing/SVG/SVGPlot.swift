import Outputs

/// The second line of every picture, by which a picture that no report refers to any more is recognised.
public let figureMarker = "<!-- nbrun figure -->"

/// Draws a plot as a self-contained SVG picture, the same bytes for the same plot.
///
/// Panels stand beside each other as far as there is room, below them the keys and then the remarks. Series differ in
/// colours that the colour-blind can tell apart and in signs; there is no ground, so that a picture stands on a light
/// page as on a dark one.
public func svgPlot(_ plot: Plot) -> String { SVGPlot(plot).picture }

/// The same picture as an element of a page, which has the rules of `SVGStyle` in its own style sheet.
func inlineSVGPlot(_ plot: Plot) -> String { SVGPlot(plot).element }

/// A whole picture.
struct SVGPlot {
  /// The width of every picture, in units: narrow, so that words are legible on a telephone.
  static let width = 520.0

  private let plot: Plot

  init(_ plot: Plot) { self.plot = plot }

  /// A file of its own.
  var picture: String {
    svg(
      #"xmlns="http://www.w3.org/2000/svg""#, #"role="img" font-family="system-ui,sans-serif""#,
      marker: figureMarker + "\n",
      style: SVGStyle.sheet + "\n")
  }

  /// An element of a page.
  var element: String { svg(#"class="plot""#, #"role="img""#) }

  private func svg(_ first: String, _ last: String, marker: String = "", style: String = "") -> String {
    var elements: [String] = []
    var bottom = 8.0
    if !plot.title.isEmpty {
      for line in SVGText.lines(plot.title, width: Self.width - 16, size: 15) {
        elements.append(SVGText.element(line, x: Self.width / 2, y: bottom + 15, size: 15, #"text-anchor="middle""#))
        bottom += 19
      }
      bottom += 5
    }
    let panels = plot.panels.isEmpty ? [Plot.Panel(x: .init(""), y: .init(""), marks: [])] : plot.panels
    for row in rows(panels.map { SVGPanel($0, of: panels.count) }) {
      var left = (Self.width - row.reduce(0) { $0 + $1.width }) / 2
      for panel in row {
        elements += panel.elements(left: left, top: bottom)
        left += panel.width
      }
      bottom += row.reduce(0) { max($0, $1.height) }
    }
    bottom = addKeys(to: &elements, below: bottom)
    for line in plot.remarks.flatMap({ SVGText.lines($0, width: Self.width - 16, size: 12) }) {
      elements.append(SVGText.element(line, x: 8, y: bottom + 13, size: 12))
      bottom += 16
    }
    let height = SVGText.number((bottom + 6).rounded(.up))
    return """
      <svg \(first) viewBox="0 0 \(SVGText.number(Self.width)) \(height)" \
      width="\(SVGText.number(Self.width))" height="\(height)" \(last) font-size="\(SVGText.number(SVGText.size))">
      \(marker)<title>\(SVGText.escaped(plot.title))</title>
      <desc>\(SVGText.escaped(plot.summary))</desc>
      \(style)\(elements.joined(separator: "\n"))
      </svg>

      """
  }

  /// Panels beside each other as far as there is room.
  private func rows(_ panels: [SVGPanel]) -> [[SVGPanel]] {
    var rows: [[SVGPanel]] = []
    var used = Double.infinity
    for panel in panels {
      if used + panel.width > Self.width {
        rows.append([])
        used = 0
      }
      rows[rows.count - 1].append(panel)
      used += panel.width
    }
    return rows
  }

  /// The keys, beside each other as far as there is room; gives where they end.
  private func addKeys(to elements: inout [String], below top: Double) -> Double {
    let (keys, missing) = shownKeys(plot)
    var (left, bottom) = (8.0, top + 4)
    func advance(_ width: Double) {
      if left > 8, left + width > Self.width {
        (left, bottom) = (8, bottom + 19)
      }
    }
    for key in keys {
      let piece = SVGKey(key.look)
      let name = SVGText.fitted(visible(key.name), width: min(300, Self.width - piece.width - 22))
      let width = piece.width + 6 + SVGText.width(name) + 16
      advance(width)
      elements += piece.elements(left: left, middle: bottom + 9)
      if !name.isEmpty { elements.append(SVGText.element(name, x: left + piece.width + 6, y: bottom + 13.5)) }
      left += width
    }
    if missing > 0 {
      let words = "\(missing) more"
      advance(SVGText.width(words))
      elements.append(SVGText.element(words, x: left, y: bottom + 13.5))
    }
    return keys.isEmpty ? top : bottom + 22
  }
}

/// What stands beside the name of a key.
private struct SVGKey {
  let look: Plot.Key.Look

  init(_ look: Plot.Key.Look) { self.look = look }

  var width: Double {
    switch look {
    case .line, .link: 24
    case .point: 10
    case .scale(let colouring): ends(of: colouring).reduce(108) { $0 + SVGText.width($1) }
    }
  }

  func elements(left: Double, middle: Double) -> [String] {
    switch look {
    case .line(let series):
      return [
        #"<path d="M\#(SVGText.number(left)) \#(SVGText.number(middle))h24" \#(SVGStyle.line(series))/>"#
      ]
    case .link(let strength):
      return [SVGMarks.link((left, middle), (left + 24, middle), strength)]
    case .point(let series, let sign):
      return [SVGMarks.element(SVGMarks.sign(sign, series, left + 5, middle), sign, series)]
    case .scale(let colouring):
      let ends = ends(of: colouring)
      guard ends.count == 2 else { return [] }
      let start = left + SVGText.width(ends[0]) + 4
      let steps = 20
      let field = Plot.Field(
        columns: steps, values: (0..<steps).map { value(Double($0) / Double(steps - 1), colouring) },
        colouring: colouring)
      return [SVGText.element(ends[0], x: left, y: middle + 4.5)]
        + SVGField(field: field, left: start, top: middle - 6, width: 100, height: 12).elements
        + [SVGText.element(ends[1], x: start + 104, y: middle + 4.5)]
    }
  }

  private func value(_ share: Double, _ colouring: Plot.Field.Colouring) -> Double {
    switch colouring {
    case .twoEnded(let limit): limit * (2 * share - 1)
    case .shades(let range): range.lowerBound + (range.upperBound - range.lowerBound) * share
    case .classes: share
    }
  }

  private func ends(of colouring: Plot.Field.Colouring) -> [String] { colouring.ends }
}
