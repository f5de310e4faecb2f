import Documents
import Language

/// The text that a notebook of Jupyter is for this program, and where in it the notebook's cells are.
public struct ImportedNotebook: Sendable {
  /// The text, whose places are told by the notebook's cells.
  public let source: Source
  /// The notebook.
  public let notebook: JupyterNotebook
  /// The notebook's cells, in the order of the document's cells, by their places in the notebook.
  ///
  /// Nil if the document has others, such as one that somebody has written into a cell of text.
  public let codeCells: [Int]?

  /// Writes a notebook as text; its language may be another one, whose code is prose then.
  ///
  /// What was not edited since it was exported has the bytes that it had. What was is between the fences that it had, and
  /// what is new between the usual ones.
  public init(_ notebook: JupyterNotebook, name: String) throws(NotebookError) {
    let exact = NotebookText(notebook, asUsual: false)
    let text = try exact.isWhole ? exact : NotebookText(notebook, asUsual: true).requiringAll()
    self.notebook = notebook
    source = Source(name: name, bytes: text.bytes, sections: text.sections)
    codeCells = text.documentCells == text.cells.count ? text.cells.map(\.index) : nil
  }
}

/// A notebook's cells written one after the other.
private struct NotebookText {
  private(set) var bytes: [UInt8] = []
  private(set) var sections: [Source.Section] = []
  /// The cells of code: where each is in the notebook, where it begins in the text, and its commands.
  private(set) var cells: [(index: Int, start: Int, source: String)] = []
  /// The number of cells that the text has when it is read.
  private(set) var documentCells = 0
  /// The first cell of code that is none in the text; nil if all are.
  private var lost: Int?

  /// Whether every cell of code is one in the text, with the same commands.
  var isWhole: Bool { lost == nil }

  func requiringAll() throws(NotebookError) -> NotebookText {
    guard let lost else { return self }
    throw NotebookError(
      "cell \(lost) would be part of the text before it: a fence (```), a comment (<!--) or other markup is open there, and has to be closed"
    )
  }

  /// Writes what was noted of each cell, or all as it is usually written.
  init(_ notebook: JupyterNotebook, asUsual: Bool) {
    let notes = NotebookNotes(notebook.metadata["nnb"])
    let lineEnd = notes.lineEnd
    let language = notebook.foreignLanguage.map(Self.infoWord)
    let codeCount = notebook.cells.count { $0.kind == .code && language == nil }
    bytes = Array(notes.start.utf8)
    var previous: NotebookCell?
    var labels: Set<String> = []
    for (index, cell) in notebook.cells.enumerated() {
      var cell = cell
      // Both halves of a cell that is split in Jupyter, and a copy, have what was noted of it.
      if let label = cell.notes.label, !labels.insert(label).inserted { cell = cell.withoutLabel }
      if let previous {
        bytes += (asUsual ? nil : Self.separator(previous, cell))?.utf8 ?? (lineEnd + lineEnd).utf8
      }
      previous = cell
      let isCommands = cell.kind == .code && language == nil
      let next = cells.count + 1
      let name = isCommands ? "cell \(next)" : next <= codeCount ? "text before cell \(next)" : "text at the end"
      let text = isCommands ? Self.code(cell, lineEnd, asUsual) : Self.prose(cell, lineEnd, language, asUsual)
      if isCommands { cells.append((index, bytes.count, cell.source)) }
      sections.append(Source.Section(name: name, lower: bytes.count, linesBefore: isCommands ? 1 : 0))
      bytes += text
    }
    bytes += (notes.end ?? (notebook.cells.isEmpty ? "" : lineEnd)).utf8
    readAgain()
  }

  /// What was noted to stand between two cells, if it can stand there.
  private static func separator(_ previous: NotebookCell, _ cell: NotebookCell) -> String? {
    guard let before = cell.notes.before, isBlank(before.unicodeScalars) else { return nil }
    let lineEnds = before.replacingLineEnds.count { $0 == "\n" }
    // Two paragraphs that meet, because a cell between them was removed, would be one.
    return lineEnds > (cell.kind != .code && previous.kind != .code ? 1 : 0) ? before : nil
  }

  private static func code(_ cell: NotebookCell, _ lineEnd: String, _ asUsual: Bool) -> [UInt8] {
    let (fence, notes) = (CellFence(cell), cell.notes)
    if !asUsual, let exact = notes.exact, let noted = CellFence.only(in: exact), noted == (fence, cell.source) {
      return exact
    }
    var opening = fence.opening
    if !asUsual, let noted = notes.opening, CellFence.only(in: Array(noted.utf8))?.fence == fence { opening = noted }
    return Array(CellFence.text(cell.source, opening: opening, lineEnd: lineEnd).utf8)
  }

  private static func prose(_ cell: NotebookCell, _ lineEnd: String, _ language: String?, _ asUsual: Bool) -> [UInt8] {
    if !asUsual, let exact = cell.notes.exact, shown(exact) == cell.source { return exact }
    if cell.kind == .code, let language {
      return Array(CellFence.text(cell.source, opening: "```" + language, lineEnd: lineEnd).utf8)
    }
    return Array(cell.source.replacing("\n", with: lineEnd).utf8)
  }

  /// The name of a language as a word after a fence.
  private static func infoWord(_ language: String) -> String {
    let word = language.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || "+-#._".contains($0)) }
    return word.isEmpty || word == "nnb" ? "text" : word
  }

  private mutating func readAgain() {
    let (document, _) = Document.parse(Source(name: "", bytes: bytes))
    documentCells = document.cells.count
    let found = Dictionary(document.cells.map { ($0.span.lower, $0) }) { first, _ in first }
    let index = cells.firstIndex { cell in found[cell.start].map { $0.source(in: document) != cell.source } ?? true }
    lost = index.map { $0 + 1 }
  }
}
