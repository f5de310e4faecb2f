/// Takes a header of text apart: what safetensors' JSON and NumPy's literals have in common.
struct HeaderScanner {
  private let bytes: ArraySlice<UInt8>
  /// How messages call the text.
  private let subject: String
  /// The index of the next byte.
  private(set) var position: Int

  /// Begins at the first byte of a file's header; the file's name is how messages call it.
  init(_ bytes: ArraySlice<UInt8>, file: String) { self.init(bytes, subject: "the header of \(file)") }

  /// Begins at the first byte; the subject is how messages call the text.
  init(_ bytes: ArraySlice<UInt8>, subject: String) {
    (self.bytes, self.subject, position) = (bytes, subject, bytes.startIndex)
  }

  /// What is wrong with the text, here or at an earlier place.
  func malformed(_ what: String, at place: Int? = nil) -> WeightFileError {
    WeightFileError("\(subject) is malformed at byte \(place ?? position): \(what)")
  }

  /// Takes the next byte, whatever it is.
  mutating func byte() -> UInt8? {
    guard position < bytes.endIndex else { return nil }
    defer { position += 1 }
    return bytes[position]
  }

  /// The next byte that is no space; spaces before it are passed over.
  mutating func peek() -> UInt8? {
    while position < bytes.endIndex {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      case let next: return next
      }
    }
    return nil
  }

  /// Takes a character if it is next.
  mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Takes a character that must be next.
  mutating func expect(_ character: Unicode.Scalar) throws(WeightFileError) {
    guard accept(character) else { throw malformed("a '\(character)' is missing") }
  }

  /// Takes the letters that are next.
  mutating func word() -> String {
    _ = peek()
    let letters = bytes[position...].prefix { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
    position = letters.endIndex
    return String(decoding: letters, as: UTF8.self)
  }

  /// Takes a number of decimal digits.
  mutating func naturalNumber() throws(WeightFileError) -> Int {
    _ = peek()
    let digits = bytes[position...].prefix { (0x30...0x39).contains($0) }
    guard let first = digits.first else { throw malformed("a whole number is missing") }
    guard digits.count == 1 || first != 0x30 else { throw malformed("a number begins with 0") }
    guard let number = digits.count > 19 ? nil : Int(String(decoding: digits, as: UTF8.self)) else {
      throw malformed("a number is beyond all bounds")
    }
    position = digits.endIndex
    return number
  }

  /// Takes a number as JSON writes it, rounded to the nearest; it must be finite.
  mutating func number() throws(WeightFileError) -> Double {
    _ = peek()
    let start = position
    let text = bytes[position...].prefix { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
    guard let number = Double(String(decoding: text, as: UTF8.self)) else { throw malformed("a number is missing") }
    position = text.endIndex
    guard number.isFinite else { throw malformed("a number is beyond all bounds", at: start) }
    return number
  }

  /// Takes numbers with commas between them, and a closing character.
  mutating func naturalNumbers(
    closedBy end: Unicode.Scalar, mayEndWithComma: Bool = false
  ) throws(WeightFileError) -> [Int] {
    if accept(end) { return [] }
    var numbers: [Int] = []
    repeat {
      if mayEndWithComma, !numbers.isEmpty, accept(end) { return numbers }
      numbers.append(try naturalNumber())
    } while accept(",")
    try expect(end)
    return numbers
  }

  /// Nothing but spaces may be left.
  mutating func expectEnd(after closing: Unicode.Scalar = "}") throws(WeightFileError) {
    guard peek() == nil else { throw malformed("something follows the closing '\(closing)'") }
  }
}
