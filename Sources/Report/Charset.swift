/// The characters that a terminal's encoding can show.
enum Charset: Sendable {
  /// All characters, as in UTF-8.
  case unicode
  /// Those of ASCII alone.
  case ascii

  /// What stands for text that was cut off.
  var ellipsis: String { shown("…") }

  /// Makes text safe to print in these characters: one line without controls, as `visible(_:)` gives it.
  ///
  /// In ASCII a few signs have a likeness, such as `->` for an arrow; every other character is escaped as `\u{3042}`.
  func shown(_ text: String) -> String {
    let text = visible(text)
    if self == .unicode || text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return text.unicodeScalars.map { scalar in
      switch scalar {
      case "…": "..."
      case "×": "x"
      case "–": "-"
      case "→": "->"
      case "·": "*"
      case "Σ": "sum"
      case "∂": "d"
      case "√": "sqrt"
      case "²": "^2"
      case "½": "1/2"
      default: scalar.isASCII ? String(scalar) : escaped(scalar)
      }
    }.joined()
  }
}
