import Language
import Outputs
import Report
import Testing

@Suite struct TerminalTextTests {
  @Test func notesAreWrappedAtSpaces() {
    let style = TerminalStyle(columns: 24)
    #expect(
      style.rendered(.note("Trained  10 steps; `full` shows ``all`` of 2 × 3 → W_1.")) == """
        Trained 10 steps; full
        shows ``all`` of 2 × 3 →
        W_1.

        """)
    #expect(style.rendered(.note("")) == "" && style.rendered(.note("  ")) == "")
    #expect(
      TerminalStyle(columns: 24, isUnicode: false).rendered(.note("2 × 3 → 6 – `学`…")) == "2 x 3 -> 6 - \\u{5b66}...\n")
  }

  @Test func aWordLongerThanTheWindowIsBroken() {
    let style = TerminalStyle(columns: 20)
    #expect(style.rendered(.note("0123456789012345678901234 x")) == "01234567890123456789\n01234 x\n")
    #expect(
      style.rendered(.note("日本日本日本日本日本日本 x")) == "日本日本日本日本日本\n日本 x\n")
  }

  @Test func preformattedLinesGoOnWhereTheirLastColumnStarts() {
    let text = """
      lr NUMBER
        lr        the learning rate of a step
          deep indentation stays with it

      end
      """
    #expect(
      TerminalStyle(columns: 26).rendered(.text(text)) == """
        lr NUMBER
          lr        the learning
                    rate of a step
            deep indentation stays
            with it

        end

        """)
    #expect(TerminalStyle().rendered(.text("a\r\nb\n\n")) == "a\nb\n\n")
    #expect(TerminalStyle().rendered(.text("")) == "")
  }

  @Test func explanationsStandBesideTheirWordsWhereThereIsRoom() {
    let page = HelpPage([
      .init([
        .usage(["take", "ROWS", "[of N]"]), .summary("leave only the first rows"),
        .entries(
          [
            .init("ROWS", "an explanation that takes two lines", level: 1, synonyms: ["count"]),
            .init("a word that is long", "below it", level: 2),
          ], column: 12),
      ]),
      .init([.paragraph("More to know."), .commands(["take 5"])]),
    ])
    #expect(
      TerminalStyle(columns: 33).rendered(.help(page)) == """
        take ROWS [of N]
            leave only the first rows
          ROWS      an explanation that
                    takes two lines
                    also: count
            a word that is long
                    below it

        More to know.
            take 5

        """)
    #expect(
      TerminalStyle(columns: 20, isUnicode: false).rendered(.help(HelpPage([page.sections[0]]))) == """
        take ROWS [of N]
            leave only the
            first rows
          ROWS
              an explanation
              that takes two
              lines
              also: count
            a word that is
                long
                below it

        """)
  }

  @Test func windowsHaveAtLeastTwentyColumns() {
    var style = TerminalStyle(columns: -3)
    #expect(style.columns == 20)
    style.columns = 7
    #expect(style.columns == 20)
    style.columns = 21
    #expect(style == TerminalStyle(columns: 21))
  }

  @Test(arguments: hostile.indices)
  func textFromDataIsHarmless(index: Int) {
    let text = hostile[index]
    let many = Array(repeating: text, count: 30).joined(separator: " ")
    for style in terminalStyles where style.columns == 20 || style.columns == 80 {
      for text in [text, many] {
        let points = [Plot.Point(x: 0, y: 0), .init(x: 1, y: 1)]
        let plot = Plot(title: text, x: .init(text), y: .init(text), series: [.init(name: text, points: points)])
        let table = Table(caption: text, columns: [.init(text), .init(text)], rows: [[.text(text), .text(text)]])
        let failure = Failure(
          place: "cell 1, line 2", message: text, sourceLine: text, columns: 0..<9, notes: [text], help: text)
        for output in [.note(text), .text(text), .plot(plot), .table(table), .failure(failure)] as [Output] {
          #expect(objection(to: style.rendered(output), in: style) == nil)
        }
        let source = Source(name: text, text: text)
        let end = source.bytes.count
        let diagnostic = Diagnostic(text, at: Span(end / 2, end), notes: [.init(text, at: Span(0, end))], help: text)
        #expect(objection(to: style.rendered(diagnostic, in: source), in: style) == nil)
        #expect(objection(to: style.listed([(text, text), ("a", text), (text, "")]), in: style) == nil)
        #expect(objection(to: style.listed([(text, ""), ("a", "")]), in: style) == nil)
      }
    }
  }
}
