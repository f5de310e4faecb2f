// Documents: Markdown to cells and output blocks, and back. cmark lives here alone; what the commands of a cell mean
// is no matter of it.

import Language

/// A Markdown file seen as prose and cells, in order, without the output blocks of an earlier run.
///
/// Joined, the parts are the file byte for byte but for the output blocks, so a report and the notebook it was made
/// from are the same document.
public struct Document: Sendable {
  /// The file as it was read: what every span refers to.
  public let source: Source
  /// The prose and the cells in order; no part is empty.
  public private(set) var parts: [Part] = []
  /// The cells in order.
  public private(set) var cells: [Cell] = []
  /// The headings of the prose in order, but for those in lists and quotes.
  public private(set) var headings: [Heading] = []
  /// What looks like a cell and is none, with what to write instead: never to be passed over in silence.
  public internal(set) var lookalikes: [Diagnostic] = []
  /// How the pictures of a report were drawn: the first `figures=` value in its output markers, or nil.
  public internal(set) var figures: String?

  /// A stretch of a document.
  public enum Part: Sendable {
    /// Bytes that pass through unread.
    case prose(Span)
    /// A fenced block of commands.
    case cell(Cell)
  }

  /// A heading of the prose.
  public struct Heading: Sendable {
    /// From 1 to 6.
    public let level: Int
    /// The text as it is written, without the signs that make it a heading.
    public let title: String
    /// Its lines, without the last line end.
    public let span: Span
  }

  /// The last cell that begins at an offset or before it.
  public func cell(atOrBefore offset: Int) -> Cell? {
    let next = cells.partitioningIndex { $0.span.lower > offset }
    return next > 0 ? cells[next - 1] : nil
  }

  mutating func append(_ heading: Heading) { headings.append(heading) }

  mutating func append(_ part: Part) {
    parts.append(part)
    if case .cell(let cell) = part { cells.append(cell) }
  }

  /// Creates a document without parts: that of a script, in which there are commands alone.
  public init(source: Source) { self.source = source }

  /// Reads a file; the document is whole whatever its errors, and not to be run if there are any.
  ///
  /// Every error is reported, in order. A file without a cell is not among them: see `noCell`.
  public static func parse(_ source: Source) -> (document: Document, diagnostics: [Diagnostic]) {
    var parser = DocumentParser(source)
    parser.parse()
    return (parser.document, parser.diagnostics)
  }

  /// What is wrong with a file that has no cell, for a caller that needs one.
  public var noCell: Diagnostics {
    guard lookalikes.isEmpty else { return Diagnostics(lookalikes) }
    let help = "a cell is a fenced block: ```nnb … ```; a bare list of commands is a script: nbrun < file"
    return Diagnostics([Diagnostic("no cell found", at: Span(0, 0), help: help)])
  }
}

extension Document.Part {
  /// The bytes of the part.
  public var span: Span {
    switch self {
    case .prose(let span): span
    case .cell(let cell): cell.span
    }
  }
}
