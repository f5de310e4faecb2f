import Language
import Outputs

/// Errors at the prompt: what is wrong, the line that was typed with carets, and what helps.
extension TerminalStyle {
  /// A diagnostic at the prompt, without name and number of a line that was just typed; ends with a line end.
  ///
  /// A note of another place shows the line it points at: `note: the width was set here: layer affine 2 4`.
  public func rendered(_ diagnostic: Diagnostic, in source: Source) -> String {
    let (line, columns) = source.excerpt(of: diagnostic.span)
    let notes = diagnostic.notes.map { note in
      let (line, columns) = source.excerpt(of: note.span)
      return note.message + ": " + excerpt(line, columns).line.drop { $0 == " " }
    }
    return text(
      problem("error: \(diagnostic.message)", excerpt(line, columns), notes: notes, help: diagnostic.help))
  }

  /// What a diagnostic says, without its place: the line stands beside it.
  public func message(of diagnostic: Diagnostic) -> String {
    text(labelled("error:", .error, "error: \(diagnostic.message)"))
  }

  /// The failure of a cell, whose place is the only way to tell which line it was.
  func lines(_ failure: Failure) -> [String] {
    let place = failure.place.isEmpty ? "" : "\(failure.place): "
    return problem(
      "\(place)error: \(failure.message)", excerpt(failure.sourceLine, failure.columns), notes: failure.notes,
      help: failure.help)
  }

  /// The excerpt of a line that fits in the window behind its margin, with room for a caret past the end.
  private func excerpt(_ line: String, _ columns: Range<Int>) -> SourceExcerpt {
    SourceExcerpt(line: line, columns: columns, width: self.columns - margin.count - 1, charset: charset)
  }

  private func problem(_ message: String, _ excerpt: SourceExcerpt, notes: [String], help: String?) -> [String] {
    let carets = excerpt.carets.drop { $0 == " " }
    let indent = margin + blank(excerpt.carets.count - carets.count)
    let place = [withoutTrailingSpaces(margin + excerpt.line), indent + painted(String(carets), .place)]
    let advice = notes.map { ("note:", $0) } + (help.map { [("help:", $0)] } ?? [])
    return labelled("error:", .error, message) + place
      + advice.flatMap { label, message in labelled(label, .advice, "\(label) \(message)") }
  }

  /// A message on as many lines as it needs, the first occurrence of its label in a colour.
  private func labelled(_ label: String, _ colour: TerminalColour, _ message: String) -> [String] {
    var lines = wrapped(charset.shown(message), toColumns: columns, hanging: label.count + 1)
    if let index = lines.firstIndex(where: { $0.contains(label) }), let range = lines[index].firstRange(of: label) {
      lines[index].replaceSubrange(range, with: painted(label, colour))
    }
    return lines
  }

  private var margin: String { "  " }
}
