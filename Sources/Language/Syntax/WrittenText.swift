/// A text that stands in quotes, or that a name stands for.
public struct WrittenText: Sendable {
  /// The text without its quotes.
  public let text: String
  /// Where it stands with its quotes, or where the name does.
  public let span: Span
  private let isInPlace: Bool

  init(_ text: String, from token: Token) {
    (self.text, span) = (text, token.span)
    // Bytes that are no UTF-8 were replaced by others.
    isInPlace = token.kind == .string(text) && span.upper - span.lower == text.utf8.count + 2
  }

  /// Where a part of the text stands, given in UTF-8 offsets; the name where one stands for the text.
  ///
  /// The end of the text has the place of the quote that closes it.
  public func place(of part: Range<Int>) -> Span {
    guard isInPlace else { return span }
    let start = span.lower + 1
    return Span(start + part.lowerBound, start + max(part.upperBound, part.lowerBound + 1))
  }
}
