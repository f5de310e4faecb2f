/// The blocks that are open after some lines, told by the words that the lines begin with.
struct OpenBlocks: Sendable {
  /// The open blocks, the innermost last.
  private var blocks: [Form.Block]
  /// Whether a command stood where only rows may, so that the last open block was left without its `end`.
  private(set) var wasLeft = false

  /// Starts within a block, or outside of all.
  init(_ block: Form.Block? = nil) { blocks = block.map { [$0] } ?? [] }

  /// The number of open blocks.
  var depth: Int { blocks.count }

  /// Whether no block is open.
  var isEmpty: Bool { blocks.isEmpty }

  /// The block that the next line stands in; nil outside of all.
  var innermost: Form.Block? { blocks.last }

  /// Takes the tokens of a line: it may close a block, open one, or leave one of rows for a command.
  mutating func take(_ tokens: [Token], in grammar: Grammar) {
    guard case .word(let word)? = tokens.first?.kind else { return }
    if word == Form.Block.end {
      _ = blocks.popLast()
    } else if let form = grammar.command(named: word) {
      if case .rows? = innermost?.content {
        blocks.removeLast()
        wasLeft = blocks.isEmpty
      }
      if let block = form.block(openedBy: tokens) { blocks.append(block) }
    }
  }
}
