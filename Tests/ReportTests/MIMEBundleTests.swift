import Outputs
import Testing

@testable import Report

/// What a front end of Jupyter is given to choose from.
@Suite struct MIMEBundleTests {
  private let table = Table(
    caption: "the weights", columns: [.init("unit", isNumeric: false), .init("w")],
    rows: [[.text("a|b"), .number(0.5, decimals: 4)]])
  private let plot = Plot(
    title: "loss", summary: "It falls.",
    panels: [
      .init(
        x: .init("step"), y: .init("loss"),
        marks: [.line(.init([.init(x: 0, y: 1), .init(x: 1, y: 0)], series: 0))])
    ])

  @Test func aTableIsMarkdownAsInAReportAndTextAsAtThePrompt() {
    let bundle = MIMEBundle(.table(table))
    #expect(bundle.forms.map(\.type) == [.markdown, .plain])
    #expect(bundle[.markdown] == RenderedOutputs([.table(table)]).blocks[0])
    #expect(bundle[.plain].map { $0 + "\n" } == TerminalStyle(columns: 100).rendered(.table(table)))
  }

  @Test func aPlotIsAPictureThatNoMarkdownIsPreferredTo() {
    let bundle = MIMEBundle(.plot(plot))
    #expect(bundle.forms.map(\.type) == [.svg, .plain])
    #expect(bundle[.svg] == svgPlot(plot))
    #expect(bundle[.plain]?.contains("It falls.") == true)
  }

  @Test func nothingToShowHasNoForms() {
    #expect(MIMEBundle(.note("")).forms.isEmpty)
    #expect(MIMEBundle(.text("")).forms.map(\.type) == [.markdown])
  }

  @Test func hostileTextSendsNoEscapeCodes() {
    for output in [
      Output.note("a\u{1B}[2Jb"), .text("a\u{1B}]0;x\u{7}"), .table(Table(columns: [.init("\u{202E}x")], rows: [])),
    ] {
      for form in MIMEBundle(output).forms { #expect(visibleLines(form.text) == form.text) }
    }
  }

  @Test func aFailureIsATraceback() {
    let content = ErrorContent(
      Failure(
        place: "cell 2, line 1", message: "it is \u{1B}wrong", sourceLine: "train 5", columns: 0..<5, notes: ["here"],
        help: "do so"))
    #expect(content.value == #"cell 2, line 1: it is \u{1b}wrong"#)
    #expect(
      content.traceback == [
        #"cell 2, line 1: error: it is \u{1b}wrong"#, "train 5", "^^^^^", "note: here", "help: do so",
      ])
  }
}
