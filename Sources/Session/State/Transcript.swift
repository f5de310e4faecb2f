/// The commands that were run and not taken back, as they would give the same session again.
struct Transcript: Sendable {
  /// Commands and comments in the order in which they came.
  private(set) var lines = SharedArray<Line>()
  /// The commands among them that changed something.
  private var changeCount = 0

  /// A command or a comment.
  struct Line: Sendable {
    /// The lines as a notebook holds them, a command's block included.
    let text: String
    let kind: Kind
    /// The files that they name.
    var files: [NamedFile] = []

    /// What the lines are.
    enum Kind: Sendable, Equatable {
      case comment
      /// A command: its effect, and whether it had something to say.
      case command(Effect, hasOutput: Bool)
    }

    /// The command without its block.
    var firstLine: String { String(text.prefix { !$0.isNewline }) }

    fileprivate var isChange: Bool { if case .command(let effect, _) = kind { effect.isChange } else { false } }
    fileprivate var isWrite: Bool { if case .command(.writes, _) = kind { true } else { false } }
    fileprivate var hasOutput: Bool { if case .command(_, true) = kind { true } else { false } }
  }

  /// Adds a command that was run.
  mutating func add(_ context: RunContext, _ effect: Effect) {
    guard context.isRecorded else { return }
    append(
      Line(
        text: context.writtenAs ?? context.command.text,
        kind: .command(effect, hasOutput: context.hasOutput), files: context.namedFiles))
  }

  /// Adds a comment.
  mutating func add(comment: String) { append(Line(text: comment, kind: .comment)) }

  private mutating func append(_ line: Line) {
    lines.append(line)
    if line.isChange { changeCount += 1 }
  }

  /// The commands.
  var commands: [Line] { lines.filter { $0.kind != .comment } }

  /// The commands that changed something since an earlier transcript, in words: the one, or the first and the last.
  func changes(since earlier: Transcript) -> String {
    let count = max(changeCount - earlier.changeCount, 0)
    let backwards = Array(lines.reversed().lazy.filter(\.isChange).prefix(count))
    guard let first = backwards.last, let last = backwards.first else { return "nothing" }
    return "`\(first.firstLine)`" + (count == 1 ? "" : " to `\(last.firstLine)`")
  }

  /// The commands, numbered.
  var listing: String {
    let commands = commands
    let width = String(commands.count).count
    return commands.enumerated().flatMap { index, command in
      command.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { line, text in
        let number = line == 0 ? String(index + 1) : ""
        return String(repeating: " ", count: width - number.count) + number + "  " + text
      }
    }.joined(separator: "\n")
  }

  /// The transcript without the commands that have written a file.
  var withoutWrites: Transcript {
    var copy = Transcript()
    for line in lines where !line.isWrite { copy.append(line) }
    return copy
  }

  /// A notebook of commands and comments: a cell ends with a command that has something to say.
  ///
  /// - Parameters:
  ///   - title: its heading.
  ///   - write: what it holds for a line.
  func notebook<Failure>(title: String, _ write: (Line) throws(Failure) -> String) throws(Failure) -> String {
    var cells: [[String]] = [[]]
    for line in lines {
      cells[cells.count - 1].append(try write(line).replacing(#/[ \t]+(?=\n|$)/#, with: ""))
      if line.hasOutput { cells.append([]) }
    }
    let blocks = cells.filter { !$0.isEmpty }.map { "```nnb\n" + $0.joined(separator: "\n") + "\n```\n" }
    return (["# \(title)\n"] + blocks).joined(separator: "\n")
  }
}
