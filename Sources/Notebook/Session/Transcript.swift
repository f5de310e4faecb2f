import Language

/// The commands that a session has run and not taken back, as they would give the same session again.
public struct Transcript: Sendable {
  /// The commands in the order in which they were run.
  public private(set) var commands: [Line] = []

  /// One command.
  public struct Line: Sendable {
    /// The command with its block, as a notebook holds it.
    public let text: String
    /// Whether it changed the session.
    let isChange: Bool
    /// Whether it had something to say.
    let hasOutput: Bool
    /// Whether it names a file of the notebook's folder.
    let namesFile: Bool

    /// The command without its block.
    public var firstLine: String { String(text.prefix { !$0.isNewline }) }
  }

  /// Adds a command that succeeded; one that was stopped before its end is written with the steps it made.
  mutating func add(_ command: Command, hasOutput: Bool, stoppedAfter: Int?) {
    switch command.action {
    case .undo, .history, .help, .quit, .saveNotebook: return
    default: break
    }
    commands.append(
      Line(
        text: command.text(stoppedAfter: stoppedAfter), isChange: command.action.isChange, hasOutput: hasOutput,
        namesFile: command.action.namesFile))
  }

  /// Adds lines that are no command, if there is anything in them.
  mutating func add(comment: String) {
    guard comment.contains("#") else { return }
    commands.append(Line(text: comment, isChange: false, hasOutput: false, namesFile: false))
  }

  /// The commands, numbered.
  var listing: String {
    let width = String(commands.count).count
    return commands.enumerated().flatMap { index, command in
      command.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { line, text in
        let number = line == 0 ? String(index + 1) : ""
        return String(repeating: " ", count: width - number.count) + number + "  " + text
      }
    }.joined(separator: "\n")
  }

  /// A notebook of the commands: a cell ends with a command that has something to say.
  func notebook(title: String) -> String {
    var cells: [[String]] = [[]]
    for command in commands {
      cells[cells.count - 1].append(command.text)
      if command.hasOutput { cells.append([]) }
    }
    let blocks = cells.filter { !$0.isEmpty }.map { "```nnb\n" + $0.joined(separator: "\n") + "\n```\n" }
    return (["# \(title)\n"] + blocks).joined(separator: "\n")
  }
}

extension Command {
  /// The command as it gives the same again: with the value that was set from outside, and the step it was stopped at.
  fileprivate func text(stoppedAfter stop: Int?) -> String {
    switch action {
    case .bind(let name, let value) where isOverridden: return "let \(name) \(value.shown)"
    case .train where stop != nil:
      guard let place = places["stop"] else {
        return text(replacing: Span(headSpan.upper, headSpan.upper), with: " stop \(stop!)")
      }
      return text(replacing: place, with: String(stop!))
    default: return text
    }
  }
}

extension Action {
  fileprivate var namesFile: Bool {
    switch self {
    case .data(let description): description.isFile
    case .save, .load: true
    default: false
    }
  }
}
