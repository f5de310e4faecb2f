import CCmarkGFM
import Language

/// A block of a Markdown text that can be a cell, look like one, be an output marker or a heading; lines count from 1.
enum MarkdownBlock {
  /// A code block at the top level, fenced or indented.
  case code(lines: ClosedRange<Int>)
  /// A code block in a list or a quote, and the byte of its first line, from 0, that it starts at.
  case nestedCode(line: Int, offset: Int)
  /// An HTML block. Where it ends is left out: the library misplaces the end of a block that its last line closes.
  case html(line: Int)
  /// A heading at the top level, of a level from 1 to 6.
  case heading(lines: ClosedRange<Int>, level: Int)

  /// The largest file that is read: the library aborts above 1 GiB, and takes memory many times the file's.
  static let sizeLimit = 64 << 20

  /// Finds the blocks of a text in order.
  static func all(of source: Source) -> [MarkdownBlock] {
    // Left as they are, invalid bytes on a fence's line would make it no fence.
    let options = CMARK_OPT_VALIDATE_UTF8
    let root = source.bytes.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cmark_parse_document($0.baseAddress, $0.count, options) }
    }
    defer { cmark_node_free(root) }
    let iterator = cmark_iter_new(root)
    defer { cmark_iter_free(iterator) }
    var blocks: [MarkdownBlock] = []
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE else { return blocks }
      guard event == CMARK_EVENT_ENTER, let block = cmark_iter_get_node(iterator) else { continue }
      let first = Int(cmark_node_get_start_line(block))
      let isNested = cmark_node_parent(block) != root
      switch cmark_node_get_type(block) {
      case CMARK_NODE_CODE_BLOCK where isNested:
        blocks.append(.nestedCode(line: first, offset: Int(cmark_node_get_start_column(block)) - 1))
      case CMARK_NODE_CODE_BLOCK: blocks.append(.code(lines: first...Int(cmark_node_get_end_line(block))))
      case CMARK_NODE_HTML_BLOCK where !isNested: blocks.append(.html(line: first))
      case CMARK_NODE_HEADING where !isNested:
        let last = max(first, Int(cmark_node_get_end_line(block)))
        blocks.append(.heading(lines: first...last, level: Int(cmark_node_get_heading_level(block))))
      default: break
      }
    }
  }
}
