/// A stretch of a cell's source and what it is to one who reads it.
public struct Highlight: Sendable, Equatable {
  /// What stands there.
  public let kind: Kind
  /// Where it stands, within one line.
  public let span: Span

  /// What a reader tells apart.
  public enum Kind: String, Sendable, CaseIterable {
    /// The word that a line begins with.
    case command
    case word
    case number
    case string
    /// `$name`.
    case variable
    case symbol
    case comment
  }

  /// Finds what stands in lines of commands, in order; blanks, and what is no command at all, are in none of it.
  public static func all(in lines: [Span], of source: Source) -> [Highlight] {
    var found: [Highlight] = []
    var isContinued = false
    for line in lines {
      var lexer = Lexer(source, line: line)
      var end = line.lower
      var isFirst = !isContinued
      isContinued = false
      while true {
        isContinued = lexer.takeContinuation()
        guard !isContinued, let token = try? lexer.next() else { break }
        found.append(Highlight(kind: kind(of: token, isFirst: isFirst), span: token.span))
        (end, isFirst) = (token.span.upper, false)
      }
      if !isContinued, let sign = source.bytes[end..<line.upper].firstIndex(where: { $0 != 0x20 && $0 != 0x09 }),
        source.bytes[sign] == UInt8(ascii: "#")
      {
        found.append(Highlight(kind: .comment, span: Span(sign, line.upper)))
      }
    }
    return found
  }

  private static func kind(of token: Token, isFirst: Bool) -> Kind {
    switch token.kind {
    case .word: isFirst ? .command : .word
    case .place: .word
    case .number: .number
    case .string: .string
    case .variable: .variable
    case .symbol: .symbol
    }
  }
}
