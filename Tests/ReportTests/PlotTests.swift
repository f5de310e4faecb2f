import Foundation
import Outputs
import Report
import Testing

extension Plot {
  /// The points of all curves.
  var curvePoints: [Point] {
    panels.flatMap { $0.marks.flatMap { if case .line(let line) = $0 { line.points } else { [Point]() } } }
  }
}

/// A plot of curves without words.
func curvePlot(_ series: [Plot.Series]) -> Plot { Plot(title: "", x: .init(""), y: .init(""), series: series) }

/// Curves that a plot must survive.
let degeneratePlots: [Plot] = {
  let curves: [[Plot.Point]] = [
    [], [.init(x: 1, y: 2)], [.init(x: 0, y: 0)], [.init(x: .nan, y: 1)], [.init(x: 1, y: .infinity)],
    [.init(x: 0, y: 1), .init(x: 1, y: .nan), .init(x: 2, y: 3)], [.init(x: 3, y: 1), .init(x: 3, y: 2)],
    (0..<50).map { .init(x: Double($0), y: 0.693147) },
    (0..<50).map { .init(x: Double($0), y: 1 + 1e-16 * Double($0)) },
    [.init(x: -1e308, y: -1e308), .init(x: 1e308, y: 1e308)], [.init(x: -1e300, y: -1e300), .init(x: 1e300, y: 1e300)],
    [.init(x: 0, y: .leastNonzeroMagnitude), .init(x: .leastNonzeroMagnitude, y: 0)],
    [.init(x: 1e-299, y: 1e-299), .init(x: 2e-299, y: 2e-299)],
    [.init(x: 1e15, y: 1e15), .init(x: 1e15 + 1, y: 1e15 + 2)], [.init(x: 1, y: 1), .init(x: 1 + 2e-12, y: 1 + 2e-12)],
    [.init(x: 0, y: -3), .init(x: 1, y: -2)], (0..<20_000).map { .init(x: Double($0), y: sin(Double($0 * $0))) },
    [.init(x: 5, y: 1), .init(x: 0, y: 4), .init(x: 2, y: 2)], [.init(x: 1, y: 0), .init(x: 2, y: 1e300)],
  ]
  let single = curves.map { Plot(title: "t", x: .init("x"), y: .init("y"), series: [.init(name: "a", points: $0)]) }
  let all = curves.map { Plot.Series(name: "all", points: $0) }
  return single + [
    Plot(title: "", x: .init(""), y: .init(""), series: []), Plot(title: "", x: .init(""), y: .init(""), series: all),
  ]
}()

@Suite struct TextPlotTests {
  @Test func aSmallPlot() {
    let points = (0...30).map { Plot.Point(x: Double($0), y: 0.8 * exp(-Double($0) / 8)) }
    let flat = [Plot.Point(x: 0, y: 0.4), .init(x: 30, y: 0.4)]
    let plot = Plot(
      title: "Loss", x: .init("step"), y: .init("loss"),
      series: [.init(name: "loss", points: points), .init(name: "学習", points: flat)])
    #expect(
      textPlot(plot, columns: 24, rows: 5) == """
        Loss
        loss
        0.8 +⠑⢄⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
        0.6 +⠀⠈⠢⡀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
        0.4 +⠤⠤⠄⠈⠦⣤⠄⠀⠤⠤⠄⠀⠤⠤⠄⠀⠤⠤⠄⠀⠤⠤⠄⠀
        0.2 +⠀⠀⠀⠀⠀⠀⠉⠢⠤⣀⡀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
          0 +⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠉⠉⠒⠒⠒⠤⠤⠤⠤⠤⠤⠤⣀
            ++-------+------+-------+
             0      10     20      30
                       step
        ⠒⠒⠒⠒⠒⠒⠒⠒ loss
        ⠒⠒⠂⠀⠒⠒⠂⠀ 学習
        """)
  }

  @Test(arguments: degeneratePlots.indices)
  func everyLineOfTheDrawingIsBraille(index: Int) {
    let lines = textPlot(degeneratePlots[index], columns: 30, rows: 6).split(separator: "\n")
    #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
    let cells = lines.map { $0.unicodeScalars.reversed().prefix { (0x2800...0x28FF).contains($0.value) }.count }
    let points = degeneratePlots[index].curvePoints
    let isDrawn = points.contains { $0.x.magnitude <= 1e300 && $0.y.magnitude <= 1e300 }
    #expect(cells.filter { $0 > 0 } == Array(repeating: 30, count: isDrawn ? 6 : 0))
    #expect((lines.last == "(no finite points to draw)") == !isDrawn)
  }

  @Test func aSpikeOfOnePointShows() {
    var points = (0..<50_000).map { Plot.Point(x: Double($0), y: 0) }
    points[31_234].y = 1
    let plot = Plot(title: "", x: .init(""), y: .init(""), series: [.init(name: "a", points: points)])
    // The top row has dots in one character alone: the axis is as long as the curve, which 72 characters share.
    let top = textPlot(plot).split(separator: "\n")[0].drop { $0 != "+" }.dropFirst()
    let dotted = top.unicodeScalars.enumerated().filter { (0x2801...0x28FF).contains($1.value) }.map(\.offset)
    #expect(dotted == [Int((31_234.0 / 50_000 * 143).rounded()) / 2] && top.count == 72)
    #expect(svgPlot(plot).utf8.count < 20_000)
  }

  @Test func ticksAreRound() {
    let points = [Plot.Point(x: 1, y: 0.02), .init(x: 600, y: 0.69)]
    let plot = Plot(title: "", x: .init(""), y: .init(""), series: [.init(name: "a", points: points)])
    let lines = textPlot(plot).split(separator: "\n")
    #expect(
      lines.filter { !$0.hasPrefix(" ") || $0.hasPrefix("  0 +") }.map { $0.prefix(3) } == [
        "0.8", "0.6", "0.4", "0.2", "  0",
      ])
    #expect(lines.last?.split(separator: " ") == ["0", "100", "200", "300", "400", "500", "600"])
  }

  @Test func aMillionIsWrittenOut() {
    func labels(upTo end: Double) -> [Substring] {
      let points = [Plot.Point(x: 0, y: 0), .init(x: end, y: 1)]
      let plot = Plot(title: "", x: .init(""), y: .init(""), series: [.init(name: "a", points: points)])
      return textPlot(plot).split(separator: "\n").last?.split(separator: " ") ?? []
    }
    #expect(labels(upTo: 1e6) == ["0", "200000", "400000", "600000", "800000", "1000000"])
    #expect(labels(upTo: 1e7) == ["0", "2.0e+06", "4.0e+06", "6.0e+06", "8.0e+06", "1.0e+07"])
  }
}
