/// The lines of a command that come one after the other, and whether they are all of it.
public struct TypedCommand: Sendable {
  /// The lines so far.
  public private(set) var lines: [String] = []
  /// Whether a line has to follow: after a backslash, or in a block without its `end`.
  public private(set) var isOpen = false
  private let grammar: Grammar
  private var blocks = OpenBlocks()
  /// The lines since the last one that no backslash joins with the next.
  private var joined = ""

  /// Creates a command without lines.
  public init(in grammar: Grammar) { self.grammar = grammar }

  /// The block that the next line stands in, if it is in one.
  public var block: Form.Block? { blocks.innermost }

  /// The number of blocks that the next line stands in.
  public var depth: Int { blocks.depth }

  /// The part of the next line that has been typed before it, in lines that end with a backslash.
  public var beginning: String {
    joined.split(separator: "\n").map { $0.prefix(upTo: $0.lastIndex(of: "\\") ?? $0.endIndex) + " " }.joined()
  }

  /// Takes a line, at a cost that does not depend on the lines before it.
  public mutating func append(_ line: String) {
    lines.append(line)
    joined += line
    let source = Source(name: "", text: joined)
    isOpen = source.lines.last.map { LogicalLines.isContinued($0, of: source) } ?? false
    guard !isOpen else {
      joined += "\n"
      return
    }
    joined = ""
    var reader = LogicalLines(source.lines, of: source)
    while let line = reader.next() { blocks.take((try? line.tokens.get()) ?? [], in: grammar) }
    isOpen = !blocks.isEmpty
  }
}
