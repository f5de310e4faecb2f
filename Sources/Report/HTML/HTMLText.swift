/// Text as it stands in HTML, between tags or in an attribute; what is invisible is made visible.
public func htmlEscaped(_ text: String) -> String { SVGText.escaped(text) }

/// Lines of text as a block in a fixed-width face.
func preformatted(_ text: String, class name: String = "") -> String {
  var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map {
    htmlEscaped(String($0))
  }
  if lines.last == "" { lines.removeLast() }
  let attribute = name.isEmpty ? "" : #" class="\#(name)""#
  // A line break right after the tag would be left out.
  return "<pre\(attribute) tabindex=\"0\">\(lines.first == "" ? "\n" : "")\(lines.joined(separator: "\n"))</pre>"
}

/// Plain text as words of a paragraph; only well-formed `code` spans mean something.
func htmlWords(_ text: String) -> String {
  let line = text.split(separator: " ").joined(separator: " ")
  var words = ""
  var rest = line[...]
  while let span = firstCodeSpan(in: rest) {
    words += htmlEscaped(String(rest[..<span.lowerBound]))
    words += "<code>\(htmlEscaped(String(rest[span].dropFirst().dropLast())))</code>"
    rest = rest[span.upperBound...]
  }
  return words + htmlEscaped(String(rest))
}
