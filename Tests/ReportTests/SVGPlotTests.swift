import Foundation
import Outputs
import Report
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct SVGPlotTests {
  @Test(arguments: degeneratePlots.indices)
  func isWellFormedAndTheSameEachTime(index: Int) {
    let plot = degeneratePlots[index]
    let svg = svgPlot(plot)
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(svg == svgPlot(plot))
    #expect(svg.split(separator: "\n")[1] == figureMarker)
    // Every place is a number.
    let places = svg.matches(of: /\b(?:points|d|cx|cy|x|y)="([^"]*)"/).map(\.output.1)
    #expect(places.allSatisfy { $0.wholeMatch(of: /[-0-9.,MHVh ]+/) != nil } && places.count >= 2)
    let points = plot.curvePoints
    let isDrawn = points.contains { $0.x.magnitude <= 1e300 && $0.y.magnitude <= 1e300 }
    #expect((svg.contains("<polyline ") || svg.contains("<circle ")) == isDrawn)
    #expect(svg.contains(">no finite points to draw</text>") == !isDrawn)
  }

  @Test func coordinatesHaveTwoDecimalsAtMost() throws {
    let points = (1...600).map { Plot.Point(x: Double($0), y: 1 / Double($0)) }
    let svg = svgPlot(Plot(title: "", x: .init(""), y: .init(""), series: [.init(name: "a", points: points)]))
    let list = try #require(svg.firstMatch(of: /points="([^"]*)"/)).output.1
    let numbers = list.split(whereSeparator: { " ,".contains($0) })
    for number in numbers { #expect(number.wholeMatch(of: /[0-9]+(\.[0-9]{1,2})?/) != nil) }
    // All points are there: no column has more than two of them.
    #expect(numbers.count == 1200)
    // The first is at 1 of 0 to 600 and at the top, where the last tick's line is, the last where the axis ends.
    let frame = try #require(svg.firstMatch(of: /class="a" fill="none" d="M([0-9.]+) ([0-9.]+)V[0-9.]+H([0-9.]+)"/))
      .output
    let (left, right) = (try #require(Double(frame.1)), try #require(Double(frame.3)))
    #expect(numbers[1] == frame.2 && numbers.dropLast().last == frame.3)
    #expect(try abs(#require(Double(numbers[0])) - (left + (right - left) / 600)) < 0.011)
  }

  @Test func textIsEscaped() {
    let nasty = "</title><script>\"&\u{0}\u{1b}\u{202e}\u{fffe}]]>"
    let series = [Plot.Series(name: nasty, points: [.init(x: 0, y: 0)]), .init(name: nasty, points: [])]
    let svg = svgPlot(Plot(title: nasty, summary: nasty, x: .init(nasty), y: .init(nasty), series: series))
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(!svg.contains("<script"))
    let shown = #"&lt;/title&gt;&lt;script&gt;&quot;&amp;\u{0}\u{1b}\u{202e}\u{fffe}]]&gt;"#
    #expect(svg.contains("<title>\(shown)</title>\n<desc>\(shown)</desc>"))
    #expect(svg.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
  }

  @Test func aLegendComesWithASecondCurve() {
    let curves = ["train", "test"].map { Plot.Series(name: $0, points: [.init(x: 0, y: 1), .init(x: 1, y: 2)]) }
    #expect(svgPlot(curvePlot(curves)).contains(">test</text>"))
    #expect(!svgPlot(curvePlot([curves[0]])).contains(">train</text>"))
    #expect(svgPlot(curvePlot(Array(repeating: curves[0], count: 40))).contains(">25 more</text>"))
  }

  @Test func sixteenCurvesHaveTheirNames() {
    func names(of count: Int) -> (named: Int, remark: Substring?) {
      let points = [Plot.Point(x: 0, y: 1), .init(x: 1, y: 2)]
      let curves = (0..<count).map { _ in Plot.Series(name: "run", points: points) }
      let svg = svgPlot(Plot(title: "", x: .init(""), y: .init(""), series: curves))
      return (svg.ranges(of: ">run</text>").count, svg.firstMatch(of: />([0-9]+ more)</)?.output.1)
    }
    #expect(names(of: 16) == (16, nil))
    #expect(names(of: 17) == (15, "2 more"))
  }

  @Test func largerValuesAreHigherUp() throws {
    let curve = Plot.Series(name: "a", points: [.init(x: 0, y: 0), .init(x: 1, y: 1)])
    let svg = svgPlot(Plot(title: "", x: .init(""), y: .init(""), series: [curve]))
    let list = try #require(svg.firstMatch(of: /points="([^"]*)"/)).output.1
    // From the lower left corner of the frame to its upper right one, in units from the top.
    let places = list.split(whereSeparator: { " ,".contains($0) }).compactMap { Double($0) }
    #expect(places.count == 4 && places[2] > places[0] + 200 && places[3] < places[1] - 200, "\(list)")
  }
}
