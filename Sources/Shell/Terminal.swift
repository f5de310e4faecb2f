import CEditline
import Files
import Report

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What standard output is, and what it can show.
public struct Terminal: Sendable {
  private let isUnicode: Bool
  private let isTerminal = isatty(standardOutput) == 1
  /// Whether the terminal can move its cursor.
  let isCapable: Bool

  /// Looks at the environment, and sets the program's character encoding as that says.
  public init() {
    isUnicode = nb_locale_start()
    let kind = environment("TERM") ?? ""
    isCapable = !kind.isEmpty && kind != "dumb"
  }

  /// The present window's width, characters and colours.
  public var style: TerminalStyle {
    let columns = Int(nb_window_columns(standardOutput))
    let isColourless = environment("NO_COLOR").map { !$0.isEmpty } ?? false
    return TerminalStyle(
      columns: columns > 0 ? columns : 80, isUnicode: isUnicode, hasColour: isTerminal && isCapable && !isColourless)
  }

  /// The way to read lines here: libedit where both sides are a terminal that can move its cursor.
  func lineReader(complete: @escaping EditedLines.Complete) -> LineReader {
    if isTerminal, isCapable, let edited = EditedLines(complete: complete) { return edited }
    return PlainLines(promptsOnStandardError: !isTerminal)
  }
}
