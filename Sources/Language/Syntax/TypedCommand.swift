/// The lines of a command that come one after the other, and whether they are all of it.
public struct TypedCommand: Sendable {
  /// The lines so far.
  public private(set) var lines: [String] = []
  /// Whether a line has to follow: after a backslash, or in a block without its `end`.
  public private(set) var isOpen = false
  private var isInBlock = false
  /// The lines since the last one that no backslash joins with the next.
  private var joined = ""

  /// Creates a command without lines.
  public init() {}

  /// Takes a line, at a cost that does not depend on the lines before it.
  public mutating func append(_ line: String) {
    lines.append(line)
    joined += line
    let source = Source(name: "", text: joined)
    let spans = source.lines
    isOpen = spans.last.map { LineReader.isContinued($0, of: source) } ?? false
    guard !isOpen else {
      joined += "\n"
      return
    }
    joined = ""
    var reader = LineReader(source, lines: spans)
    while let line = reader.next() {
      guard case .success(let tokens) = line, case .word(let word)? = tokens.first?.kind else { continue }
      if let spec = CommandTable.spec(named: word) {
        isInBlock = spec.block(openedBy: tokens) != nil
      } else if word == Form.Block.end {
        isInBlock = false
      }
    }
    isOpen = isInBlock
  }
}
