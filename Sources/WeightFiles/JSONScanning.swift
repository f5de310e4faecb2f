/// What safetensors headers use of JSON (RFC 8259): objects of known depth and strings.
extension HeaderScanner {
  /// Takes an object, handing the scanner over for each member's value; its names must differ.
  mutating func object(
    _ readValue: (_ name: String, inout HeaderScanner) throws(WeightFileError) -> Void
  ) throws(WeightFileError) {
    try expect("{")
    if accept("}") { return }
    var names: Set<String> = []
    repeat {
      _ = peek()
      let start = position
      let name = try string()
      guard names.insert(name).inserted else { throw malformed("\(quoted(name)) stands there twice", at: start) }
      try expect(":")
      try readValue(name, &self)
    } while accept(",")
    try expect("}")
  }

  /// Takes a string.
  mutating func string() throws(WeightFileError) -> String {
    try expect("\"")
    let start = position
    var text: [UInt8] = []
    while let next = byte() {
      switch next {
      case UInt8(ascii: "\""):
        let string = String(decoding: text, as: UTF8.self)
        // Decoding puts U+FFFD where the bytes are no UTF-8.
        guard string.utf8.elementsEqual(text) else { throw malformed("a string is not UTF-8", at: start) }
        return string
      case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
      case ..<0x20: throw malformed("a string holds a bare control character", at: position - 1)
      default: text.append(next)
      }
    }
    throw malformed("a string is never closed", at: start - 1)
  }

  /// Takes what follows a backslash.
  private mutating func escape() throws(WeightFileError) -> Unicode.Scalar {
    let start = position - 1
    switch byte() {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try codeUnit()
      if let scalar = Unicode.Scalar(unit) { return scalar }
      guard UTF16.isLeadSurrogate(unit), byte() == UInt8(ascii: "\\"), byte() == UInt8(ascii: "u") else {
        throw malformed("half of a surrogate pair stands alone", at: start)
      }
      let trail = try codeUnit()
      guard UTF16.isTrailSurrogate(trail) else {
        throw malformed("half of a surrogate pair stands alone", at: start)
      }
      return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
    default: throw malformed("an unknown escape", at: start)
    }
  }

  /// Takes four hexadecimal digits.
  private mutating func codeUnit() throws(WeightFileError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = byte().flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw malformed("an escape '\\u' needs four hexadecimal digits", at: position - 1)
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }
}

/// Text as a JSON string; everything but quotes, backslashes and control characters stands for itself.
func jsonString(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": result += "\\\(scalar)"
    case "\0"..."\u{1F}":
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
