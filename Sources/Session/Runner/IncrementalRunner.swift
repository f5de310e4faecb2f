import Documents
import Language
import Outputs

/// Runs a notebook again and again as its text changes, each time from the first cell that differs, on the session as it
/// was before that cell.
///
/// What the cells say is what a run from the beginning says: a cell is run again if its own text or that of a cell before
/// it is another. Files that it reads are no part of its text: ``forget()`` makes the next run begin anew.
public final class IncrementalRunner {
  /// What stands outside of the session.
  public let host: Host
  private var runner: Runner
  /// The cells that were run to their end, and what came of them.
  private var kept: [Kept] = []
  /// The sessions before the cells that were kept, and that after the last of them.
  private var moments: [Runner.Moment]
  private var needsPast = false
  private var overrides: [String: Token.Kind] = [:]

  private struct Kept {
    let text: [UInt8]
    let result: Runner.CellResult
  }

  /// Begins with a session with nothing in it.
  public init(_ host: Host) {
    self.host = host
    runner = Runner(host, keepsPast: false)
    moments = [runner.moment]
  }

  /// What happens while cells are run; they are counted from 0.
  public enum Event {
    /// A cell begins.
    case began(cell: Int)
    /// A cell has something to say, or has failed.
    case output(Output)
    /// The cell that has begun last came to its end, and was not interrupted.
    case ended
  }

  /// What came of a run.
  public struct Outcome: Sendable {
    /// How each cell ended; those that were kept as they ended before.
    public let results: [Runner.CellResult]
    /// The first cell that was run.
    public let first: Int
    /// The first cell that was not run because of one before it; the count of all if there is none.
    public let end: Int
  }

  /// Has the next run begin with the first cell.
  public func forget() {
    runner.moment = moments[0]
    (kept, moments) = ([], [moments[0]])
  }

  /// Reads and checks a notebook to be run; every mistake that can be found without running is thrown at once.
  public func read(_ source: Source) throws(Diagnostics) -> Notebook {
    // What its commands have written is not there before the first of them.
    runner.moment = moments[0]
    return try Notebook.read(source, files: host.files, budget: host.budget).notebook
  }

  /// Runs the cells of a notebook from the first that is not as it was in the run before.
  public func run(_ notebook: Notebook, _ events: @escaping (Event) -> Void = { _ in }) -> Outcome {
    if notebook.needsPast != needsPast || notebook.overrides != overrides {
      (needsPast, overrides) = (notebook.needsPast, notebook.overrides)
      runner = Runner(host, of: notebook)
      (kept, moments) = ([], [runner.moment])
    }
    // Only where nothing but cells stands before a cell its places are the same, whatever becomes of the prose.
    let (bare, texts) = notebook.withoutProse
    let first = zip(kept, texts).prefix { $0.text == $1 }.count
    runner.moment = moments[first]
    kept.removeSubrange(first...)
    moments.removeSubrange((first + 1)...)

    var last = first - 1
    func keep(upTo cell: Int) {
      while moments.count <= cell { moments.append(runner.moment) }
    }
    let results = runner.run(bare, from: first) { event in
      switch event {
      case .began(let cell):
        if cell > first { events(.ended) }
        keep(upTo: cell)
        last = cell
        events(.began(cell: cell))
      case .output(let output): events(.output(output))
      case .failed(let diagnostic): events(.output(.failure(Failure(diagnostic, in: bare.document))))
      case .read, .trained, .chose: break
      }
    }
    if last >= first, !results[last].isInterrupted { events(.ended) }
    let stop = results[first...].firstIndex { $0.failure != nil || $0.isInterrupted } ?? texts.count
    keep(upTo: stop)
    let whole = (0..<texts.count).map { $0 < first ? kept[$0].result : results[$0] }
    kept += (first..<stop).map { Kept(text: texts[$0], result: results[$0]) }
    return Outcome(results: whole, first: first, end: stop == texts.count ? stop : stop + 1)
  }
}

extension Notebook {
  /// The notebook without its prose, and the text of each cell.
  fileprivate var withoutProse: (notebook: Notebook, texts: [[UInt8]]) {
    let source = document.source
    let texts = document.cells.map { Array(source.bytes[$0.span.lower..<$0.span.upper]) }
    let (bare, mistakes) = Document.parse(Source(name: source.name, bytes: Array(texts.joined())))
    precondition(
      mistakes.isEmpty && bare.cells.map { $0.span.upper - $0.span.lower } == texts.map(\.count),
      "cells alone are the same cells")
    let cells = bare.cells.map { (header: CellHeader?.some($0.header), lines: $0.lines) }
    let notebook = Notebook(
      document: bare, cells: cells, overrides: overrides, needsPast: needsPast, files: files)
    return (notebook, texts)
  }
}
