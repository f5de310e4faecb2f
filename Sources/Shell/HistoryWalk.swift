/// The way through the commands of the history that begin as the line did before its cursor.
///
/// Up goes to older ones and down comes back, in the end to what was typed. After an empty line that is every command.
struct HistoryWalk {
  /// Where the line shown comes from: 1 is the newest command, 0 what was typed.
  private var position = 0
  private var beginning = ""
  private var typed = ""
  private var shown = ""

  /// The next older command, to be shown in the place of a line; nil if there is none.
  mutating func older(than line: String, beforeCursor: String, in history: HistoryFile) -> String? {
    if position == 0 || line != shown { (position, beginning, typed) = (0, beforeCursor, line) }
    let older = history.newestFirst.enumerated().dropFirst(position)
    guard let found = older.first(where: { fits($0.element, line) }) else { return nil }
    return show(found.element, at: found.offset + 1)
  }

  /// The next newer command or what was typed; nil where the line is neither.
  mutating func newer(than line: String, in history: HistoryFile) -> String? {
    guard position > 0, line == shown else { return nil }
    var found: (offset: Int, element: String)?
    for entry in history.newestFirst.prefix(position - 1).enumerated() where fits(entry.element, line) { found = entry }
    return found.map { show($0.element, at: $0.offset + 1) } ?? show(typed, at: 0)
  }

  /// Whether a command begins as wanted, and is not what stands there already.
  private func fits(_ command: String, _ line: String) -> Bool { command.hasPrefix(beginning) && command != line }

  private mutating func show(_ command: String, at place: Int) -> String {
    (shown, position) = (command, place)
    return command
  }
}
