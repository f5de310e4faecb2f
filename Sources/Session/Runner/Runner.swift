// Session: what commands do. It knows neither terminals nor media. Commands, subjects and sources of data are a file
// each; this file is the only loop that runs them.

import Documents
import Engine
import Language
import Outputs

/// Runs commands in a session, cell by cell: the same for a notebook, a script, and lines that are typed.
public final class Runner {
  /// What stands outside of the session.
  public let host: Host
  private var timeline: Timeline<State>
  /// The files that commands may touch: undo brings no others back.
  public private(set) var files: FileAccess
  /// Whether `quit` was run, and so nothing more is to be.
  public private(set) var hasQuit = false

  /// Starts a session with nothing in it.
  ///
  /// - Parameters:
  ///   - host: what stands outside of it.
  ///   - overrides: the values that take the place of those of every `let` with their name.
  ///   - keepsPast: whether what was before each change is kept, for `undo` and `compare`.
  ///   - table: the commands there are.
  public init(
    _ host: Host = Host(), overrides: [String: Token.Kind] = [:], keepsPast: Bool = true,
    table: CommandTable = .standard
  ) {
    self.host = host
    files = host.files
    timeline = Timeline(
      State(Facts(overrides: overrides, files: host.files, table: table, budget: host.budget)), keepsPast: keepsPast)
  }

  /// Goes on from a session for a notebook that is run in the midst of it.
  init(_ host: Host, of notebook: Notebook, in state: State) {
    (self.host, files) = (host, notebook.files)
    timeline = Timeline(state, keepsPast: notebook.needsPast)
  }

  /// Starts a session for a notebook, which keeps what was only if the notebook asks for it.
  public convenience init(_ host: Host, of notebook: Notebook, table: CommandTable = .standard) {
    self.init(host, overrides: notebook.overrides, keepsPast: notebook.needsPast, table: table)
  }

  /// The session as it is.
  var state: State { timeline.now }

  /// All that the commands to come rest on: the session with what was before, and what it has left behind outside.
  struct Moment {
    fileprivate let timeline: Timeline<State>
    fileprivate let hasQuit: Bool
    fileprivate let written: Set<String>
    fileprivate let notebooks: Set<String>
    fileprivate let held: [String: [UInt8]]
  }

  /// The moment that it is; another one may be put in its place, from which the commands to come go on.
  var moment: Moment {
    get {
      Moment(
        timeline: timeline, hasQuit: hasQuit, written: host.written, notebooks: host.notebooks,
        held: host.files.held?.contents ?? [:])
    }
    set {
      (timeline, hasQuit) = (newValue.timeline, newValue.hasQuit)
      (host.written, host.notebooks) = (newValue.written, newValue.notebooks)
      host.files.held?.contents = newValue.held
    }
  }

  /// What checks commands that would go on from the session as it is.
  var checker: Checker {
    Checker(
      timeline.map { state in
        var facts = state.facts
        facts.files = files
        return facts
      })
  }

  /// The language that is spoken here.
  public var grammar: Grammar { state.facts.table.grammar }

  /// What happens while commands are run, as it happens.
  public enum Event {
    /// A cell begins, counted from 0; those that are skipped or left unrun do not.
    case began(cell: Int)
    /// A command, a comment or a mistake was read from some lines, and comes next.
    case read(lines: [Span])
    /// A command has something to say.
    case output(Output)
    /// A command has made some steps of training, in some time.
    case trained(steps: Int, Duration)
    /// A command has chosen data, and had nothing to say.
    case chose(summary: String)
    /// A command has failed, or could not be read.
    case failed(Diagnostic)
  }

  /// How one cell ended.
  public struct CellResult: Sendable {
    /// Why the notebook failed here; nil if the cell succeeded, or failed as it was to.
    public var failure: Diagnostic?
    /// Whether the user stopped it.
    public var isInterrupted = false
  }

  /// What to do after a cell has failed.
  public enum FailurePolicy: String, Sendable, CaseIterable {
    /// Leave the rest of the notebook unrun.
    case stop
    /// Go on with the next cell.
    case `continue`
  }

  /// Runs the cells of a notebook in order, from one counted from 0, and gives one result a cell.
  public func run(
    _ notebook: Notebook, from first: Int = 0, onFailure policy: FailurePolicy = .stop,
    _ events: @escaping (Event) -> Void = { _ in }
  ) -> [CellResult] {
    let before = files
    files = notebook.files
    if let place = files.notebook { host.notebooks.insert(place) }
    defer { files = before }
    var hasStopped = hasQuit
    return notebook.cells.enumerated().map { index, cell in
      let (header, lines) = cell
      guard index >= first, !hasStopped, header?.isSkipped != true else { return CellResult() }
      events(.began(cell: index))
      let result = run(lines, of: notebook.document, expectingErrorAt: header?.expectsErrorSpan, events)
      hasStopped = hasQuit || result.isInterrupted || (result.failure != nil && policy == .stop)
      return result
    }
  }

  /// The session as a notebook, whose paths lead to the same files from anywhere; nil if nothing was done in it.
  ///
  /// What commands have written is not written once more.
  public var sessionNotebook: String? {
    let transcript = state.transcript.withoutWrites
    return transcript.commands.isEmpty ? nil : transcript.notebook(title: "Session") { $0.textFromAnywhere }
  }

  /// Runs the commands of some lines, up to one that is wrong, fails or quits.
  public func run(
    _ lines: [Span], of source: Source, _ events: @escaping (Event) -> Void
  ) -> CellResult {
    run(lines, of: Document(source: source), expectingErrorAt: nil, events)
  }

  private func run(
    _ lines: [Span], of document: Document, expectingErrorAt place: Span?, _ events: @escaping (Event) -> Void
  ) -> CellResult {
    var result = CellResult()
    var failure: Diagnostic?
    do throws(Diagnostic) {
      result.isInterrupted = try run(lines, of: document.source, events)
    } catch {
      failure = error
    }
    let surprise = host.sharding.isPart ? nil : place.map { Diagnostic("the cell was to fail and did not", at: $0) }
    if let shown = failure ?? (result.isInterrupted ? nil : surprise) {
      events(.failed(shown))
      if failure == nil || place == nil || shown.isOverBudget { result.failure = shown }
    }
    return result
  }

  /// Runs the commands of some lines; true if the user stopped them.
  private func run(
    _ lines: [Span], of source: Source, _ events: @escaping (Event) -> Void
  ) throws(Diagnostic) -> Bool {
    var reader = CommandReader(lines, of: source, in: grammar)
    while !hasQuit, let (item, lines) = reader.next(names: state.facts.names.values, known: state.facts.knownNumbers) {
      events(.read(lines: Array(lines)))
      switch item {
      case .comment(let text): timeline.note { $0.transcript.add(comment: text) }
      case .mistake(let mistake): throw mistake
      case .command(let written):
        let (before, start) = (state.stepsMade, ContinuousClock.now)
        let effect = state.facts.table.command(named: written.form.name)?.effect
        defer {
          let steps = state.stepsMade - before
          if steps > 0, effect?.parts.contains(.training) == true {
            events(.trained(steps: steps, ContinuousClock.now - start))
          }
        }
        var hasSpoken = false
        try run(state.facts.table.command(written), written) { output in
          hasSpoken = true
          events(.output(output))
        }
        if !hasSpoken, effect?.parts.contains(.data) == true, let data = state.dataset {
          events(.chose(summary: data.summary))
        }
      }
      if host.interruption.isRequested { return true }
    }
    return false
  }

  /// Runs one command.
  ///
  /// A command that fails changes nothing but what it says, and so one that is interrupted. Only a training that leaves
  /// the finite numbers changes something and fails: its last finite weights stay.
  private func run<Command: SessionCommand>(
    _ command: Command, _ written: Language.Command, emit: @escaping (Output) -> Void
  ) throws(Diagnostic) {
    let effect = Command.effect
    guard host.sharding.runs(effect) else { return }
    var spending = state.facts.spending
    (spending.past, spending.outputs) = (Double(timeline.pastBytes), host.heldOutput)
    timeline.note { $0.facts.stand(files, spending) }
    var context = RunContext(
      written, isRecorded: effect.isRecorded, host: host, before: timeline.now,
      earlier: Command.needs.contains(.past) ? timeline.earlier : [], emit: emit)
    do throws(Diagnostic) {
      try timeline.step(effect, at: written.places.head, bytes: { $0.bytesReplaced(by: effect) }) {
        [files] state throws(Diagnostic) in
        state.facts.stand(files, spending)
        let result = Interruption.$current.withValue(host.interruption) {
          Result { () throws(Diagnostic) in try command.perform(&state, &context) }
        }
        guard !context.isCut else { throw Diagnostic("interrupted", at: written.places.head) }
        try result.get()
        state.transcript.add(context, effect)
      }
    } catch {
      guard context.isCut else { throw error }
      return emit(.note(effect.isChange ? "Interrupted: nothing was changed." : "Interrupted."))
    }
    if effect == .ends { hasQuit = true }
    if let failure = context.failure { throw failure }
  }
}
