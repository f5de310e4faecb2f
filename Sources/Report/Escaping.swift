/// Makes text safe to print: what is invisible or commands a terminal becomes a visible escape.
///
/// Control and format characters (C0, DEL, C1, bidirectional overrides, zero-width joiners and spaces), line and
/// paragraph separators, noncharacters and fillers that show nothing become `\u{1b}`, `\n` or `\r`; a tab becomes a
/// space. The result is one line.
public func visible(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\t": result.append(" ")
    case "\n": result.append(contentsOf: #"\n"#.unicodeScalars)
    case "\r": result.append(contentsOf: #"\r"#.unicodeScalars)
    case _ where isHidden(scalar):
      result.append(contentsOf: escaped(scalar).unicodeScalars)
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// Makes text of several lines safe to print, each line as `visible(_:)` shows it; line ends and tabs are kept.
public func visibleLines(_ text: String) -> String {
  text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map { line in
    line.split(separator: "\t", omittingEmptySubsequences: false).map { visible(String($0)) }.joined(separator: "\t")
  }.joined(separator: "\n")
}

/// A character by its number, such as `\u{1b}`.
func escaped(_ scalar: Unicode.Scalar) -> String {
  "\\u{\(String(scalar.value, radix: 16))}"
}

/// Escapes text so that it stands for itself inside a line of Markdown or a table cell.
///
/// Only what could be read as markup is escaped: `0.5 -> 1`, `a_b`, `2 * 3`, `x < 1` and `R & D` stay as they are.
/// Characters that matter only at the start of a line are left to `paragraph(_:)`.
func inlineEscaped(_ text: String) -> String {
  // Scalars throughout, as Markdown readers see them: a combining mark must not hide the character it follows.
  let scalars = Array(visible(text).unicodeScalars)
  var result = String.UnicodeScalarView()
  for (index, scalar) in scalars.enumerated() {
    if isMarkup(scalars, at: index) { result.append("\\") }
    result.append(scalar)
  }
  return String(result)
}

private func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator: return true
  default: return scalar.properties.isNoncharacterCodePoint || isFiller(scalar)
  }
}

/// Whether a character shows nothing by itself, such as U+3164; what makes the sign before it an emoji or a letter may stay.
private func isFiller(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isDefaultIgnorableCodePoint && scalar != "\u{FE0E}" && scalar != "\u{FE0F}"
}

/// Whether a character could be markup between its neighbours; where there is no neighbour, any might follow.
private func isMarkup(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
  let previous = index > 0 ? scalars[index - 1] : nil
  let next = index + 1 < scalars.count ? scalars[index + 1] : nil
  return switch scalars[index] {
  case "|", "`", "[", "]", "~": true
  case "\\": next.map(isPunctuation) ?? true
  case "*": previous != " " || next != " "
  case "_": !(previous.map(isWordCharacter) ?? false && next.map(isWordCharacter) ?? false)
  case "<": next.map { isLetter($0) || $0 == "/" || $0 == "!" || $0 == "?" } ?? true
  case "&": next.map { isLetter($0) || $0 == "#" } ?? true
  // GitHub makes links of bare addresses: `http://` and `www.`.
  case ":": scalars[(index + 1)...].starts(with: "//".unicodeScalars)
  case ".": scalars[..<index].suffix(3).allSatisfy { $0 == "w" || $0 == "W" } && index >= 3
  default: false
  }
}

/// An ASCII letter: what starts the name of a tag or an entity.
private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
  ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
}

/// ASCII punctuation: what a backslash in front of it would turn into itself.
private func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
  ("!"..."~").contains(scalar) && !isLetter(scalar) && !("0"..."9").contains(scalar)
}

/// A letter, mark or digit of any script: an underscore between two of them is never emphasis.
private func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
    .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
    true
  default: false
  }
}
