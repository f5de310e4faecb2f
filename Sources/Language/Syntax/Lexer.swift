/// Splits one line into tokens.
struct Lexer {
  private let source: Source
  private let end: Int
  private var offset: Int

  /// Starts at the beginning of a line given without its line end.
  init(_ source: Source, line: Span) {
    self.source = source
    self.offset = line.lower
    self.end = line.upper
  }

  /// The next token, or nil at the end of the line or at a comment.
  mutating func next() throws(Diagnostic) -> Token? {
    skipBlanks()
    guard let byte = peek(), byte != UInt8(ascii: "#") else { return nil }
    let start = offset
    switch byte {
    case UInt8(ascii: "\""):
      return try string(from: start)
    case UInt8(ascii: "$"):
      return try variable(from: start)
    case _ where startsNumber():
      return try number(from: start)
    case _ where byte.isWordStart:
      let token = try word(from: start)
      return takePlace(in: token) ?? token
    default:
      if let symbol = ["->", "..", "<=", ">=", "==", "<", ">", "="].first(where: { starts(with: $0) }) {
        offset += symbol.utf8.count
        return Token(kind: .symbol(symbol == "==" ? "=" : symbol), span: Span(start, offset))
      }
      throw unexpectedCharacter()
    }
  }

  /// Whether the line ends here with a backslash, which joins the next line to it; the backslash is consumed.
  mutating func takeContinuation() -> Bool {
    skipBlanks()
    guard peek() == UInt8(ascii: "\\"), source.bytes[(offset + 1)..<end].allSatisfy(\.isBlank) else { return false }
    offset = end
    return true
  }

  private func peek(_ distance: Int = 0) -> UInt8? {
    offset + distance < end ? source.bytes[offset + distance] : nil
  }

  private func starts(with symbol: String) -> Bool {
    source.bytes[offset..<end].starts(with: symbol.utf8)
  }

  /// What stands around a place between blanks.
  private func wordAround(_ place: Int) -> String {
    let from = source.bytes[..<place].lastIndex { $0.isBlank || $0 == 0x0A }.map { $0 + 1 } ?? 0
    let to = source.bytes[place..<end].firstIndex(where: \.isBlank) ?? end
    return String(decoding: source.bytes[from..<to], as: UTF8.self)
  }

  private mutating func skipBlanks() {
    while let byte = peek(), byte.isBlank { offset += 1 }
  }

  private mutating func skip(while condition: (UInt8) -> Bool) {
    while let byte = peek(), condition(byte) { offset += 1 }
  }

  /// Passes over the letters of a word or a name, up to an arrow.
  private mutating func skipWord() {
    while let byte = peek(), byte.isWordPart {
      if byte == UInt8(ascii: "-"), peek(1) == UInt8(ascii: ">") { break }
      offset += 1
    }
  }

  private mutating func word(from start: Int) throws(Diagnostic) -> Token {
    skipWord()
    let span = Span(start, offset)
    let text = try text(span)
    switch text {
    case "nan": return Token(kind: .number(.nan), span: span)
    case "inf", "infinity": return Token(kind: .number(.infinity), span: span)
    default: return Token(kind: .word(String(text.map { $0 == "-" ? "_" : $0 })), span: span)
    }
  }

  /// A name that ends in a digit with the whole numbers in brackets right behind it; nil if there are none.
  private mutating func takePlace(in name: Token) -> Token? {
    guard case .word(let word) = name.kind, word.last?.isNumber ?? false, peek() == UInt8(ascii: "["),
      let close = source.bytes[offset..<end].firstIndex(of: UInt8(ascii: "]"))
    else { return nil }
    var (indices, parts) = ([Int](), [Span]())
    for piece in source.bytes[(offset + 1)..<close].split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    {
      guard let first = piece.firstIndex(where: { !$0.isBlank }), let last = piece.lastIndex(where: { !$0.isBlank }),
        let index = Int(source.text(Span(first, last + 1)))
      else { return nil }
      indices.append(index)
      parts.append(Span(first, last + 1))
    }
    offset = close + 1
    return Token(kind: .place(word, indices), span: Span(name.span.lower, offset), parts: parts)
  }

  private func startsNumber() -> Bool {
    var ahead = 0
    if let byte = peek(), byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
      ahead = 1
      if ["inf", "nan"].contains(where: { source.bytes[(offset + 1)..<end].starts(with: $0.utf8) }) { return true }
    }
    if peek(ahead) == UInt8(ascii: ".") { ahead += 1 }
    return peek(ahead)?.isDigit ?? false
  }

  private mutating func number(from start: Int) throws(Diagnostic) -> Token {
    offset += 1
    while let byte = peek() {
      let previous = source.bytes[offset - 1]
      let isExponentSign =
        (byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")) && (previous | 0x20) == UInt8(ascii: "e")
      let startsRange = byte == UInt8(ascii: ".") && peek(1) == UInt8(ascii: ".")
      guard !startsRange, isExponentSign || byte.isWordPart && byte != UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      else { break }
      offset += 1
    }
    let span = Span(start, offset)
    let text = try text(span)
    let digits = text.utf8.contains(UInt8(ascii: "_")) ? text.filter { $0 != "_" } : text
    let isHexadecimal = text.utf8.contains { $0 | 0x20 == UInt8(ascii: "x") }
    guard let value = Double(digits), !isHexadecimal else {
      throw Diagnostic("'\(text)' is not a number", at: span).foreign()
    }
    return Token(kind: .number(value), span: span)
  }

  private mutating func string(from start: Int) throws(Diagnostic) -> Token {
    offset += 1
    skip { $0 != UInt8(ascii: "\"") }
    guard peek() != nil else {
      throw Diagnostic("the string is never closed", at: Span(start, end), help: "end it with '\"'")
    }
    offset += 1
    return Token(kind: .string(try text(Span(start + 1, offset - 1))), span: Span(start, offset))
  }

  private mutating func variable(from start: Int) throws(Diagnostic) -> Token {
    offset += 1
    guard let byte = peek(), byte.isWordStart else {
      throw Diagnostic("'$' without a name", at: Span(start, offset), help: "write $ and the name of a 'let'")
    }
    skipWord()
    let name = try text(Span(start + 1, offset)).map { $0 == "-" ? "_" : $0 }
    return Token(kind: .variable(String(name)), span: Span(start, offset))
  }

  /// The longest word, number or string, in bytes: messages repeat them.
  private static let longestText = 4096

  private func text(_ span: Span) throws(Diagnostic) -> String {
    guard span.upper - span.lower <= Self.longestText else {
      throw Diagnostic("a word, number or string has at most \(Self.longestText) characters", at: span)
    }
    return source.text(span)
  }

  private func unexpectedCharacter() -> Diagnostic {
    let rest = source.text(Span(offset, min(end, offset + Self.longestText)))
    let foreign = rest.prefix { WideForm.ascii(of: $0) != nil }
    if !foreign.isEmpty {
      let run = rest.prefix { WideForm.ascii(of: $0) != nil || $0 == " " }
      var shown = String(run)
      while shown.hasSuffix(" ") { shown.removeLast() }
      let ascii = shown.map { WideForm.ascii(of: $0) ?? String($0) }.joined()
      return Diagnostic(
        "commands are written in ASCII, and this is not", at: Span(offset, offset + shown.utf8.count),
        help: "write '\(ascii)'"
      ).foreign()
    }
    let character = rest.first ?? " "
    if character == "," {
      return Diagnostic("unexpected ','", at: Span(offset, offset + 1), help: "separate values with spaces").foreign()
    }
    if "'./".contains(character) {
      let word = wordAround(offset)
      let isPath = character == "'" || ForeignLine.isFile(word[...]) || word.contains(#/\w\/|^\.*\/./#)
      guard isPath else {
        return Diagnostic("unexpected character '\(character)'", at: Span(offset, offset + 1)).foreign()
      }
      return Diagnostic(
        "unexpected character '\(character)'", at: Span(offset, offset + 1),
        help: "the name of a file stands in double quotes: \"data/iris.csv\""
      ).foreign()
    }
    let scalars = character.unicodeScalars.map {
      $0.value < 0x20 || $0.value == 0x7F ? $0.escaped(asASCII: true) : String($0)
    }
    // A byte that is not UTF-8 is read as U+FFFD, which is longer than it.
    let isAsRead = source.bytes[offset..<end].starts(with: character.utf8)
    let unexpected = Diagnostic(
      "unexpected character '\(scalars.joined())'", at: Span(offset, offset + (isAsRead ? character.utf8.count : 1)))
    return "()[]{}:;%&|*^!?@-+".contains(character) ? unexpected.foreign() : unexpected
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 }
  fileprivate var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  fileprivate var isWordStart: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A || self == 0x5F }
  fileprivate var isWordPart: Bool { isWordStart || isDigit || self == UInt8(ascii: "-") }
}
