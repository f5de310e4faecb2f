/// The ASCII form of characters that keyboards and word processors put in its place.
enum WideForm {
  /// The ASCII text meant by a full-width, typographic or mathematical character, or nil for any other.
  static func ascii(of character: Character) -> String? {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else { return nil }
    switch scalar.value {
    case 0xFF01...0xFF5E: return String(Character(Unicode.Scalar(UInt8(scalar.value - 0xFEE0))))
    case 0x3000, 0x00A0, 0x2002...0x200A: return " "
    case 0x201C...0x201E, 0x300C, 0x300D: return "\""
    case 0x2018, 0x2019: return "'"
    case 0x2010...0x2015, 0x2212, 0x30FC: return "-"
    case 0x2192: return "->"
    case 0x2264: return "<="
    case 0x2265: return ">="
    case 0x2025: return ".."
    case 0x3001: return ","
    case 0x3002: return "."
    default: return nil
    }
  }
}
