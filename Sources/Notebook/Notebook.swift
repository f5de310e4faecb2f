import Documents
import Language
import Outputs

/// A notebook that has been read, parsed and checked as a whole, and so is ready to run.
public struct Notebook: Sendable {
  /// The prose and the cells; no parts if the text is a script.
  public let document: Document
  private let blocks: [Block]
  private let overrides: [String: Token.Kind]
  /// Whether a command needs what the session was before it.
  private let looksBack: Bool

  /// Commands that run one after the other: a cell, or a whole script.
  private struct Block {
    /// The header of the cell; nil in a script.
    let header: CellHeader?
    let lines: [Span]
  }

  /// Reads a notebook, a report or a script of bare commands; every mistake that can be found without running is
  /// thrown at once.
  ///
  /// An override takes the place of the value of every `let` with its name; the names that no `let` gives come back.
  public static func read(
    _ source: Source, overrides: [String: Token.Kind] = [:], isScript: Bool = false
  ) throws(Diagnostics) -> (notebook: Notebook, unusedOverrides: [String]) {
    let (document, mistakes) = isScript ? (Document(source: source), []) : Document.parse(source)
    guard mistakes.isEmpty else { throw Diagnostics(mistakes) }
    guard isScript || !document.cells.isEmpty else { throw Diagnostics([Document.noCell]) }

    var parser = Parser(overrides: overrides)
    var outline = Outline()
    var doubts = Doubts()
    var found: [Diagnostic] = []
    var steps: [Parser.Step] = []
    let all = isScript ? [(nil, source.lines)] : document.cells.map { ($0.header, $0.lines) }
    let blocks = all.filter { $0.0?.isSkipped != true }
    for (header, lines) in blocks {
      if header?.expectsError == true {
        steps += outline.skim(CommandReader(lines, of: source), &parser)
      } else {
        let read = parser.parse(lines, of: source)
        found += outline.mistakes(in: read, &doubts)
        steps += read
      }
    }
    guard found.isEmpty else { throw Diagnostics(found) }
    let looksBack = steps.contains { if case .success(let command) = $0 { command.action.looksBack } else { false } }
    let notebook = Notebook(
      document: document, blocks: all.map { Block(header: $0.0, lines: $0.1) }, overrides: overrides,
      looksBack: looksBack)
    return (notebook, parser.unusedOverrides.sorted())
  }

  /// What one cell did.
  public struct CellResult: Sendable {
    /// What it had to say, a failure included.
    public var outputs: [Output] = []
    /// Why the notebook failed here; nil if the cell succeeded, or failed as it was to.
    public var failure: Diagnostic?
  }

  /// What to do after a cell has failed.
  public enum FailurePolicy: String, Sendable, CaseIterable {
    /// Leave the rest of the notebook unrun.
    case stop
    /// Go on with the next cell.
    case `continue`
  }

  /// Runs the cells in order in a session and gives one result a cell; cells left unrun have no outputs.
  ///
  /// Each output is handed over as it comes, too.
  public func run(
    in session: inout Session, onFailure policy: FailurePolicy = .stop, emit: (Output) -> Void = { _ in }
  ) -> [CellResult] {
    session.keepsEarlier = session.keepsEarlier || looksBack
    session.parser = Parser(overrides: overrides)
    var hasStopped = false
    var results: [CellResult] = []
    for block in blocks {
      var result = CellResult()
      if !hasStopped, block.header?.isSkipped != true { result = run(block, in: &session, emit: emit) }
      hasStopped = hasStopped || session.hasQuit || (result.failure != nil && policy == .stop)
      results.append(result)
    }
    return results
  }

  private func run(_ block: Block, in session: inout Session, emit: (Output) -> Void) -> CellResult {
    var result = CellResult()
    let expectedErrorPlace = block.header?.expectsErrorSpan
    do throws(Diagnostic) {
      try session.run(block.lines, of: document.source) {
        result.outputs.append($0)
        emit($0)
      }
    } catch {
      result.outputs.append(.failure(Failure(error, in: document)))
      if expectedErrorPlace == nil { result.failure = error }
      return result
    }
    if let expectedErrorPlace {
      let surprise = Diagnostic("the cell was to fail and did not", at: expectedErrorPlace)
      result.outputs.append(.failure(Failure(surprise, in: document)))
      result.failure = surprise
    }
    return result
  }
}

extension Outline {
  /// Applies a cell that is to fail up to the command that will: the first with a mistake, otherwise the last.
  fileprivate mutating func skim(_ commands: CommandReader, _ parser: inout Parser) -> [Parser.Step] {
    var (commands, steps) = (commands, [Parser.Step]())
    var before = (self, parser)
    while true {
      let now = (self, parser)
      guard let step = commands.next(&parser) else { break }
      steps.append(step)
      before = now
      guard case .success(let command) = step, (try? apply(command)) != nil else { break }
    }
    (self, parser) = before
    return steps
  }

  /// The mistakes that can be found without running, but for those that may follow from others before them; a command
  /// with one leaves the outline as it was.
  fileprivate mutating func mistakes(in steps: [Parser.Step], _ doubts: inout Doubts) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for step in steps {
      switch step {
      case .failure(let mistake):
        found.append(mistake)
        doubts.add(mistake.attempt)
      case .success(let command):
        do throws(Diagnostic) {
          try apply(command)
          doubts.settle(command)
        } catch {
          if !doubts.concern(command) { found.append(error) }
          doubts.add(command)
        }
      }
    }
    return found
  }
}

extension Failure {
  /// A diagnostic as a report shows it: placed by cell and line, on which a notebook and its report agree.
  init(_ diagnostic: Diagnostic, in document: Document) {
    let source = document.source
    func place(_ span: Span) -> String {
      guard let cell = document.cells.last(where: { $0.span.lower <= span.lower }) else {
        return "line \(source.line(at: span.lower))"
      }
      let line = source.line(at: span.lower) - source.line(at: cell.span.lower)
      return "cell \(cell.index)" + (line > 0 ? ", line \(line)" : "")
    }
    let (line, columns) = source.excerpt(of: diagnostic.span)
    self.init(
      place: place(diagnostic.span), message: diagnostic.message, sourceLine: line, columns: columns,
      notes: diagnostic.notes.map { "\(place($0.span)): \($0.message)" }, help: diagnostic.help)
  }
}
