import Language
import Outputs

/// Text and numbers as an SVG picture holds them.
enum SVGText {
  /// The height of ordinary text, in units.
  static let size = 13.0

  /// An element of text in the middle of a place, shortened to a width.
  static func element(
    _ content: String, x: Double, y: Double, width: Double = .infinity, size: Double = size, _ attributes: String = ""
  ) -> String {
    let shown = escaped(fitted(visible(content), width: width, size: size))
    let isOrdinary = size == Self.size
    return #"<text x="\#(number(x))" y="\#(number(y))"\#(isOrdinary ? "" : " font-size=\"\(number(size))\"")"#
      + #"\#(attributes.isEmpty ? "" : " " + attributes)>\#(shown)</text>"#
  }

  /// The width of text on the safe side for common faces: that of DejaVu Sans, one of the widest.
  static func width(_ text: String, size: Double = size) -> Double {
    text.unicodeScalars.reduce(0) { $0 + advance($1) } * size
  }

  /// Text with `…` for what does not fit into a width.
  static func fitted(_ text: String, width: Double, size: Double = size) -> String {
    if Self.width(text, size: size) <= width { return text }
    var (used, shown) = (Self.width("…", size: size), "")
    for character in text {
      used += Self.width(String(character), size: size)
      if used > width { break }
      shown.append(character)
    }
    return shown + "…"
  }

  /// Words on lines of a width.
  static func lines(_ text: String, width: Double, size: Double = size) -> [String] {
    var lines: [String] = []
    for word in visible(text).split(separator: " ") {
      if let last = lines.last, Self.width("\(last) \(word)", size: size) <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(fitted(String(word), width: width, size: size))
      }
    }
    return lines
  }

  /// The width of a character, in heights of the text.
  private static func advance(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", "'", "|", "!", ".", ",", ":", ";": 0.32
    case " ", "(", ")", "[", "]", "/", "f", "t", "r", "-": 0.41
    case "m", "M", "W", "w", "%", "@", "…": 1
    case "0"..."9", "a"..."z": 0.637
    case "A"..."Z", "+", "=", "<", ">", "~", "#", "&": 0.84
    default: scalar.isASCII ? 0.637 : max(0.84, Double(displayWidth(String(scalar))) * 0.6)
    }
  }

  /// Writes a coordinate with at most two decimals.
  static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    if hundredths % 100 == 0 { return String(hundredths / 100) }
    let digits = fixed(Double(hundredths) / 100, decimals: 2)
    return hundredths % 10 == 0 ? String(digits.dropLast()) : digits
  }

  /// Escapes text for XML, with what is invisible made visible.
  static func escaped(_ text: String) -> String { markupEscaped(visible(text)) }
}
