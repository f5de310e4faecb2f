import Language

/// A comment that begins or ends the output of a cell in a report.
///
/// `<!-- nnb:output -->`, `<!-- nnb:output figures=svg -->` and `<!-- /nnb:output -->`, each alone on a line.
struct OutputMarker {
  /// Whether the marker begins an output block.
  let isOpening: Bool
  /// The marker, without the blanks around it.
  let span: Span
  /// How pictures are drawn.
  private(set) var figures: String?

  /// The values of `figures=`.
  static let figures = ["text", "svg", "none"]

  /// The text of a marker that begins a block.
  static func opening(figures: String?) -> String {
    figures.map { "<!-- nnb:output figures=\($0) -->" } ?? "<!-- nnb:output -->"
  }

  /// The text of a marker that ends a block.
  static let closing = "<!-- /nnb:output -->"

  /// Reads the first line of an HTML block; nil when it does not start as a marker does.
  init?(line: Span, in source: Source, diagnostics: inout [Diagnostic]) {
    let lower = source.skip(0x20, in: line, atMost: 3)
    let text = source.bytes[lower..<line.upper]
    isOpening = text.starts(with: "<!-- nnb:output".utf8)
    guard isOpening || text.starts(with: "<!-- /nnb:output".utf8) else { return nil }
    let end = text.indices.dropLast(2).first { text[$0] == 0x2D && text[$0 + 1] == 0x2D && text[$0 + 2] == 0x3E }
    let words = source.words(in: Span(lower, end ?? line.upper))
    guard source.text(words[1]) == (isOpening ? "nnb:output" : "/nnb:output") else { return nil }
    span = Span(lower, end.map { $0 + 3 } ?? line.upper)

    for word in words.dropFirst(2) {
      let value = Self.figures.first { isOpening && source.text(word) == "figures=\($0)" }
      figures = figures ?? value
      if value == nil {
        let choices = Self.figures.map { "'figures=\($0)'" }.joined(separator: ", ")
        let help = isOpening ? "it can be one of \(choices)" : "write '\(Self.closing)'"
        diagnostics.append(Diagnostic("unknown attribute '\(source.text(word))'", at: word, help: help))
      }
    }
    if end == nil {
      diagnostics.append(Diagnostic("output marker does not end on its line", at: span, help: "add '-->'"))
    } else if let first = source.words(in: Span(span.upper, line.upper)).first {
      let rest = Span(first.lower, line.upper)
      diagnostics.append(Diagnostic("text after an output marker", at: rest, help: "put it on a line of its own"))
    }
  }
}
