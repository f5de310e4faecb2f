#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Takes comma-separated values apart, field by field, as RFC 4180 describes them: quotes, doubled quotes in them, line
/// breaks in them, and lines that end with LF, CRLF or CR.
struct CSVScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let separator: UInt8
  private(set) var place: Int
  /// The line the next field begins on, counted from 1.
  private(set) var line = 1

  private static let (quote, lf, cr) = (UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"))

  /// A field as it lies in the file.
  struct Field {
    /// Its bytes, without the quotes around it.
    let range: Range<Int>
    /// Whether it stood in quotes, where "" means ".
    let isQuoted: Bool
    /// Whether it is the last one of its record.
    let isLast: Bool
  }

  /// Begins after a byte order mark, if there is one.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    separator = Self.separator(of: bytes[place...])
  }

  /// A comma, or a semicolon or tab where the first line has one of these outside of quotes and no comma.
  private static func separator(of bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt8 {
    var isInQuotes = false
    var found: UInt8?
    for byte in bytes {
      if byte == quote { isInQuotes.toggle() }
      if isInQuotes { continue }
      if byte == lf || byte == cr { break }
      if byte == UInt8(ascii: ",") { return byte }
      if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "\t") { found = found ?? byte }
    }
    return found ?? UInt8(ascii: ",")
  }

  /// Passes over empty lines; whether nothing is left then.
  mutating func isAtEnd() -> Bool {
    while place < bytes.count, bytes[place] == Self.lf || bytes[place] == Self.cr { endLine() }
    return place >= bytes.count
  }

  private mutating func endLine() {
    place += bytes[place] == Self.cr && place + 1 < bytes.count && bytes[place + 1] == Self.lf ? 2 : 1
    line += 1
  }

  /// The fields of the next record, which stays to be read.
  func fieldsOfRecord() throws(DataFileError) -> Int {
    var (scanner, count) = (self, 1)
    while try !scanner.next().isLast { count += 1 }
    return count
  }

  /// The lines that are left, counting every end of one.
  var linesLeft: Int {
    var count = 1
    for byte in bytes[place...] where byte == Self.lf || byte == Self.cr { count += 1 }
    return count
  }

  /// The next field of a record.
  mutating func next() throws(DataFileError) -> Field {
    let isQuoted = place < bytes.count && bytes[place] == Self.quote
    let range: Range<Int>
    if isQuoted {
      let (start, startLine) = (place + 1, line)
      place += 1
      while true {
        guard place < bytes.count else { throw DataFileError("line \(startLine): a quote is never closed") }
        if bytes[place] == Self.quote {
          guard place + 1 < bytes.count, bytes[place + 1] == Self.quote else { break }
          place += 1
        } else if bytes[place] == Self.lf {
          line += 1
        }
        place += 1
      }
      range = start..<place
      place += 1
      guard place >= bytes.count || isEnd(bytes[place]) else {
        throw DataFileError("line \(line): something stands after a closing quote")
      }
    } else {
      let start = place
      while place < bytes.count, !isEnd(bytes[place]) { place += 1 }
      range = start..<place
    }
    let isLast = place >= bytes.count || bytes[place] != separator
    if !isLast { place += 1 } else if place < bytes.count { endLine() }
    return Field(range: range, isQuoted: isQuoted, isLast: isLast)
  }

  private func isEnd(_ byte: UInt8) -> Bool { byte == separator || byte == Self.lf || byte == Self.cr }

  /// The text of a field, without spaces around it; nil if it is not UTF-8.
  func text(_ field: Field) -> String? {
    guard let text = String(validating: bytes[trimmed(field.range)], as: UTF8.self), !text.contains("\0") else {
      return nil
    }
    return field.isQuoted
      ? text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") : text
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, bytes[lower] == 0x20 { lower += 1 }
    while lower < upper, bytes[upper - 1] == 0x20 { upper -= 1 }
    return lower..<upper
  }

  /// The finite number that a field is; nil if it is none.
  ///
  /// Up to 15 digits with a small power of ten take one exact step (Clinger 1990); all others the C library's `strtod`.
  func number(_ field: Field) -> Double? {
    let range = trimmed(field.range)
    var index = range.lowerBound
    var isNegative = false
    if index < range.upperBound, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    var (mantissa, digits, power) = (UInt64(0), 0, 0)
    var hasPoint = false
    var hasDigits = false
    while index < range.upperBound {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit <= 9 {
        hasDigits = true
        if digits < 19 { mantissa = mantissa * 10 + UInt64(digit) }
        if mantissa > 0 { digits += 1 }
        if hasPoint { power -= 1 }
      } else if bytes[index] == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      index += 1
    }
    guard hasDigits else { return nil }
    if index < range.upperBound {
      guard let exponent = exponent(index..<range.upperBound) else { return nil }
      power += exponent
    }
    if digits <= 15, power.magnitude <= 22 {
      let value = power < 0 ? Double(mantissa) / Self.powers[-power] : Double(mantissa) * Self.powers[power]
      return isNegative ? -value : value
    }
    let text = Array(bytes[range]) + [0]
    let value = text.withUnsafeBytes { strtod($0.baseAddress!.assumingMemoryBound(to: CChar.self), nil) }
    return value.isFinite ? value : nil
  }

  /// The exponent after an e; nil if that is not what stands there.
  private func exponent(_ range: Range<Int>) -> Int? {
    guard bytes[range.lowerBound] | 0x20 == UInt8(ascii: "e") else { return nil }
    var index = range.lowerBound + 1
    var isNegative = false
    if index < range.upperBound, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    guard index < range.upperBound else { return nil }
    var value = 0
    for byte in bytes[index..<range.upperBound] {
      let digit = byte &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = min(value * 10 + Int(digit), 1_000_000)
    }
    return isNegative ? -value : value
  }

  private static let powers: [Double] = (0...22).map { Double("1e\($0)")! }
}
