import CEditline
import Documents
import Language
import Notebook
import Report

/// The place where people explore: commands typed one by one, run at once in a session.
public final class Shell {
  private var session: Session
  /// Everything read so far: places in earlier lines stay what they are.
  private var source: Source
  private let terminal: Terminal
  private let progress: ProgressBar
  private lazy var reader = terminal.lineReader { [unowned self] line, cursor in
    TabCompletion(open: typed.lines, context: session.completionContext(), style: terminal.style)
      .answer(to: line, cursor)
  }
  /// The lines of a command that is not complete yet.
  private var typed = TypedCommand()

  /// Creates a shell around a session that has run nothing yet.
  public init(_ session: Session, terminal: Terminal, showsProgress: Bool = true) {
    (self.session, self.terminal) = (session, terminal)
    source = Source(name: "", bytes: [])
    progress = ProgressBar(isShown: showsProgress && terminal.isCapable) { terminal.style }
    self.session.keepsEarlier = true
    self.session.observer = { [progress] position in
      progress.update(position)
      return !nb_is_interrupted()
    }
    nb_signals_start()
  }

  /// How a session ended.
  public enum Ending: Sendable {
    /// The user left, or there was no more input.
    case left
    /// The user left by interrupting twice.
    case interrupted
  }

  /// Reads and runs commands until the user leaves.
  public func run() -> Ending {
    show("nbrun: 'help' lists the commands, 'quit' leaves\n")
    while !session.hasQuit {
      switch reader.readLine(continuing: typed.isOpen) {
      case .line(let line): take(line)
      case .interrupted: typed = TypedCommand()
      case .interruptedTwice: return .interrupted
      case .end:
        guard typed.isOpen else { return .left }
        runTyped()
      }
    }
    return .left
  }

  /// Runs the cells of a notebook as if they were typed, up to one that fails; what is in it was checked before.
  public func run(_ document: Document) {
    source = document.source
    for cell in document.cells where !cell.header.isSkipped {
      guard run(cell) || cell.header.expectsError else {
        show("The rest of the notebook was not run.\n")
        return
      }
      if session.hasQuit { return }
    }
  }

  /// Runs the commands of a cell one by one; false if one failed.
  private func run(_ cell: Cell) -> Bool {
    var (spans, command) = ([Span](), TypedCommand())
    for line in cell.lines where command.isOpen || !isBlank(source.text(line)) {
      show((command.isOpen ? Prompt.continuing : Prompt.first) + visible(source.text(line)) + "\n")
      spans.append(line)
      command.append(source.text(line))
      if command.isOpen, line != cell.lines.last { continue }
      guard execute(spans) == .succeeded else { return false }
      if session.hasQuit { return true }
      (spans, command) = ([], TypedCommand())
    }
    return true
  }

  private func take(_ line: String) {
    if !typed.isOpen, isBlank(line) || isFence(line) { return }
    reader.remember(line)
    typed.append(typed.isOpen ? line : question(line) ?? line)
    if !typed.isOpen { runTyped() }
  }

  private func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }

  /// `train?`, `?train` and `?` ask for help.
  private func question(_ line: String) -> String? {
    guard line.contains("?") else { return nil }
    let words = line.replacing("?", with: " ? ").split(whereSeparator: \.isWhitespace)
    let names = words.filter { $0 != "?" }
    guard words.count - names.count == 1, names.count < 2 else { return nil }
    return names.first.map { "help \($0)" } ?? "help"
  }

  /// Adds the typed lines to the source, and runs the command on them.
  private func runTyped() {
    let separator = source.bytes.isEmpty || source.bytes.last == 0x0A ? "" : "\n"
    let start = source.bytes.count + separator.utf8.count
    source = Source(name: source.name, bytes: source.bytes + (separator + typed.lines.joined(separator: "\n")).utf8)
    typed = TypedCommand()
    let lines = (source.line(at: start)...source.lineCount).map { source.span(ofLine: $0) }
    if execute(lines) == .interrupted { reader.dropPending() }
  }

  private enum Outcome {
    case succeeded, failed, interrupted
  }

  /// Runs the command on some lines.
  private func execute(_ lines: [Span]) -> Outcome {
    nb_signals_working(true)
    defer { nb_signals_working(false) }
    var isLineEnded = false
    /// What follows the `^C` that the terminal shows begins a line of its own.
    func endLine() {
      if !progress.clear(), nb_is_interrupted(), !isLineEnded { show("\n") }
      isLineEnded = isLineEnded || nb_is_interrupted()
    }
    do throws(Diagnostic) {
      try session.run(lines, of: source) { output in
        endLine()
        show(terminal.style.rendered(output))
      }
    } catch {
      endLine()
      show(terminal.style.rendered(error, in: source))
      return nb_take_interrupt() ? .interrupted : .failed
    }
    endLine()
    return nb_take_interrupt() ? .interrupted : .succeeded
  }

  private func show(_ text: String) { write(text, to: standardOutput) }
}
