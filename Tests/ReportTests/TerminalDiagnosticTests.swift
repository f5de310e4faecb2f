import Language
import Outputs
import Report
import Testing

@Suite struct TerminalDiagnosticTests {
  private let source = Source(name: "<stdin>", text: "data xor\n  layer affine 2 4\nlayer affine 3 1\n")
  private let diagnostic = Diagnostic(
    "layer takes 3 inputs but the layer before it gives 4", at: Span(41, 42),
    notes: [.init("the width was set here", at: Span(26, 27))], help: "write 4")

  @Test func theLineHasNeitherNameNorNumber() {
    #expect(
      TerminalStyle().rendered(diagnostic, in: source) == """
        error: layer takes 3 inputs but the layer before it gives 4
          layer affine 3 1
                       ^
        note: the width was set here: layer affine 2 4
        help: write 4

        """)
  }

  @Test func coloursAreThoseOfErrorsAndAdvice() {
    #expect(
      TerminalStyle(columns: 32, hasColour: true).rendered(diagnostic, in: source) == """
        \u{1B}[1;31merror:\u{1B}[0m layer takes 3 inputs but
               the layer before it gives
               4
          layer affine 3 1
                       \u{1B}[31m^\u{1B}[0m
        \u{1B}[36mnote:\u{1B}[0m the width was set here:
              layer affine 2 4
        \u{1B}[36mhelp:\u{1B}[0m write 4

        """)
  }

  @Test func aLongLineIsShownAroundItsCarets() {
    let text = "data csv \"日本の花.csv\" target species drop id date columns a b c"
    let source = Source(name: "", text: text)
    let start = text.utf8.count - "id date columns a b c".utf8.count
    let text20 = TerminalStyle(columns: 20).rendered(Diagnostic("no id", at: Span(start, start + 2)), in: source)
    #expect(text20 == "error: no id\n  …rop id date col…\n       ^^\n")
    let ascii = TerminalStyle(columns: 40, isUnicode: false)
    let file = Diagnostic("no file", at: Span(9, 27))
    #expect(
      ascii.rendered(file, in: source) == #"""
        error: no file
          data csv "\u{65e5}\u{672c}...
                   ^^^^^^^^^^^^^^^^^

        """#)
  }

  @Test func aFailureNamesTheCell() {
    let failure = Failure(
      place: "cell 3, line 2", message: "lr must be greater than 0", sourceLine: "train 10 lr -1", columns: 12..<14,
      notes: ["lr was set in cell 1"], help: "use a small positive number")
    #expect(
      TerminalStyle(hasColour: true).rendered(.failure(failure)) == """
        cell 3, line 2: \u{1B}[1;31merror:\u{1B}[0m lr must be greater than 0
          train 10 lr -1
                      \u{1B}[31m^^\u{1B}[0m
        \u{1B}[36mnote:\u{1B}[0m lr was set in cell 1
        \u{1B}[36mhelp:\u{1B}[0m use a small positive number

        """)
  }
}
