/// What came of asking the user for a line.
public enum TypedLine: Sendable, Equatable {
  /// A line without its end; the lines of a command that was had back whole are one, with line ends in it.
  case line(String)
  /// The user has dropped the line, which may have been empty.
  case interrupted(isEmpty: Bool)
  /// There are no more lines.
  case end
}

/// Where the lines of a session come from.
public protocol LineReader: AnyObject {
  /// Asks for a line; the first of a command, or one that goes on with it.
  func readLine(continuing: Bool) -> TypedLine
  /// Lets the user have a command back, also in later sessions if it was typed, where the reader can.
  func remember(_ command: String, isTyped: Bool)
  /// Forgets lines that were pasted or typed ahead, and not read yet.
  func dropPending()
  /// Forgets the lines of a paste that were not read yet; how many.
  func dropPasted() -> Int
}

/// The prompts, of equal width.
enum Prompt {
  static let first = "nbrun> "
  static let continuing = "  ...> "

  /// A line without the prompts at its head, which come along where lines are copied from a terminal.
  static func removed(from line: some StringProtocol) -> String {
    let start = line.drop { $0 == " " }
    for prompt in [first, continuing] {
      let mark = prompt.filter { $0 != " " }
      let rest = start.dropFirst(mark.count)
      if start.hasPrefix(mark), rest.first == " " || rest.isEmpty { return removed(from: rest.dropFirst()) }
    }
    return String(line)
  }
}
