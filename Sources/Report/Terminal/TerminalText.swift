/// Sentences and preformatted text, fitted to the window.
extension TerminalStyle {
  /// A note on as many lines as it needs; `code` spans stand without their backticks.
  func paragraph(_ note: String?) -> [String] {
    guard let note else { return [] }
    // Backticks are found in what is visible, as in a report; only then do other characters become ASCII.
    let line = visible(note).split(separator: " ").joined(separator: " ")
    var result = ""
    var rest = line[...]
    while let span = firstCodeSpan(in: rest) {
      result += rest[..<span.lowerBound] + rest[span].dropFirst().dropLast()
      rest = rest[span.upperBound...]
    }
    let text = charset.shown(result + rest)
    return text.isEmpty ? [] : wrapped(text, toColumns: columns)
  }

  /// Preformatted lines as they are; a line that is too long goes on below, where its text or its last column starts.
  func preformatted(_ text: String) -> [String] {
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map { charset.shown(String($0)) }
    if lines.last == "" { lines.removeLast() }
    return lines.flatMap { wrapped($0, toColumns: columns, hanging: hangingIndent(of: $0)) }
  }

  /// The column after the last gap of two spaces or more that leaves a third of the window for text.
  private func hangingIndent(of line: String) -> Int {
    var (column, spaces, indent) = (0, 2, 0)
    for character in line {
      if column > columns * 2 / 3 { break }
      if character != " ", spaces >= 2 { indent = column }
      spaces = character == " " ? spaces + 1 : 0
      column += displayWidth(String(character))
    }
    return indent
  }
}

/// Breaks one line of text at spaces into lines of at most so many columns; a word that is longer is broken anywhere.
///
/// - Parameters:
///   - text: The line, free of control characters.
///   - columns: The width of every line.
///   - indent: The spaces in front of every line but the first: fewer than the width by 2 or more.
func wrapped(_ text: String, toColumns columns: Int, hanging indent: Int = 0) -> [String] {
  var lines: [String] = []
  var rest = Array(text)[...]
  while let overflow = firstOverflow(in: rest, columns: lines.isEmpty ? columns : columns - indent) {
    let space = rest[...overflow].lastIndex(of: " ") ?? rest.startIndex
    let isBetweenWords = rest[..<space].contains { $0 != " " }
    let end = isBetweenWords ? space : max(overflow, rest.startIndex + 1)
    lines.append(withoutTrailingSpaces(String(rest[..<end])))
    rest = rest[end...].drop { $0 == " " }
  }
  if !rest.isEmpty || lines.isEmpty { lines.append(withoutTrailingSpaces(String(rest))) }
  return lines.enumerated().map { $0 == 0 ? $1 : blank(indent) + $1 }
}

/// The first character that does not fit, or nil if all do.
private func firstOverflow(in characters: ArraySlice<Character>, columns: Int) -> Int? {
  var used = 0
  return characters.indices.first { index in
    used += displayWidth(String(characters[index]))
    return used > columns
  }
}
