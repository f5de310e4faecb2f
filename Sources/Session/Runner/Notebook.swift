import Documents
import Language

/// A notebook that has been read, parsed and checked as a whole, and so is ready to run.
public struct Notebook: Sendable {
  /// The prose and the cells; no parts if the text is a script.
  public let document: Document
  /// The cells in order; of a script one, without a header.
  let cells: [(header: CellHeader?, lines: [Span])]
  /// The values that take the place of those of `let`.
  let overrides: [String: Token.Kind]
  /// Whether a command needs what the session was before it.
  let needsPast: Bool
  /// The files that its commands may name.
  let files: FileAccess

  /// Reads a notebook, a report or a script of bare commands; every mistake that can be found without running is
  /// thrown at once.
  ///
  /// - Parameters:
  ///   - source: the text.
  ///   - overrides: the values that take the place of those of every `let` with their name; the names that no `let` gives
  ///     come back.
  ///   - files: the files that commands may name.
  ///   - isScript: whether the text is commands alone.
  ///   - budget: what the notebook may take of the machine.
  ///   - table: the commands there are.
  public static func read(
    _ source: Source, overrides: [String: Token.Kind] = [:], files: FileAccess = FileAccess(folder: "."),
    isScript: Bool = false, budget: Budget = Budget(), table: CommandTable = .standard
  ) throws(Diagnostics) -> (notebook: Notebook, unusedOverrides: [String]) {
    let facts = Facts(overrides: overrides, files: files, table: table, budget: budget)
    let (notebook, checker) = try read(source, in: facts, isScript: isScript)
    return (notebook, checker.unusedOverrides.sorted())
  }

  /// Reads a notebook for a session of which some facts are known; the checker knows what they are after it.
  static func read(
    _ source: Source, in facts: Facts, isScript: Bool = false
  ) throws(Diagnostics) -> (notebook: Notebook, checker: Checker) {
    let (document, mistakes) = isScript ? (Document(source: source), []) : Document.parse(source)
    guard mistakes.isEmpty else { throw Diagnostics(mistakes) }
    guard isScript || !document.cells.isEmpty else { throw document.noCell }

    let cells = isScript ? [(nil, source.lines)] : document.cells.map { ($0.header, $0.lines) }
    var checker = Checker(facts)
    for (header, lines) in cells { checker.check(lines, under: header, of: source) }
    guard checker.mistakes.isEmpty else { throw Diagnostics(checker.mistakes) }
    let notebook = Notebook(
      document: document, cells: cells, overrides: facts.names.overrides, needsPast: checker.needsPast,
      files: facts.files)
    return (notebook, checker)
  }
}
