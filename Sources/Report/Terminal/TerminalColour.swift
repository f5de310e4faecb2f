/// A colour of the terminal's own palette, chosen for what it means.
enum TerminalColour {
  /// The word that says something failed.
  case error
  /// The place that is at fault.
  case place
  /// A word that introduces what helps.
  case advice
  /// A curve of a plot, by its place among the others.
  case curve(Int)

  /// The parameters of the escape code (ECMA-48, select graphic rendition).
  fileprivate var code: String {
    switch self {
    case .error: "1;31"
    case .place: "31"
    case .advice: "36"
    // Six colours against four kinds of dashes: twelve curves differ in one or the other.
    case .curve(let index): ["36", "33", "35", "32", "34", "31"][index % 6]
    }
  }
}

extension TerminalStyle {
  /// Text in a colour, or as it is where there are no colours.
  func painted(_ text: String, _ colour: TerminalColour) -> String {
    hasColour ? "\u{1B}[\(colour.code)m\(text)\u{1B}[0m" : text
  }
}
