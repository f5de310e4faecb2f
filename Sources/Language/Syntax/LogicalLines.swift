/// Gives the tokens of one logical line at a time: lines joined by a backslash are one.
package struct LogicalLines {
  private let source: Source
  /// The lines that were not given yet.
  private(set) var rest: ArraySlice<Span>

  /// Creates a reader of lines.
  package init(_ lines: [Span], of source: Source) {
    self.source = source
    rest = lines[...]
  }

  /// One line, or several that backslashes join.
  package struct Line {
    /// Its tokens, none for a blank one; a mistake in it does not touch the lines after it.
    package let tokens: Result<[Token], Diagnostic>
    /// The lines of the source that it is made of.
    package let lines: ArraySlice<Span>
  }

  /// The next logical line.
  package mutating func next() -> Line? {
    guard !rest.isEmpty else { return nil }
    let before = rest
    let tokens = takeTokens()
    return Line(tokens: tokens, lines: before[..<rest.startIndex])
  }

  private mutating func takeTokens() -> Result<[Token], Diagnostic> {
    var tokens: [Token] = []
    var mistake: Diagnostic?
    while let line = rest.popFirst() {
      var lexer = Lexer(source, line: line)
      do throws(Diagnostic) {
        while true {
          if lexer.takeContinuation() {
            if !rest.isEmpty { break }
            throw Diagnostic("nothing follows the '\\'", at: Span(line.upper - 1, line.upper))
          }
          guard let token = try lexer.next() else { return result(tokens, mistake) }
          tokens.append(token)
        }
      } catch {
        mistake = mistake ?? error
        if !endsWithBackslash(line) { return result(tokens, mistake) }
      }
    }
    return result(tokens, mistake)
  }

  /// Whether the next line belongs to this one: it ends with a backslash that is not in a comment or a string.
  static func isContinued(_ line: Span, of source: Source) -> Bool {
    var lexer = Lexer(source, line: line)
    while !lexer.takeContinuation() {
      guard (try? lexer.next()) != nil else { return false }
    }
    return true
  }

  private func result(_ tokens: [Token], _ mistake: Diagnostic?) -> Result<[Token], Diagnostic> {
    mistake.map(Result.failure) ?? .success(tokens)
  }

  private func endsWithBackslash(_ line: Span) -> Bool {
    source.text(line).last { $0 != " " && $0 != "\t" } == "\\"
  }
}
