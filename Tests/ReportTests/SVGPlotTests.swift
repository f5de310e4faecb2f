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
    let points = plot.series.flatMap(\.points)
    let isDrawn = points.contains { $0.x.magnitude <= 1e300 && $0.y.magnitude <= 1e300 }
    #expect((svg.contains("<polyline ") || svg.contains("<circle ")) == isDrawn)
    #expect(svg.contains(">no finite points to draw</text>") == !isDrawn)
  }

  @Test func coordinatesHaveTwoDecimalsAtMost() throws {
    let points = (1...600).map { Plot.Point(x: Double($0), y: 1 / Double($0)) }
    let svg = svgPlot(Plot(title: "", xLabel: "", yLabel: "", series: [.init(name: "a", points: points)]))
    let list = try #require(svg.firstMatch(of: /points="([^"]*)"/)).output.1
    let numbers = list.split(whereSeparator: { " ,".contains($0) })
    for number in numbers { #expect(number.wholeMatch(of: /[0-9]+(\.[0-9]{1,2})?/) != nil) }
    // All points are there: no column has more than two of them. The first is at 1 of 0 to 600, and at the very top.
    #expect(numbers.count == 1200)
    #expect(numbers.prefix(2) == ["61.92", "48"] && numbers.dropLast().last == "612")
  }

  @Test func textIsEscaped() {
    let nasty = "</title><script>\"&\u{0}\u{1b}\u{202e}\u{fffe}]]>"
    let series = [Plot.Series(name: nasty, points: [.init(x: 0, y: 0)]), .init(name: nasty, points: [])]
    let svg = svgPlot(Plot(title: nasty, xLabel: nasty, yLabel: nasty, series: series))
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(!svg.contains("<script"))
    let shown = #"&lt;/title&gt;&lt;script&gt;&quot;&amp;\u{0}\u{1b}\u{202e}\u{fffe}]]&gt;"#
    #expect(svg.contains("<title>\(shown)</title>\n<desc>\(shown) against \(shown): \(shown), \(shown)</desc>"))
    #expect(svg.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
  }

  @Test func aLegendComesWithASecondCurve() {
    let curves = ["train", "test"].map { Plot.Series(name: $0, points: [.init(x: 0, y: 1), .init(x: 1, y: 2)]) }
    var plot = Plot(title: "", xLabel: "", yLabel: "", series: curves)
    #expect(svgPlot(plot).contains(">test</text>"))
    plot.series.removeLast()
    #expect(!svgPlot(plot).contains(">train</text>"))
    plot.series = Array(repeating: curves[0], count: 40)
    #expect(svgPlot(plot).contains(">25 more</text>"))
  }

  @Test func sixteenCurvesHaveTheirNames() {
    func names(of count: Int) -> (named: Int, remark: Substring?) {
      let points = [Plot.Point(x: 0, y: 1), .init(x: 1, y: 2)]
      let curves = (0..<count).map { _ in Plot.Series(name: "run", points: points) }
      let svg = svgPlot(Plot(title: "", xLabel: "", yLabel: "", series: curves))
      return (svg.ranges(of: ">run</text>").count, svg.firstMatch(of: />([0-9]+ more)</)?.output.1)
    }
    #expect(names(of: 16) == (16, nil))
    #expect(names(of: 17) == (15, "2 more"))
  }

  @Test func largerValuesAreHigherUp() throws {
    let curve = Plot.Series(name: "a", points: [.init(x: 0, y: 0), .init(x: 1, y: 1)])
    let svg = svgPlot(Plot(title: "", xLabel: "", yLabel: "", series: [curve]))
    let list = try #require(svg.firstMatch(of: /points="([^"]*)"/)).output.1
    // From the lower left corner of the frame to its upper right one, in units from the top.
    #expect(list.hasSuffix(",344 612,48"), "\(list)")
  }
}
