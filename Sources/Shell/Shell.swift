// Shell: the prompt. Here alone, and in nbrun, are terminals, signals and colours looked at; what commands do is no
// matter of it.

import CEditline
import Engine
import Files
import Language
import Outputs
import Report
import Session

/// The place where people explore: commands typed one by one, run at once in a session.
public final class Shell {
  private let runner: Runner
  /// Everything read so far: places in earlier lines stay what they are.
  private var source = Source(name: "", bytes: [])
  private let terminal: Terminal
  private let progress: ProgressBar
  private lazy var reader = terminal.lineReader { [unowned self] line, cursor, isRepeated in
    TabCompletion(
      typed: typed, context: runner.completionContext(), style: terminal.style, mistake: runner.mistake
    ).answer(to: line, cursor, isRepeated: isRepeated)
  }
  /// The lines of a command that is not complete yet.
  private var typed: TypedCommand
  /// The earlier session that this one goes on from, as it was.
  private var begun: String?
  /// The same lines as the user has entered them.
  private var entered: [String] = []

  /// What is typed to come back to a session, the program named as it was.
  private static let comeBack: String = {
    let typed = CommandLine.arguments.first ?? ""
    return "\(typed.contains("/") ? visible(typed) : "nbrun") repl --last"
  }()

  /// Creates a shell around a session that has run nothing yet.
  public init(_ runner: Runner, terminal: Terminal, showsProgress: Bool = true) {
    (self.runner, self.terminal) = (runner, terminal)
    typed = TypedCommand(in: runner.grammar)
    progress = ProgressBar(isShown: showsProgress && terminal.isCapable) { terminal.style }
    runner.host.observer = { [progress] position in progress.update(position) }
    runner.host.interruption = Interruption(following: nb_interrupt_flag())
    nb_signals_start()
  }

  /// Reads and runs commands until the user leaves.
  public func run() {
    let isEarlierKept = begun == nil && StateFolder.hasSession
    let last = isEarlierKept ? ", '\(Self.comeBack)' comes back to the last session" : ""
    show("nbrun: 'help' lists the commands, 'quit' leaves\(last)\n")
    while !runner.hasQuit {
      switch reader.readLine(continuing: typed.isOpen) {
      case .line(let line): take(line)
      case .interrupted(let isEmpty):
        if isEmpty, !typed.isOpen { show("'quit' or Ctrl-D leaves, and '\(Self.comeBack)' comes back\n") }
        closeTyped()
      case .end:
        guard typed.isOpen else { return keepSession() }
        _ = runTyped()
      }
    }
    keepSession()
  }

  /// Keeps the session for `nbrun repl --last`, unless there is nothing in it.
  private func keepSession() {
    guard let text = runner.sessionNotebook, text != begun else { return }
    StateFolder.keep(session: text)
    show("'\(Self.comeBack)' comes back to this session\n")
  }

  /// Runs the cells of a notebook as if they were typed, up to one that fails; what is in it was checked before.
  ///
  /// That of an earlier session was seen when it was typed: it is run without a word.
  public func run(_ notebook: Notebook, asEarlierSession isEarlier: Bool = false) {
    source = notebook.document.source
    var results: [Runner.CellResult] = []
    if isEarlier { show("What was done in the session is done again.\n") }
    _ = working { events in
      results = runner.run(notebook) { event in
        switch event {
        case .read(let lines) where isEarlier: self.remember(lines)
        case .output where isEarlier, .trained where isEarlier, .chose where isEarlier: break
        case .began, .read, .output, .trained, .chose, .failed: events(event)
        }
      }
    }
    let isWhole = results.allSatisfy { $0.failure == nil && !$0.isInterrupted }
    if isEarlier {
      begun = runner.sessionNotebook
      show(
        isWhole
          ? "The session is as it was when it ended; 'history' lists what was done in it.\n"
          : "The session came back in part: 'history' lists what of it was done again. It is kept as it was.\n")
    } else if !isWhole {
      show("The rest of the notebook was not run.\n")
    }
  }

  /// Takes the lines that were entered at once, up to a command that fails: none goes on from what it did not do.
  private func take(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while !runner.hasQuit, let line = lines.popFirst() {
      guard !take(line: Prompt.removed(from: line)) else { continue }
      let count = lines.count { !isBlank($0) } + reader.dropPasted()
      if count > 0 {
        show(count == 1 ? "The line after it was not run.\n" : "The \(count) lines after it were not run.\n")
      }
      return
    }
  }

  /// Takes a line, and runs the command that it ends; false if that fails.
  private func take(line: String) -> Bool {
    if !typed.isOpen, isBlank(line) || isFence(line) { return true }
    entered.append(line)
    typed.append(typed.isOpen ? line : runner.asQuestion(line) ?? runner.asCommand(line))
    return typed.isOpen || runTyped()
  }

  /// Is done with the lines of a command; the user can have them back.
  private func closeTyped() {
    if !entered.isEmpty { reader.remember(entered.joined(separator: "\n"), isTyped: true) }
    (typed, entered) = (TypedCommand(in: runner.grammar), [])
  }

  private func isBlank(_ line: some StringProtocol) -> Bool { line.allSatisfy(\.isWhitespace) }

  /// Adds the typed lines to the source, and runs the command on them; false if it fails or is interrupted.
  private func runTyped() -> Bool {
    let separator = source.bytes.isEmpty || source.bytes.last == 0x0A ? "" : "\n"
    let start = source.bytes.count + separator.utf8.count
    source = Source(name: source.name, bytes: source.bytes + (separator + typed.lines.joined(separator: "\n")).utf8)
    closeTyped()
    let lines = (source.line(at: start)...source.lineCount).map { source.span(ofLine: $0) }
    var hasFailed = false
    let isInterrupted = working { events in
      hasFailed = runner.run(lines, of: source) { if case .read = $0 {} else { events($0) } }.failure != nil
    }
    if isInterrupted { reader.dropPending() }
    return !hasFailed && !isInterrupted
  }

  /// Lets the runner work, and shows what happens; whether the user has interrupted it comes back.
  private func working(_ work: (@escaping (Runner.Event) -> Void) -> Void) -> Bool {
    _ = nb_take_interrupt()
    // What is typed meanwhile would stand in the midst of what is shown; the editor shows it when it reads it.
    _ = reader  // which sets the terminal when it is made
    nb_show_keys(false)
    defer { nb_show_keys(true) }
    work { [self] event in
      progress.clear()
      switch event {
      case .began: break
      case .read(let lines): echo(lines)
      case .output(let output): show(output)
      case .failed(let diagnostic): show(terminal.style.rendered(diagnostic, in: source))
      case .chose(let summary): show(terminal.style.rendered(.note(summary)))
      case .trained(let steps, let time):
        show(terminal.style.rendered(.note("\(counted(steps, "step")) in \(brief(time)).")))
      }
    }
    progress.clear()
    return nb_take_interrupt()
  }

  /// Shows lines of a notebook as if they were typed; the user can have them back, but the notebook holds them already.
  private func echo(_ lines: [Span]) {
    remember(lines)
    for (index, line) in lines.enumerated() {
      show((index == 0 ? Prompt.first : Prompt.continuing) + visible(source.text(line)) + "\n")
    }
  }

  private func remember(_ lines: [Span]) {
    reader.remember(lines.map(source.text).joined(separator: "\n"), isTyped: false)
  }

  private func show(_ text: String) { write(text, to: standardOutput) }

  /// Shows what a command has to say, up to an interrupt; what one that was interrupted has to say is shown whole.
  private func show(_ output: Output) {
    let wasInterrupted = nb_is_interrupted()
    let isWanted = { wasInterrupted || !nb_is_interrupted() }
    write(terminal.style.rendered(output, isWanted: isWanted), to: standardOutput, while: isWanted)
  }
}
