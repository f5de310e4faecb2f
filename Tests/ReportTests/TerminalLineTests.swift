import Foundation
import Outputs
import Report
import Testing

/// What stands beside a prompt: completions and sparklines.
@Suite struct TerminalLineTests {
  @Test func completionsStandBesideWhatTheyAre() {
    let entries = [("train", "make the loss smaller by gradient descent"), ("トレ", "別名"), ("W1", "")]
    #expect(
      TerminalStyle(columns: 30).listed(entries) == """
        train  make the loss smaller …
        トレ   別名
        W1

        """)
    #expect(
      TerminalStyle(columns: 30, isUnicode: false).listed([("W1", "2 × 4"), ("b1", "4"), ("日本語.csv", "a file")]) == #"""
        W1               2 x 4
        b1               4
        \u{65e5}\u{672c}\u{8a9e}.csv

        """#)
    #expect(TerminalStyle().listed([]) == "")
  }

  @Test func bareNamesStandInColumnsReadDownward() {
    let names = ["a.csv", "bb.csv", "c", "dddd/", "e.npz"].map { (name: $0, summary: "") }
    #expect(TerminalStyle(columns: 24).listed(names) == "a.csv   c       e.npz\nbb.csv  dddd/\n")
    #expect(TerminalStyle(columns: 20).listed(names) == "a.csv   dddd/\nbb.csv  e.npz\nc\n")
    #expect(TerminalStyle(columns: 80).listed(names) == "a.csv   bb.csv  c       dddd/   e.npz\n")
  }

  @Test func aSparklineRisesWithItsValues() {
    let style = TerminalStyle()
    #expect(style.sparkline([1, 2, 3, 4, 5, 6, 7, 8], columns: 8) == "▁▂▃▄▅▆▇█")
    #expect(TerminalStyle(isUnicode: false).sparkline([1, 2, 3, 4, 5, 6], columns: 6) == "_.-=*#")
    #expect(style.sparkline([9, 9, 9, 2, 1], columns: 2) == "█▁")
    #expect(style.sparkline([2, 1], columns: 5) == "█▁   ")
    #expect(style.sparkline([], columns: 3) == "   ")
    #expect(style.sparkline([1], columns: 0) == "" && style.sparkline([1], columns: -1) == "")
  }

  @Test func aSparklineIsLogarithmicOverMoreThanAFactorOfAHundred() {
    let style = TerminalStyle()
    #expect(style.sparkline([1, 10, 100], columns: 3) == "▁▁█")
    #expect(style.sparkline([1, 10.05, 101], columns: 3) == "▁▅█")
    #expect(style.sparkline((0..<8).map { pow(10, Double(-$0)) }, columns: 8) == "█▇▆▅▄▃▂▁")
    #expect(style.sparkline([-1, 10, 101], columns: 3) == "▁▁█")
    #expect(style.sparkline([0, 10, 101], columns: 3) == "▁▁█")
  }

  @Test func whatIsNotFiniteIsBlank() {
    let style = TerminalStyle()
    #expect(style.sparkline([1, .nan, 2, .infinity, -.infinity], columns: 5) == "▁ █  ")
    #expect(style.sparkline([.nan, .infinity], columns: 2) == "  ")
    #expect(style.sparkline([-1.7e308, 0, 1.7e308], columns: 3) == "▁▅█")
    #expect(style.sparkline([3, 3, 3], columns: 3) == "▅▅▅")
    #expect(style.sparkline([0, .leastNonzeroMagnitude], columns: 2).count == 2)
  }
}
