import Language

extension Source {
  /// The line end of a line; empty at the end of a file that lacks one.
  func lineEnd(ofLine line: Int) -> Span {
    Span(span(ofLine: line).upper, line < lineCount ? span(ofLine: line + 1).lower : bytes.count)
  }

  /// The offset after the run of one byte at the start of a span.
  func skip(_ byte: UInt8, in span: Span, atMost count: Int = .max) -> Int {
    let run = bytes[span.lower..<span.upper].prefix { $0 == byte }
    return run.prefix(count).endIndex
  }

  /// Whether a span has nothing but spaces and tabs.
  func isBlank(_ span: Span) -> Bool {
    bytes[span.lower..<span.upper].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// The words of a span, which spaces and tabs separate.
  func words(in span: Span) -> [Span] {
    bytes[span.lower..<span.upper]
      .split { $0 == 0x20 || $0 == 0x09 }
      .map { Span($0.startIndex, $0.endIndex) }
  }
}
