import Documents
import Language

/// A notebook while it is being written: what is wrong with it, and what is known at each place of it.
public struct NotebookDraft: Sendable {
  /// The prose and the cells.
  public let document: Document
  private let facts: Facts

  /// Reads a text, whatever is wrong with it; the arguments are those of `Notebook.read`.
  public init(
    _ source: Source, files: FileAccess, budget: Budget = Budget(), table: CommandTable = .standard
  ) {
    document = Document.parse(source).document
    facts = Facts(files: files, table: table, budget: budget)
  }

  /// The language of the commands.
  public var grammar: Grammar { facts.table.grammar }

  /// What keeps the notebook from being run, as `Notebook.read` throws it; empty if nothing does.
  public var mistakes: [Diagnostic] {
    do throws(Diagnostics) {
      _ = try Notebook.read(document.source, in: facts)
      return []
    } catch {
      return error.all
    }
  }

  /// What can be named just before the command that holds an offset.
  public func completionContext(at offset: Int) -> CompletionContext {
    var checker = Checker(facts)
    for cell in document.cells where cell.span.lower <= offset {
      let isHere = offset < cell.span.upper
      let lines = isHere ? place(at: offset, in: cell)?.linesBefore ?? cell.lines : cell.lines
      checker.check(lines, under: cell.header, of: document.source)
    }
    return checker.factsNow.completionContext()
  }

  /// What can stand at an offset, and the bytes that it takes the place of; nil outside of the lines of cells.
  public func completion(at offset: Int) -> (completion: Completion, replaced: Span)? {
    guard let cell = document.cell(atOrBefore: offset), let place = place(at: offset, in: cell) else { return nil }
    let beginning = place.typed.beginning
    let before = beginning.utf8.count - place.line.lower
    let completion = complete(
      beginning + document.source.text(place.line), at: offset + before, in: completionContext(at: offset),
      block: place.typed.block)
    let replaced = completion.replaced
    let lower = max(replaced.lowerBound - before, place.line.lower)
    return (completion, Span(lower, max(replaced.upperBound - before, lower)))
  }

  /// The line of a cell that holds an offset, what was typed of its command before it, and the lines before that command.
  private func place(
    at offset: Int, in cell: Cell
  ) -> (line: Span, typed: TypedCommand, linesBefore: [Span])? {
    guard let index = cell.lines.firstIndex(where: { $0.lower <= offset && offset <= $0.upper }) else { return nil }
    var (typed, first) = (TypedCommand(in: grammar), 0)
    for (number, line) in cell.lines[..<index].enumerated() {
      typed.append(document.source.text(line))
      if !typed.isOpen { (typed, first) = (TypedCommand(in: grammar), number + 1) }
    }
    return (cell.lines[index], typed, Array(cell.lines[..<first]))
  }
}
