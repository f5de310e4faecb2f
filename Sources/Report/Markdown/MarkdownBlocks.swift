/// Writes plain text as a Markdown paragraph of one line; only well-formed `code` spans keep their meaning.
func paragraph(_ text: String) -> String {
  let line = visible(text).split(separator: " ").joined(separator: " ")
  var result = ""
  var rest = line[...]
  while let span = firstCodeSpan(in: rest) {
    result += reportEscaped(String(rest[..<span.lowerBound]), in: line) + rest[span]
    rest = rest[span.upperBound...]
  }
  return lineStartEscaped(result + reportEscaped(String(rest), in: line))
}

/// Writes lines of plain text between fences that nothing inside can close.
///
/// A line that starts like a comment shows its `<` as `\u{3c}`, so that it cannot pass for the end of an output block.
func fenced(_ text: String) -> String {
  var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map { line in
    let line = visible(String(line))
    let indent = line.prefix { $0 == " " }
    return line.dropFirst(indent.count).hasPrefix("<!--")
      ? indent + #"\u{3c}"# + line.dropFirst(indent.count + 1) : line[...]
  }
  if lines.last == "" { lines.removeLast() }
  let fence = String(repeating: "`", count: max(3, longestBacktickRun(in: lines) + 1))
  return (["\(fence)text"] + lines + [fence[...]]).joined(separator: "\n")
}

private func longestBacktickRun(in lines: [Substring]) -> Int {
  var longest = 0
  for line in lines {
    var run = 0
    for byte in line.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
  }
  return longest
}

/// The first two single backticks with something other than spaces, and no backtick, between them.
func firstCodeSpan(in text: Substring) -> Range<String.Index>? {
  let scalars = text.unicodeScalars
  var opening: String.Index?
  var index = scalars.startIndex
  while let start = scalars[index...].firstIndex(of: "`") {
    let end = scalars[start...].firstIndex { $0 != "`" } ?? scalars.endIndex
    let isSingle = scalars.index(after: start) == end
    if isSingle, let opening, scalars[opening..<start].dropFirst().contains(where: { $0 != " " }) {
      return opening..<end
    }
    opening = isSingle ? start : nil
    index = end
  }
  return nil
}

/// Escapes what would make a line a heading, a quotation, a list item or a rule.
private func lineStartEscaped(_ line: String) -> String {
  let scalars = line.unicodeScalars
  let digits = scalars.prefix { ("0"..."9").contains($0) }
  let rest = scalars[digits.endIndex...]
  let next = rest.dropFirst().first
  let isMarkup =
    switch rest.first {
    case "#", ">": digits.isEmpty
    case "-", "+": digits.isEmpty && (next == nil || next == " " || next == "-")
    case ".", ")": !digits.isEmpty && (next == nil || next == " ")
    default: false
    }
  return isMarkup ? String(digits) + "\\" + String(rest) : line
}
