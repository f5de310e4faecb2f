import Documents
import Language
import Outputs
import Session

/// The texts of all cells that were run, one below the other: a place in an earlier one stays what it is.
struct CellTexts {
  private(set) var source = Source(name: "", bytes: [])
  /// The number of each cell, and its first line.
  private var cells: [(number: Int, line: Int)] = []

  /// The commands of a cell.
  struct Cell {
    /// Its lines.
    let lines: [Span]
    /// Where the lines begin that are something to show and no command, such as `W1`.
    let results: Set<Int>
    /// What looks like a cell in a notebook that was entered whole, and is none.
    let lookalikes: [Diagnostic]
  }

  /// Adds the text of a cell; of a notebook that was entered whole, its cells count alone.
  mutating func add(_ code: String, as number: Int, _ runner: Runner) -> Cell {
    let separator = source.bytes.isEmpty ? "" : "\n"
    let start = source.bytes.count + separator.utf8.count
    let (document, mistakes) = Document.parse(Source(name: "", text: code))
    let isNotebook = mistakes.isEmpty && !document.cells.isEmpty
    let (text, results) = isNotebook ? (code, []) : Self.asCommands(code, runner)
    source = Source(name: source.name, bytes: source.bytes + (separator + text).utf8)
    let first = source.line(at: start)
    cells.append((number, first))
    guard isNotebook else {
      let lines = (first...source.lineCount).map { source.span(ofLine: $0) }
      return Cell(lines: lines, results: Set(results.map { $0 + start }), lookalikes: [])
    }
    let lines = document.cells.filter { !$0.header.isSkipped }.flatMap(\.lines)
    return Cell(
      lines: lines.map { Span($0.lower + start, $0.upper + start) }, results: [],
      lookalikes: document.lookalikes)
  }

  /// The text with the lines that are something to show as commands, and the offsets of these.
  private static func asCommands(_ code: String, _ runner: Runner) -> (text: String, results: [Int]) {
    var (text, results) = ("", [Int]())
    var typed = TypedCommand(in: runner.grammar)
    let source = Source(name: "", text: code)
    for (index, span) in source.lines.enumerated() {
      if index > 0 { text += "\n" }
      let line = source.text(span)
      if !typed.isOpen { typed = TypedCommand(in: runner.grammar) }
      let command = typed.isOpen ? line : runner.asCommand(line)
      if command.utf8.count > line.utf8.count { results.append(text.utf8.count) }
      typed.append(command)
      text += command
    }
    return (text, results)
  }

  /// A diagnostic placed by cell and line, where the number of a cell is that of its execution: run in order, that is its
  /// place among the cells, as in a report.
  func failure(_ diagnostic: Diagnostic) -> Failure {
    let (line, columns) = source.excerpt(of: diagnostic.span)
    return Failure(
      place: place(of: diagnostic.span), message: diagnostic.message, sourceLine: line, columns: columns,
      notes: diagnostic.notes.map { "\(place(of: $0.span)): \($0.message)" }, help: diagnostic.help)
  }

  private func place(of span: Span) -> String {
    let line = source.line(at: span.lower)
    guard let cell = cells.last(where: { $0.line <= line }) else { return "line \(line)" }
    return "cell \(cell.number), line \(line - cell.line + 1)"
  }
}
