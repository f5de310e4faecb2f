/// Why a text cannot be read.
public enum JSONMistake: Error, Equatable {
  /// The text stops being JSON in UTF-8 with the byte at this offset; its length if it ends too soon.
  case notJSON(at: Int)
  /// More than 400 arrays and objects lie in one another.
  case tooDeep
}

/// Reads a text by the grammar of RFC 8259, and takes nothing else.
struct JSONReader {
  /// The text as far as it is UTF-8.
  private let bytes: ArraySlice<UInt8>
  /// The length of the whole text.
  private let length: Int
  private var place = 0
  /// How many arrays and objects are open.
  private var level = 0

  private static let mostLevels = 400

  init(_ text: [UInt8]) {
    length = text.count
    bytes = text[..<(String(validating: text, as: UTF8.self) == nil ? Self.endOfUTF8(text) : length)]
  }

  private static func endOfUTF8(_ text: [UInt8]) -> Int {
    zip(text, String(decoding: text, as: UTF8.self).utf8).enumerated().first { $1.0 != $1.1 }?.offset ?? text.count
  }

  /// The value that the whole text is.
  mutating func whole() throws(JSONMistake) -> JSON {
    let value = try value()
    skipSpaces()
    guard place == length else { throw .notJSON(at: place) }
    return value
  }

  private var next: UInt8? { place < bytes.endIndex ? bytes[place] : nil }

  private var isAtDigit: Bool { next.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(JSONMistake) {
    guard accept(character) else { throw .notJSON(at: place) }
  }

  private mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
  }

  private mutating func value() throws(JSONMistake) -> JSON {
    skipSpaces()
    switch next {
    case UInt8(ascii: "\""): return .string(try string())
    case _ where isAtDigit, UInt8(ascii: "-"): return .number(try number())
    case UInt8(ascii: "["):
      var elements: [JSON] = []
      try list("[", "]") { reader throws(JSONMistake) in elements.append(try reader.value()) }
      return .array(elements)
    case UInt8(ascii: "{"):
      var members: [String: JSON] = [:]
      try list("{", "}") { reader throws(JSONMistake) in
        let name = try reader.string()
        reader.skipSpaces()
        try reader.expect(":")
        members[name] = try reader.value()
      }
      return .object(members)
    default:
      for (word, value) in [("true", JSON.bool(true)), ("false", .bool(false)), ("null", .null)]
      where bytes[place...].starts(with: word.utf8) {
        place += word.utf8.count
        return value
      }
      throw .notJSON(at: place)
    }
  }

  /// Takes what stands between brackets with commas between.
  private mutating func list(
    _ start: Unicode.Scalar, _ end: Unicode.Scalar, _ take: (inout JSONReader) throws(JSONMistake) -> Void
  ) throws(JSONMistake) {
    guard level < Self.mostLevels else { throw .tooDeep }
    try expect(start)
    level += 1
    skipSpaces()
    if !accept(end) {
      while true {
        try take(&self)
        skipSpaces()
        if accept(end) { break }
        try expect(",")
        skipSpaces()
      }
    }
    level -= 1
  }

  private mutating func number() throws(JSONMistake) -> String {
    let start = place
    _ = accept("-")
    if !accept("0") { try digits() }
    if accept(".") { try digits() }
    if accept("e") || accept("E") {
      _ = accept("+") || accept("-")
      try digits()
    }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func digits() throws(JSONMistake) {
    let start = place
    while isAtDigit { place += 1 }
    guard place > start else { throw .notJSON(at: place) }
  }

  private mutating func string() throws(JSONMistake) -> String {
    try expect("\"")
    var text: [UInt8] = []
    while true {
      let start = place
      while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { place += 1 }
      text += bytes[start..<place]
      if accept("\"") { return String(decoding: text, as: UTF8.self) }
      try expect("\\")
      text += String(try escape()).utf8
    }
  }

  /// Takes what follows a backslash.
  private mutating func escape() throws(JSONMistake) -> Character {
    if accept("u") { return Character(try scalar()) }
    guard let byte = next, let character = JSON.escapes[byte] else { throw .notJSON(at: place) }
    place += 1
    return Character(character)
  }

  /// Takes the digits of an escape, and those of a second one that is the other half of its surrogate pair.
  ///
  /// Half of a pair alone, as a text of JavaScript may hold it, is U+FFFD: no text of Swift can hold it, and both are as long
  /// in UTF-16, by which editors count.
  private mutating func scalar() throws(JSONMistake) -> Unicode.Scalar {
    let unit = try codeUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    let end = place
    if UTF16.isLeadSurrogate(unit), accept("\\"), accept("u") {
      let second = try codeUnit()
      if UTF16.isTrailSurrogate(second) { return UTF16.decode(UTF16.EncodedScalar([unit, second])) }
    }
    place = end
    return "\u{FFFD}"
  }

  /// Takes four hexadecimal digits.
  private mutating func codeUnit() throws(JSONMistake) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw .notJSON(at: place)
      }
      unit = unit << 4 | UInt16(digit)
      place += 1
    }
    return unit
  }
}
