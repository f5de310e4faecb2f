import Language
import Outputs

/// What a terminal can show.
public struct TerminalStyle: Sendable, Equatable {
  /// The width of the window in columns, never below 20.
  public var columns: Int { didSet { columns = max(20, columns) } }
  /// Whether the locale's encoding is UTF-8; without it nothing but ASCII is written, whatever the text holds.
  public var isUnicode: Bool
  /// Whether escape codes for colours may be written.
  public var hasColour: Bool

  /// Creates a style; a window of less than 20 columns counts as one of 20.
  public init(columns: Int = 80, isUnicode: Bool = true, hasColour: Bool = false) {
    self.columns = max(20, columns)
    self.isUnicode = isUnicode
    self.hasColour = hasColour
  }

  /// One output as lines for the terminal, the last one with a line end; empty if there is nothing to show.
  ///
  /// No line is wider than the window, and no text of an output sends an escape code. What is no longer wanted, looked at
  /// every few milliseconds, comes back unfinished.
  public func rendered(_ output: Output, isWanted: () -> Bool = { true }) -> String {
    switch output {
    case .note(let note): text(paragraph(note))
    case .text(let content): text(preformatted(content))
    case .help(let page): text(helpLines(page, columns: min(columns, 100), in: charset))
    case .table(let table): text(lines(table, isWanted))
    case .pictures(let pictures): text(lines(pictures))
    case .plot(let plot): text(lines(plot))
    case .failure(let failure): text(lines(failure))
    }
  }

  var charset: Charset { isUnicode ? .unicode : .ascii }

  /// Lines with their line ends.
  func text(_ lines: [String]) -> String {
    lines.map { $0 + "\n" }.joined()
  }

  private func lines(_ table: Table, _ isWanted: () -> Bool) -> [String] {
    let shown = ShownTable(table) { TerminalTable($0, self).isWithinWindow }
    return paragraph(shown.table.caption) + TerminalTable(shown.table, self, isWanted: isWanted).lines(isWanted)
      + paragraph(shown.remark)
  }

  private func lines(_ pictures: Pictures) -> [String] {
    let drawing = TextPictures(columns: columns, charset: charset).lines(pictures)
    return paragraph(pictures.caption) + drawing + paragraph(remark(on: pictures))
  }

  /// A plot as wide as the window, but no wider than is easy to follow, with colours where there is something to tell apart.
  private func lines(_ plot: Plot) -> [String] {
    let paint: (String, Int) -> String = { plot.keys.isEmpty ? $0 : painted($0, .curve($1)) }
    return TextPlot(width: .whole(min(columns, 120)), charset: charset, paint: paint).lines(plot)
  }
}
