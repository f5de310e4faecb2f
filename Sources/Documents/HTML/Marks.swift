/// Pieces of HTML that stand in a text as marks until it is written: a mark is a number between two signs of private use.
///
/// A reader of Markdown sees letters in them, which are neither emphasis nor escaped.
struct Marks {
  private var pieces: [Piece] = []
  private var numbers: [Piece: Int] = [:]

  private struct Piece: Hashable {
    let html: String
    let source: String
  }

  private static let (start, end): (Unicode.Scalar, Unicode.Scalar) = ("\u{F0000}", "\u{F0001}")

  /// The mark of a piece of HTML, the same for the same piece, and what was written in its place.
  mutating func mark(_ html: String, for source: String = "") -> String {
    let piece = Piece(html: html, source: source)
    let number = numbers[piece] ?? pieces.count
    if number == pieces.count {
      numbers[piece] = number
      pieces.append(piece)
    }
    return "\(Self.start)\(number)\(Self.end)"
  }

  /// A text without marks, with what was written in their place.
  func restored(_ text: String) -> String { replaced(in: text) { $0.source } }

  /// A text of HTML with the pieces in the place of marks.
  func shown(_ html: String) -> String { replaced(in: html) { $0.html } }

  private func replaced(in text: String, by piece: (Piece) -> String) -> String {
    guard !pieces.isEmpty else { return text }
    let (start, end) = (Array(String(Self.start).utf8), Array(String(Self.end).utf8))
    var (result, rest) = ([UInt8](), Array(text.utf8)[...])
    while let first = rest.firstIndex(of: start[0]) {
      result += rest[..<first]
      rest = rest[first...]
      let digits = rest.dropFirst(start.count).prefix { (0x30...0x39).contains($0) }
      let number = Int(String(decoding: digits, as: UTF8.self))
      if rest.starts(with: start), let number, rest[digits.endIndex...].starts(with: end) {
        result += piece(pieces[number]).utf8
        rest = rest[digits.endIndex...].dropFirst(end.count)
      } else {
        result.append(start[0])
        rest = rest.dropFirst()
      }
    }
    return String(decoding: result + rest, as: UTF8.self)
  }

  /// A text in which no sign stands that marks are made of.
  static func cleared(_ text: [UInt8]) -> [UInt8] {
    // The first byte of the signs is that of few others.
    guard text.contains(0xF3) else { return text }
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars.map {
      $0 == start || $0 == end ? "\u{FFFD}" : $0
    }
    return Array(String(String.UnicodeScalarView(scalars)).utf8)
  }
}
