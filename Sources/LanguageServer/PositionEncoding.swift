import JSONValues
import Language

/// What a column of a position counts.
enum PositionEncoding: String {
  case utf8 = "utf-8"
  case utf16 = "utf-16"

  /// The one that needs no counting, if the client offers it; otherwise that of every client.
  init(offeredBy capabilities: JSON?) {
    let offers = capabilities?["general"]?["positionEncodings"]?.array ?? []
    self = offers.contains("utf-8") ? .utf8 : .utf16
  }

  /// The units of a character by the first byte of it, and 0 for its other bytes.
  fileprivate func units(_ byte: UInt8) -> Int {
    switch self {
    case .utf8: 1
    case .utf16: byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1
    }
  }
}

/// A text with its lines and columns as a protocol counts them, from 0.
struct PlacedText {
  let source: Source
  let encoding: PositionEncoding

  /// The position of an offset.
  func position(_ offset: Int) -> JSON {
    let line = source.line(at: offset)
    let column = source.bytes[start(ofLine: line)..<max(offset, start(ofLine: line))].reduce(0) {
      $0 + encoding.units($1)
    }
    return ["line": .int(line - 1), "character": .int(column)]
  }

  /// The range of a span.
  func range(_ span: Span) -> JSON { ["start": position(span.lower), "end": position(span.upper)] }

  /// The offset of a position; one behind the end of a line or of the text is that end, one in a character its start.
  func offset(_ position: JSON) throws(ResponseError) -> Int {
    let line = try position.required("line", \.int)
    let column = try position.required("character", \.int)
    guard line >= 0, column >= 0 else { throw ResponseError(.invalidParams, "a position is not negative") }
    guard line < source.lineCount else { return source.bytes.count }
    var (offset, left) = (start(ofLine: line + 1), column)
    let end = source.span(ofLine: line + 1).upper
    while offset < end {
      let next = source.bytes[(offset + 1)..<end].firstIndex { $0 & 0xC0 != 0x80 } ?? end
      left -= source.bytes[offset..<next].reduce(0) { $0 + encoding.units($1) }
      if left < 0 { break }
      offset = next
    }
    return offset
  }

  /// The span of a range; one that ends before it starts is empty.
  func span(_ range: JSON) throws(ResponseError) -> Span {
    let lower = try offset(try range.required("start") { $0 })
    return Span(lower, max(lower, try offset(try range.required("end") { $0 })))
  }

  /// The first byte of a line: a byte order mark is part of the text here.
  private func start(ofLine line: Int) -> Int { line == 1 ? 0 : source.span(ofLine: line).lower }
}
