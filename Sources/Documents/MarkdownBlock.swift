import CCmark
import Language

/// A block at the top level of a Markdown text that can be a cell or an output marker; lines count from 1.
enum MarkdownBlock {
  /// A code block, fenced or indented.
  case code(lines: ClosedRange<Int>)
  /// An HTML block. Where it ends is left out: the library misplaces the end of a block that its last line closes.
  case html(line: Int)

  /// The largest file that is read: the library aborts above 1 GiB, and takes memory many times the file's.
  static let sizeLimit = 64 << 20

  /// Finds the blocks that are direct children of the document; blocks in lists and quotes are not.
  static func topLevel(of source: Source) -> [MarkdownBlock] {
    // Left as they are, invalid bytes on a fence's line would make it no fence.
    let options = CMARK_OPT_VALIDATE_UTF8
    let root = source.bytes.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cmark_parse_document($0.baseAddress, $0.count, options) }
    }
    defer { cmark_node_free(root) }
    var blocks: [MarkdownBlock] = []
    var node = cmark_node_first_child(root)
    while let block = node {
      let first = Int(cmark_node_get_start_line(block))
      switch cmark_node_get_type(block) {
      case CMARK_NODE_CODE_BLOCK: blocks.append(.code(lines: first...Int(cmark_node_get_end_line(block))))
      case CMARK_NODE_HTML_BLOCK: blocks.append(.html(line: first))
      default: break
      }
      node = cmark_node_next(block)
    }
    return blocks
  }
}
