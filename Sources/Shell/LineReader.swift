/// What came of asking the user for a line.
public enum TypedLine: Sendable, Equatable {
  /// A line without its end.
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
  /// Keeps a line for later sessions, where the reader can.
  func remember(_ line: String)
  /// Forgets lines that were pasted and not read yet.
  func dropPending()
}

/// The prompts, of equal width.
enum Prompt {
  static let first = "nbrun> "
  static let continuing = "  ...> "
}
