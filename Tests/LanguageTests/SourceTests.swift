import Language
import Testing

@Suite struct SourceTests {
  @Test func anExcerptIsOfItsLineAlone() {
    let source = Source(name: "", text: "\u{FEFF}first\nsecond\n")
    for (span, line, columns) in [
      (Span(0, 0), "first", 0..<0), (Span(0, 4), "first", 0..<1), (Span(7, 12), "first", 4..<5),
      (Span(9, 99), "second", 0..<6), (Span(99, 99), "", 0..<0),
    ] {
      let excerpt = source.excerpt(of: span)
      #expect(excerpt.line == line && excerpt.columns == columns, "\(span)")
    }
  }

  @Test func columnsCountCharacters() {
    let source = Source(name: "", text: "seed 1\nlet 学習率 e\u{301}x")
    let last = source.bytes.count - 1
    #expect(source.line(at: last) == 2 && source.column(of: Span(last, last + 1)) == 10)
  }
}
