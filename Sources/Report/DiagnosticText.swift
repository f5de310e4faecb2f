import Language

/// A diagnostic as a terminal shows it: place, message, source line with carets, notes and help.
public func rendered(_ diagnostic: Diagnostic, as severity: String = "error", in source: Source) -> String {
  let number = String(source.line(at: diagnostic.span.lower))
  let (line, columns) = source.excerpt(of: diagnostic.span)
  let excerpt = SourceExcerpt(line: line, columns: columns)
  let margin = String(repeating: " ", count: number.count)
  var lines = ["\(place(diagnostic.span, in: source)): \(severity): \(visible(diagnostic.message))"]
  lines += ["\(number) | \(excerpt.line)", "\(margin) | \(excerpt.carets)"]
  lines += diagnostic.notes.map { "  note: \(place($0.span, in: source)): \(visible($0.message))" }
  lines += diagnostic.help.map { ["  help: \(visible($0))"] } ?? []
  return lines.joined(separator: "\n")
}

/// `path:line:column`, both counted from 1, columns in characters.
private func place(_ span: Span, in source: Source) -> String {
  "\(visible(source.name)):\(source.line(at: span.lower)):\(source.column(of: span))"
}
