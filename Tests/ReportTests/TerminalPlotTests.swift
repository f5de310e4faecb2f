import Foundation
import Outputs
import Report
import Testing

@Suite struct TerminalPlotTests {
  private let curves = Plot(
    title: "Loss – 学習", x: .init("step"), y: .init("loss"),
    series: [
      .init(name: "a", points: (0...30).map { Plot.Point(x: Double($0), y: 0.8 * exp(-Double($0) / 8)) }),
      .init(name: "学習", points: [Plot.Point(x: 0, y: 0.4), .init(x: 30, y: 0.4)]),
    ])

  @Test func inASCIIDotsAreThoseOfHalvesOfACell() {
    #expect(
      TerminalStyle(columns: 30, isUnicode: false).rendered(.plot(curves)) == #"""
        Loss - \u{5b66}\u{7fd2}
        loss
        0.8 +:
            |'.
            | :
            | :
        0.6 +  :
            |  '.
            |   :.
            |    :
        0.4 +''' ':' ''' ''' ''' ''' '
            |     '.
            |      ':
        0.2 +        :.
            |         ':
            |           ''..
            |              ''....
          0 +                   '''''.
            ++-------+-------+-------+
             0      10      20      30
                       step
        '''''''' a
        ''' '''  \u{5b66}\u{7fd2}

        """#)
  }

  @Test func eachOfSeveralCurvesHasAColour() {
    let text = TerminalStyle(columns: 30, hasColour: true).rendered(.plot(curves))
    #expect(text.contains("\u{1B}[36m⠒⠒⠒⠒⠒⠒⠒⠒\u{1B}[0m a\n\u{1B}[33m⠒⠒⠂\u{1B}[0m⠀\u{1B}[33m⠒⠒⠂\u{1B}[0m⠀ 学習\n"))
    let plain = TerminalStyle(columns: 30).rendered(.plot(curves))
    #expect(text.replacing(/\u{1B}\[[0-9;]+m/, with: "") == plain)
    let single = curvePlot([.init(name: "a", points: curves.curvePoints)])
    #expect(!TerminalStyle(hasColour: true).rendered(.plot(single)).contains("\u{1B}"))
  }

  @Test func theDrawingFillsTheWindowUpToWhatIsEasyToFollow() {
    for (window, width) in [(20, 20), (80, 80), (120, 120), (200, 120)] {
      let lines = TerminalStyle(columns: window).rendered(.plot(curves)).split(separator: "\n")
      #expect(lines.map { displayWidth($0) }.max() == width)
    }
  }

  @Test(arguments: degeneratePlots.indices)
  func allLabelsAreInsideTheWindow(index: Int) {
    var plot = degeneratePlots[index]
    for style in terminalStyles {
      #expect(objection(to: style.rendered(.plot(plot)), in: style) == nil)
    }
    let long = String(repeating: "long name ", count: 9)
    plot.keys += Array(repeating: .init(long, .line(0)), count: 20)
    (plot.title, plot.summary, plot.remarks) = (long, long, [long])
    for index in plot.panels.indices { (plot.panels[index].x.label, plot.panels[index].y.label) = (long, long) }
    for style in terminalStyles {
      #expect(objection(to: style.rendered(.plot(plot)), in: style) == nil)
    }
  }
}
