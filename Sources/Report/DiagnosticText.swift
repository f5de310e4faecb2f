import Language

/// A diagnostic as a terminal shows it: place, message, source line with carets, notes and help.
public func rendered(_ diagnostic: Diagnostic, as severity: String = "error", in source: Source) -> String {
  let seen = source.place(at: diagnostic.span.lower).line
  let number = seen > 0 ? String(seen) : ""
  let (line, columns) = source.excerpt(of: diagnostic.span)
  let excerpt = SourceExcerpt(line: line, columns: columns)
  let margin = String(repeating: " ", count: number.count)
  var lines = ["\(place(diagnostic.span, in: source)): \(severity): \(visible(diagnostic.message))"]
  lines += ["\(number) | \(excerpt.line)", "\(margin) | \(excerpt.carets)"]
  lines += diagnostic.notes.map { "  note: \(place($0.span, in: source)): \(visible($0.message))" }
  lines += diagnostic.help.map { ["  help: \(visible($0))"] } ?? []
  return lines.joined(separator: "\n")
}

/// `path:line:column`, both counted from 1, columns in characters; `path: cell 2, line 1, column 5` in what has cells.
private func place(_ span: Span, in source: Source) -> String {
  let (name, (section, line), column) = (visible(source.name), source.place(at: span.lower), source.column(of: span))
  guard let section else { return "\(name):\(line):\(column)" }
  return "\(name): \(section)" + (line > 0 ? ", line \(line), column \(column)" : "")
}
