import Language

/// The lines of a source, from 0, with and without their line ends.
struct LineTable {
  private let source: Source
  private let starts: [Int]

  init(_ source: Source) {
    self.source = source
    starts = source.lineStarts + (source.lineStarts.last == source.bytes.count ? [] : [source.bytes.count])
  }

  /// A line with its line end.
  func span(of line: Int) -> Span {
    Span(starts[line], starts[line + 1])
  }

  /// A line without its line end.
  func text(of line: Int) -> Span {
    var span = span(of: line)
    if span.upper > span.lower, source.bytes[span.upper - 1] == 0x0A { span.upper -= 1 }
    if span.upper > span.lower, source.bytes[span.upper - 1] == 0x0D { span.upper -= 1 }
    return span
  }

  /// The line end of a line; empty at the end of a file that lacks one.
  func end(of line: Int) -> String {
    source.text(Span(text(of: line).upper, span(of: line).upper))
  }
}

extension Source {
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
