/// Gives the tokens of one logical line at a time: lines joined by a backslash are one.
struct LineReader {
  private let source: Source
  private var lines: ArraySlice<Span>

  init(_ source: Source, lines: [Span]) {
    self.source = source
    self.lines = lines[...]
  }

  /// The tokens of the next logical line, empty for a blank one; a mistake in it does not touch the lines after it.
  mutating func next() -> Result<[Token], Diagnostic>? {
    guard !lines.isEmpty else { return nil }
    var tokens: [Token] = []
    var mistake: Diagnostic?
    while let line = lines.popFirst() {
      var lexer = Lexer(source, line: line)
      do throws(Diagnostic) {
        while true {
          if lexer.takeContinuation() {
            if !lines.isEmpty { break }
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
