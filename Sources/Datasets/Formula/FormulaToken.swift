/// The smallest meaningful piece of a formula.
struct FormulaToken {
  let kind: Kind
  /// Where it stands, in UTF-8 offsets.
  let range: Range<Int>

  /// The kinds of token.
  enum Kind: Equatable {
    case number(Double)
    /// A name, with what stands before it and a dot: `sin`, `np.sin`.
    case name(String)
    /// An operator, a bracket or a comma, or a sign that formulas of other languages have.
    case sign(String)
    /// Characters that are not ASCII, and what is meant by them; nil if that cannot be told.
    case foreign(ascii: String?)
    case end
  }
}

/// Splits a formula into tokens; whatever stands there is one, and an end comes last.
struct FormulaLexer {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The signs of more than one character; all but the first two belong to other languages.
  private static let longSigns = ["<=", ">=", "**", "==", "!=", "//", "&&", "||"]

  /// All tokens, the end included.
  static func tokens(of bytes: [UInt8]) -> [FormulaToken] {
    var lexer = FormulaLexer(bytes)
    var tokens: [FormulaToken] = []
    repeat { tokens.append(lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private mutating func next() -> FormulaToken {
    while let byte = peek(), byte == 0x20 || byte == 0x09 { offset += 1 }
    let start = offset
    let kind = kind()
    return FormulaToken(kind: kind, range: start..<offset)
  }

  private mutating func kind() -> FormulaToken.Kind {
    guard let byte = peek() else { return .end }
    if byte.isDigit || byte == UInt8(ascii: ".") && peek(1)?.isDigit ?? false { return number() }
    if byte.isNameStart { return name() }
    if byte >= 0x80 || byte < 0x20 || byte == 0x7F { return foreign() }
    let sign = Self.longSigns.first { bytes[offset...].starts(with: $0.utf8) } ?? String(Unicode.Scalar(byte))
    offset += sign.utf8.count
    return .sign(sign)
  }

  private func peek(_ distance: Int = 0) -> UInt8? {
    offset + distance < bytes.count ? bytes[offset + distance] : nil
  }

  /// A number with a fraction and an exponent if it has them; not a number where points stand in it that do not belong.
  private mutating func number() -> FormulaToken.Kind {
    let start = offset
    while let byte = peek(), byte.isDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") { offset += 1 }
    if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
      let hasSign = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+")
      if peek(hasSign ? 2 : 1)?.isDigit ?? false {
        offset += 2
        while let byte = peek(), byte.isDigit { offset += 1 }
      }
    }
    let digits = bytes[start..<offset].filter { $0 != UInt8(ascii: "_") }
    return .number(Double(String(decoding: digits, as: UTF8.self)) ?? .nan)
  }

  /// A name, and the names that follow after a dot each.
  private mutating func name() -> FormulaToken.Kind {
    let start = offset
    while let byte = peek() {
      let isDot = byte == UInt8(ascii: ".") && peek(1)?.isNameStart ?? false
      guard byte.isNameStart || byte.isDigit || isDot else { break }
      offset += 1
    }
    return .name(String(decoding: bytes[start..<offset], as: UTF8.self))
  }

  /// All the characters in a row for which there is ASCII, or one for which there is none.
  private mutating func foreign() -> FormulaToken.Kind {
    var ascii: String?
    while let byte = peek(), byte >= 0x80 || byte < 0x20 || byte == 0x7F {
      let length = bytes[(offset + 1)...].prefix { $0 & 0xC0 == 0x80 }.count + 1
      let character = String(decoding: bytes[offset..<(offset + length)], as: UTF8.self)
      let meant = character.unicodeScalars.first.flatMap(asciiForm(of:))
      guard let meant else {
        if ascii == nil { offset += length }
        break
      }
      ascii = (ascii ?? "") + meant
      offset += length
    }
    return .foreign(ascii: ascii)
  }
}

/// What is meant by a character of a wide keyboard or of printed mathematics; nil if that cannot be told.
private func asciiForm(of scalar: Unicode.Scalar) -> String? {
  switch scalar.value {
  case 0xFF01...0xFF5E: String(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
  case 0x3000, 0x00A0, 0x2002...0x200A, 0x202F, 0x2062: " "
  case 0x2010...0x2015, 0x2212, 0x30FC: "-"
  case 0x00D7, 0x00B7, 0x2219, 0x22C5: "*"
  case 0x00F7, 0x2044, 0x2215: "/"
  case 0x2264: "<="
  case 0x2265: ">="
  case 0x221A: "sqrt"
  case 0x03C0: "pi"
  case 0x00B2: "^2"
  case 0x00B3: "^3"
  case 0x2080...0x2089: String(scalar.value - 0x2080)
  default: nil
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  fileprivate var isNameStart: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A || self == 0x5F }
}
