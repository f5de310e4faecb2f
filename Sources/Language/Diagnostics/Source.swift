/// A text with a name: what every position refers to.
public struct Source: Sendable {
  /// The name shown in diagnostics: a path, or `<stdin>`.
  public let name: String
  /// The text as UTF-8; bytes that are not UTF-8 are kept, and read as U+FFFD.
  public let bytes: [UInt8]
  /// What the text was put together from, in order, where its reader knows these parts and not its lines.
  public let sections: [Section]
  /// The offset at which each line starts, the empty one after a last line end included.
  ///
  /// As in CommonMark `\n`, `\r\n` and a lone `\r` end lines, and a byte order mark is before the first line.
  private let lineStarts: [Int]

  /// Creates a source from bytes as they were read.
  public init(name: String, bytes: [UInt8], sections: [Section] = []) {
    self.name = name
    self.sections = sections
    self.bytes = bytes
    lineStarts = bytes.withUnsafeBufferPointer { bytes in
      var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
      for index in bytes.indices where bytes[index] == 0x0A || bytes[index] == 0x0D {
        let isInside = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
        if !isInside { starts.append(index + 1) }
      }
      return starts
    }
  }

  /// Creates a source from a string.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// A part of a text, such as a cell of a notebook.
  public struct Section: Sendable {
    /// What the reader calls it, such as `cell 2`.
    public let name: String
    /// The offset at which it starts.
    let lower: Int
    /// How many of its lines the reader does not see, such as one that opens a fence.
    let linesBefore: Int

    /// Describes a part.
    public init(name: String, lower: Int, linesBefore: Int) {
      (self.name, self.lower, self.linesBefore) = (name, lower, linesBefore)
    }
  }

  /// The line of an offset as the reader counts it, and the part in which it is counted; nil for the whole text.
  ///
  /// A line that the reader does not see has the number 0.
  public func place(at offset: Int) -> (section: String?, line: Int) {
    let next = sections.partitioningIndex { $0.lower > offset }
    guard let section = sections.isEmpty ? nil : sections[max(next - 1, 0)] else { return (nil, line(at: offset)) }
    return (section.name, max(line(at: offset) - line(at: section.lower) + 1 - section.linesBefore, 0))
  }

  /// The number of lines, the one after the last line end included.
  public var lineCount: Int { lineStarts.count }

  /// The line, counted from 1, that holds an offset.
  public func line(at offset: Int) -> Int {
    max(lineStarts.partitioningIndex { $0 > offset }, 1)
  }

  /// The extent of a line, counted from 1, without its line end.
  public func span(ofLine line: Int) -> Span {
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return Span(start, end)
  }

  /// The lines that a span touches, without the last line end.
  public func wholeLines(of span: Span) -> Span {
    Span(self.span(ofLine: line(at: span.lower)).lower, self.span(ofLine: line(at: span.upper)).upper)
  }

  /// The text of a span.
  public func text(_ span: Span) -> String {
    String(decoding: bytes[span.lower..<span.upper], as: UTF8.self)
  }

  /// The column, counted in characters from 1, in which a span starts.
  public func column(of span: Span) -> Int {
    let line = self.span(ofLine: line(at: span.lower))
    return text(Span(line.lower, min(max(span.lower, line.lower), line.upper))).count + 1
  }

  /// The line a span starts in, and the columns of the span on it, both cut to what an excerpt around it can show.
  ///
  /// A line of any length costs no more than a short one: at most `reach` bytes are kept on either side.
  public func excerpt(of span: Span, reach: Int = 1000) -> (line: String, columns: Range<Int>) {
    let line = self.span(ofLine: line(at: span.lower))
    let start = min(max(span.lower, line.lower), line.upper)
    let lower = max(line.lower, boundary(atOrBefore: start - reach))
    let end = min(max(span.upper, start), boundary(atOrBefore: start + reach), line.upper)
    let upper = min(line.upper, boundary(atOrBefore: end + reach))
    let before = text(Span(lower, start)).count
    return (text(Span(lower, upper)), before..<(before + text(Span(start, end)).count))
  }

  /// The offset of the scalar that an offset falls in; offsets outside the text come back as its ends.
  func boundary(atOrBefore offset: Int) -> Int {
    var offset = min(max(offset, 0), bytes.count)
    while offset > 0, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
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
