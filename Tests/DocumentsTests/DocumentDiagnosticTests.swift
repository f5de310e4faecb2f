import Language
import Testing

@testable import Documents

@Suite struct DocumentDiagnosticTests {
  /// Reads a text and gives the messages, checking that each is at the marked place, in order.
  private func messages(_ text: String, _ location: SourceLocation = #_sourceLocation) -> [String] {
    let marked = Marked(text)
    let (document, diagnostics) = Document.parse(marked.source)
    // The parts are in order, none overlaps another, and nothing but an output block is left out.
    let spans = document.parts.map(\.span)
    #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.upper <= $1.lower }, sourceLocation: location)
    #expect(
      marked.source.bytes.count - spans.reduce(0) { $0 + $1.upper - $1.lower } == 0 || text.contains("nnb:output"),
      sourceLocation: location)
    #expect(diagnostics.flatMap { $0.notes.map(\.span) + [$0.span] } == marked.spans, sourceLocation: location)
    return diagnostics.map(\.message)
  }

  private func help(_ text: String) -> String? {
    Document.parse(Source(name: "test.nnb", text: text)).diagnostics.first?.help
  }

  @Test(arguments: ["xor", "a-b_c", "2", "隠れ層", "é", "e\u{301}", "skipp", "नमस्ते", "_", "expect"])
  func goodLabels(_ label: String) throws {
    #expect(try Document.reading("```nnb \(label)\n```\n").cells.map(\.header.label) == [label])
  }

  @Test func options() throws {
    let header = try #require(try Document.reading("```nnb expect=error a\tskip\n```\n").cells.first).header
    #expect(header.label == "a")
    #expect(header.expectsError)
    #expect(header.expectsErrorSpan == Span(7, 19))
    #expect(header.isSkipped)
  }

  @Test func badLabels() {
    let letters = "a label is made of letters, digits, '-' and '_'"
    #expect(messages("```nnb a⟦/⟧b\n```\n") == [letters])
    #expect(messages("```nnb é⟦.⟧.\n```\n") == [letters])
    #expect(messages("```nnb ⟦🙂⟧\n```\n") == [letters])
    #expect(messages("```nnb a⟦\\⟧_b\n```\n") == [letters])
    #expect(messages("```nnb expect⟦＝⟧error\n```\n") == [letters])
    #expect(messages("```nnb a⟦\0⟧\n```\n") == [letters])
    #expect(messages("```nnb ⟦-⟧a\n```\n") == ["a label cannot start with '-'"])
    let long = String(repeating: "x", count: 101)
    #expect(messages("```nnb ⟦\(long)⟧\n```\n") == ["label is longer than 100 bytes"])
    let invalid = Source(name: "test.nnb", bytes: Array("```nnb a".utf8) + [0xFF] + Array("\n```\n".utf8))
    #expect(Document.parse(invalid).diagnostics == [Diagnostic("label is not valid UTF-8", at: Span(7, 9))])
  }

  @Test func badOptions() {
    let choice = "the options are 'expect=error' and 'skip'"
    #expect(messages("```nnb ⟦expect=warning⟧\n```\n") == ["unknown option 'expect=warning'"])
    #expect(messages("~~~ nnb a  ⟦foo=bar⟧ skip\n~~~\n") == ["unknown option 'foo=bar'"])
    #expect(messages("~~~ nnb ⟦=⟧\n~~~\n") == ["unknown option '='"])
    #expect(help("```nnb expects=error\n```\n") == "an option with a similar name exists: 'expect=error'")
    #expect(help("```nnb foo=bar\n```\n") == choice)
    #expect(messages("```nnb ⟦skip⟧ a ⟦skip⟧\n```\n") == ["option 'skip' is given twice"])
    #expect(messages("```nnb ⟦a⟧ ⟦skipp⟧\n```\n") == ["a cell has one label at most"])
    #expect(help("```nnb a skipp\n```\n") == "an option with a similar name exists: 'skip'")
    #expect(help("```nnb a b\n```\n") == nil)
  }

  @Test func duplicateLabels() {
    #expect(messages("```nnb ⟦a⟧\n```\n```nnb b\n```\n```nnb ⟦a⟧\n```\n") == ["two cells have the label 'a'"])
    #expect(messages("```nnb ⟦\u{E9}⟧\n```\n```nnb ⟦e\u{301}⟧\n```\n") == ["two cells have the label 'e\u{301}'"])
  }

  @Test func everyErrorIsReported() {
    let text = "```nnb ⟦a=b⟧ ⟦/⟧\n```\n\n⟦<!-- /nnb:output -->⟧\n\n```nnb ⟦c=d⟧\n```\n⟦<!-- nnb:output -->⟧\n"
    #expect(
      messages(text) == [
        "unknown option 'a=b'", "a label is made of letters, digits, '-' and '_'",
        "end of an output block that was not begun", "unknown option 'c=d'", "output block is never closed",
      ])
  }

  @Test func markers() {
    #expect(messages("a\n\n⟦<!-- nnb:output -->⟧\n\n```nnb\n```\n") == ["output block is never closed"])
    #expect(messages("  ⟦<!-- /nnb:output -->⟧") == ["end of an output block that was not begun"])
    #expect(
      messages("⟦<!-- nnb:output -->⟧\n\n⟦<!-- nnb:output -->⟧\n\n<!-- /nnb:output -->\n") == [
        "output block inside another"
      ])
    #expect(messages("<!-- nnb:output -->\n<!-- /nnb:output --> ⟦text ⟧\n") == ["text after an output marker"])
    #expect(
      messages("⟦<!-- nnb:output⟧\n-->\n\n<!-- /nnb:output -->\n") == ["output marker does not end on its line"])
  }

  @Test func attributes() {
    let end = "\n<!-- /nnb:output -->\n"
    #expect(messages("<!-- nnb:output ⟦figures=png⟧ -->\(end)") == ["unknown attribute 'figures=png'"])
    #expect(messages("<!-- nnb:output figures=svg ⟦x⟧-->\(end)") == ["unknown attribute 'x'"])
    #expect(
      messages("<!-- nnb:output -->\n<!-- /nnb:output ⟦figures=svg⟧ -->\n") == ["unknown attribute 'figures=svg'"])
    #expect(
      help("<!-- nnb:output figure=svg -->\(end)") == "it can be one of 'figures=text', 'figures=svg', 'figures=none'")
  }

  @Test(arguments: [
    "- a\n\n⟦<!-- nnb:output -->⟧\n<!-- /nnb:output -->\n  ```nnb\n  ```\n",
    "a\n⟦<!-- nnb:output -->⟧\n<!-- /nnb:output -->\n<b>\n```nnb\n```\n",
    "a\n⟦<!-- nnb:output -->⟧\n<!-- /nnb:output -->\n2. b\n   ```nnb\n   ```\n",
    "⟦<!-- nnb:output -->⟧\n<!-- /nnb:output -->\n\u{FEFF}```nnb\n```\n",
    "```nnb\r```\r⟦<!-- nnb:output -->⟧\n<!-- /nnb:output -->\n\na\n",
  ])
  func removalThatChangesCells(_ text: String) {
    #expect(messages(text) == ["removing this output block changes what is a cell"])
  }
}
