import Language

/// The lines of a source, from 0, as CommonMark counts them: they end with `\n`, `\r\n` or a lone `\r`.
///
/// A byte order mark is before the first line, not in it.
struct LineTable {
  private let source: Source
  private let starts: [Int]

  init(_ source: Source) {
    self.source = source
    starts = source.bytes.withUnsafeBufferPointer { bytes in
      var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
      for index in bytes.indices where bytes[index] == 0x0A || bytes[index] == 0x0D {
        let isInside = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
        if !isInside { starts.append(index + 1) }
      }
      if starts.last != bytes.count { starts.append(bytes.count) }
      return starts
    }
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
    source.text(in: Span(text(of: line).upper, span(of: line).upper))
  }
}

extension Source {
  /// The text of a span, invalid UTF-8 repaired.
  func text(in span: Span) -> String {
    String(decoding: bytes[span.lower..<span.upper], as: UTF8.self)
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
