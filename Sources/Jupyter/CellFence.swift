import Documents
import Language

/// The fence around a cell's commands: its opening line, which says what the cell is called and how it is run.
struct CellFence: Equatable {
  var label: String?
  var expectsError = false
  var isSkipped = false

  /// What the header of a cell says.
  init(_ header: CellHeader) {
    (label, expectsError, isSkipped) = (header.label, header.expectsError, header.isSkipped)
  }

  /// What Jupyter's tools and this program have noted of a cell.
  init(_ cell: NotebookCell) {
    label = cell.notes.label.flatMap { Self.canBeLabel($0) ? $0 : nil }
    (expectsError, isSkipped) = (cell.tags.contains(Self.expectsErrorTag), cell.tags.contains(Self.skipTag))
  }

  /// The tag of a cell that is to fail, as Jupyter's executor has it.
  private static let expectsErrorTag = "raises-exception"
  /// The tag of a cell that is not run, as Jupyter's executor has it.
  private static let skipTag = "skip-execution"

  /// The tags that say how the cell is run.
  var tags: [String] { (expectsError ? [Self.expectsErrorTag] : []) + (isSkipped ? [Self.skipTag] : []) }

  /// The opening line as it is usually written.
  var opening: String {
    (["```nnb"] + (label.map { [$0] } ?? []) + (expectsError ? ["expect=error"] : []) + (isSkipped ? ["skip"] : []))
      .joined(separator: " ")
  }

  private static func canBeLabel(_ text: String) -> Bool {
    let (document, mistakes) = Document.parse(Source(name: "", text: "```nnb \(text)\n```"))
    return mistakes.isEmpty && document.cells.first?.header.label == text
  }

  /// Writes a cell: the opening line, the commands indented as the fence is, the closing fence; no line end after it.
  ///
  /// The fence grows where a line of the commands would end it.
  static func text(_ source: String, opening: String, lineEnd: String) -> String {
    let indent = opening.prefix { $0 == " " }
    let run = opening.dropFirst(indent.count).prefix { $0 == opening.dropFirst(indent.count).first }
    let lines = source.isEmpty ? [] : source.split(separator: "\n", omittingEmptySubsequences: false)
    let longest = lines.reduce(run.count - 1) { most, line in
      let line = line.drop { $0 == " " }
      let inner = line.prefix { $0 == run.first }
      return line.dropFirst(inner.count).allSatisfy { $0 == " " || $0 == "\t" } ? max(most, inner.count) : most
    }
    let fence = indent + String(repeating: run.first ?? "`", count: max(run.count, longest + 1))
    let first = fence + opening.dropFirst(indent.count + run.count)
    return ([first] + lines.map { $0.isEmpty ? "" : indent + $0 } + [fence]).joined(separator: lineEnd)
  }

  /// The one cell that a text is, with its commands as a notebook holds them; nil if it is something else.
  static func only(in bytes: [UInt8]) -> (fence: CellFence, source: String)? {
    let (document, _) = Document.parse(Source(name: "", bytes: bytes))
    guard document.parts.count == 1, let cell = document.cells.first else { return nil }
    return (CellFence(cell.header), cell.source(in: document))
  }
}

extension Cell {
  /// The commands as a notebook holds them.
  func source(in document: Document) -> String {
    lines.map { document.source.text($0) }.joined(separator: "\n")
  }
}
