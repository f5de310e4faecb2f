/// A text with a name: what every position refers to.
public struct Source: Sendable {
  /// The name shown in diagnostics: a path, or `<stdin>`.
  public let name: String
  /// The text as UTF-8; bytes that are not UTF-8 are kept, and read as U+FFFD.
  public let bytes: [UInt8]
  /// The offset at which each line starts; `\n`, `\r\n` and `\r` end lines, as in CommonMark.
  private let lineStarts: [Int]

  /// Creates a source from bytes as they were read.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() {
      let endsLine = byte == 0x0A || (byte == 0x0D && (offset + 1 == bytes.count || bytes[offset + 1] != 0x0A))
      if endsLine { starts.append(offset + 1) }
    }
    self.lineStarts = starts
  }

  /// Creates a source from a string.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The number of lines, the one after the last line end included.
  public var lineCount: Int { lineStarts.count }

  /// The line, counted from 1, that holds an offset.
  public func line(at offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The extent of a line, counted from 1, without its line end.
  public func span(ofLine line: Int) -> Span {
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return Span(start, end)
  }

  /// The text of a span.
  public func text(_ span: Span) -> String {
    String(decoding: bytes[span.lower..<span.upper], as: UTF8.self)
  }

  /// The columns a span covers on the line it starts in, counted in characters from 0.
  public func columns(of span: Span) -> Range<Int> {
    let line = self.span(ofLine: line(at: span.lower))
    let start = text(Span(line.lower, min(span.lower, line.upper))).count
    let end = min(span.upper, line.upper)
    return start..<(start + (end > span.lower ? text(Span(span.lower, end)).count : 0))
  }

  /// Every line of the source, in order, without line ends.
  public var lines: [Span] {
    (1...lineCount).map { span(ofLine: $0) }
  }
}

/// A range of UTF-8 offsets in a source.
public struct Span: Sendable, Equatable, Hashable {
  /// The offset of the first byte.
  public var lower: Int
  /// The offset after the last byte.
  public var upper: Int

  /// Creates a span from its bounds.
  public init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  /// The smallest span that holds this one and another.
  public func union(_ other: Span) -> Span {
    Span(min(lower, other.lower), max(upper, other.upper))
  }
}
