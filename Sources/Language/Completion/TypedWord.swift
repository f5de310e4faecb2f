/// The line up to the cursor: the tokens that are finished, and the word that is being typed.
struct TypedWord {
  /// The tokens before the word.
  private(set) var tokens: [Token] = []
  /// How the word begins.
  private(set) var style = Style.plain
  /// What is typed of the word, without an opening quote; `-` is `_` where the language does not tell them apart.
  private(set) var text = ""
  /// The word as the language reads it so far; nil for none and for an open string.
  private(set) var token: Token.Kind?
  /// The extent of the whole word, what follows the cursor included; empty where no word is begun.
  private(set) var range: Range<Int>

  /// The beginnings of a word.
  enum Style {
    /// A letter, a digit, or nothing yet.
    case plain
    /// `$`.
    case variable
    /// A quote.
    case string
  }

  /// Reads a line up to an offset; nil in a comment, after a string, and after what cannot be read.
  init?(_ source: Source, before cursor: Int) {
    var lexer = Lexer(source, line: Span(0, cursor))
    range = cursor..<cursor
    do throws(Diagnostic) {
      while let token = try lexer.next() { tokens.append(token) }
    } catch {
      // What is unfinished at the cursor may still become a string, a variable or a number.
      let start = error.span.lower
      guard error.span.upper == cursor, let style = Style(unfinished: source.bytes[start]) else { return nil }
      begin(style, at: start, source, cursor)
      return
    }
    let end = tokens.last?.span.upper ?? 0
    if source.bytes[end..<cursor].contains(UInt8(ascii: "#")) { return nil }
    guard end == cursor, let last = tokens.last else { return }
    switch last.kind {
    case .string, .place: return nil
    case .symbol: return
    case .word, .number, .variable:
      tokens.removeLast()
      token = last.kind
      if case .variable = last.kind { style = .variable }
      begin(style, at: last.span.lower, source, cursor)
    }
  }

  private mutating func begin(_ style: Style, at start: Int, _ source: Source, _ cursor: Int) {
    self.style = style
    range = start..<max(cursor, Self.end(of: style, at: start, source, cursor))
    text = source.text(Span(style == .string ? start + 1 : start, cursor))
    if style != .string { text = text.withHyphensAsUnderscores }
  }

  /// The end of the word that starts at an offset, in the whole line.
  ///
  /// A quote after the cursor closes a string only if those behind it are paired.
  private static func end(of style: Style, at start: Int, _ source: Source, _ cursor: Int) -> Int {
    let bytes = source.bytes
    guard style == .string else {
      var lexer = Lexer(source, line: Span(start, bytes.count))
      return (try? lexer.next())?.span.upper ?? cursor
    }
    let quote = UInt8(ascii: "\"")
    let rest = bytes[cursor...]
    if rest.count(where: { $0 == quote }) % 2 == 1, let close = rest.firstIndex(of: quote) { return close + 1 }
    return rest.firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ?? bytes.count
  }

  /// Whether a text of the language begins with what is typed; quotes need not be typed.
  func begins(_ candidate: String) -> Bool {
    let content = candidate.hasPrefix("\"") ? String(candidate.dropFirst()) : candidate
    switch style {
    case .plain: return content.withHyphensAsUnderscores.hasPrefix(text)
    case .variable: return candidate.hasPrefix(text)
    case .string: return candidate.hasPrefix("\"") && content.hasPrefix(text)
    }
  }
}

extension TypedWord.Style {
  /// The beginning of what the lexer could not finish.
  fileprivate init?(unfinished byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): self = .string
    case UInt8(ascii: "$"): self = .variable
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): self = .plain
    default: return nil
    }
  }
}

extension String {
  /// The text as keywords are compared: `-` and `_` are the same.
  var withHyphensAsUnderscores: String {
    utf8.contains(UInt8(ascii: "-")) ? String(map { $0 == "-" ? "_" : $0 }) : self
  }
}
