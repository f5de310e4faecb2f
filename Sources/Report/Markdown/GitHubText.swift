/// Escapes text so that it stands for itself in a line of a report or a table cell, also where GitHub shows it.
///
/// GitHub looks for mentions, issues, addresses, emoji and formulas in what the Markdown has become, where a backslash is
/// gone. A sign that would begin one stands in an element of its own, as GitHub's manual has it for `$`; in other text,
/// such as `a#b`, `x @ y` or `$5`, it stays as it is.
///
/// - Parameters:
///   - text: What is to stand for itself.
///   - line: All that stands in the line or cell: a `$` anywhere in it closes the formula that another opens.
func reportEscaped(_ text: String, in line: String? = nil) -> String {
  let opensFormulas = (line ?? text).utf8.count { $0 == UInt8(ascii: "$") } > 1
  let scalars = Array(visible(text).unicodeScalars)
  var result = ""
  var start = 0
  for (index, scalar) in scalars.enumerated() {
    guard scalar == "$" ? opensFormulas : beginsReference(scalars, at: index) else { continue }
    result += inlineEscaped(scalars[start..<index]) + "<span>\(scalar)</span>"
    start = index + 1
  }
  return result + inlineEscaped(scalars[start...])
}

private func inlineEscaped(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
  inlineEscaped(String(String.UnicodeScalarView(scalars)))
}

/// Whether GitHub could make something of a sign and what follows: `@user`, `a@b.org`, `#1`, `GH-1`, `:tada:`.
private func beginsReference(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
  let rest = scalars[(index + 1)...]
  guard let next = rest.first else { return false }
  switch scalars[index] {
  case "@": return next != " "
  case "#": return isDigit(next)
  case "-":
    let word = scalars[..<index].suffix(2)
    return isDigit(next) && (word.elementsEqual("GH".unicodeScalars) || word.elementsEqual("gh".unicodeScalars))
  case ":":
    let name = rest.prefix { $0 != ":" && $0 != " " }
    return rest.dropFirst(name.count).first == ":" && !name.allSatisfy(isDigit)
  default: return false
  }
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
