import CCmarkGFM
import Language

/// A text read as GitHub's Markdown: a tree of nodes, which may be changed before it is written.
final class MarkdownTree {
  let root: MarkdownNode
  private let parser: OpaquePointer
  private var discarded: [MarkdownNode] = []

  init(_ text: [UInt8]) {
    cmark_gfm_core_extensions_ensure_registered()
    let parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_FOOTNOTES)!
    for name in ["strikethrough", "autolink"] + (Self.mayHaveTables(text) ? ["table"] : []) {
      cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
    }
    text.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    }
    self.parser = parser
    root = MarkdownNode(cmark_parser_finish(parser))
  }

  /// Whether its tables have few cells: the library fills rows up, so that a thousand bars above a thousand lines of a
  /// letter would become a million nodes.
  private static func mayHaveTables(_ text: [UInt8]) -> Bool {
    var (cells, columns) = (0, 0)
    for span in Source(name: "", bytes: text).lines {
      let line = text[span.lower..<span.upper]
      if line.allSatisfy({ "|-:> \t".utf8.contains($0) }) {
        let bars = line.count { $0 == UInt8(ascii: "|") }
        columns = bars > 0 ? bars + 1 : line.isEmpty ? 0 : columns
      }
      cells += columns
    }
    return cells <= max(text.count, 10_000)
  }

  deinit {
    for node in discarded { cmark_node_free(node.pointer) }
    cmark_node_free(root.pointer)
    cmark_parser_free(parser)
  }

  /// All nodes in the order of the text, as they are before any is changed.
  var nodes: [MarkdownNode] { root.nodes }

  /// Takes a node out of the tree; it lives as long as the tree, since it may be among the nodes that are still looked at.
  func discard(_ node: MarkdownNode) {
    cmark_node_unlink(node.pointer)
    discarded.append(node)
  }

  /// Writes blocks, which leave the tree, as HTML in the library's safe mode.
  func html(of blocks: [MarkdownNode]) -> String {
    let document = MarkdownNode(CMARK_NODE_DOCUMENT)
    defer { cmark_node_free(document.pointer) }
    for block in blocks { document.append(block) }
    let extensions = cmark_parser_get_syntax_extensions(parser)
    guard let text = cmark_render_html(document.pointer, CMARK_OPT_DEFAULT, extensions) else { return "" }
    defer { cmark_get_default_mem_allocator().pointee.free(text) }
    return String(cString: text)
  }
}

/// A node of the tree.
struct MarkdownNode {
  let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { self.pointer = pointer }
  init(_ type: cmark_node_type) { pointer = cmark_node_new(type) }

  /// A node that is written as its children between two pieces of HTML.
  init(_ type: cmark_node_type, _ opening: String, _ closing: String = "") {
    self.init(type)
    cmark_node_set_on_enter(pointer, opening)
    cmark_node_set_on_exit(pointer, closing)
  }

  init(_ type: cmark_node_type, literal: String) {
    self.init(type)
    cmark_node_set_literal(pointer, literal)
  }

  var type: cmark_node_type { cmark_node_get_type(pointer) }
  var isTable: Bool { cmark_node_get_type_string(pointer).map { String(cString: $0) } == "table" }
  /// Whether it is a paragraph or a heading.
  var hasWords: Bool { [CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING].contains(type) }
  var isCodeOrMarkup: Bool { [CMARK_NODE_CODE_BLOCK, CMARK_NODE_HTML_BLOCK].contains(type) }
  var literal: String { cmark_node_get_literal(pointer).map { String(cString: $0) } ?? "" }
  var url: String { cmark_node_get_url(pointer).map { String(cString: $0) } ?? "" }
  var title: String { cmark_node_get_title(pointer).map { String(cString: $0) } ?? "" }
  var fenceInfo: String { cmark_node_get_fence_info(pointer).map { String(cString: $0) } ?? "" }
  var firstLine: Int { Int(cmark_node_get_start_line(pointer)) }
  var lastLine: Int { Int(cmark_node_get_end_line(pointer)) }

  var children: [MarkdownNode] {
    var (children, child) = ([MarkdownNode](), cmark_node_first_child(pointer))
    while let found = child {
      children.append(MarkdownNode(found))
      child = cmark_node_next(found)
    }
    return children
  }

  /// The node and all below it, in the order of the text.
  var nodes: [MarkdownNode] {
    let iterator = cmark_iter_new(pointer)
    defer { cmark_iter_free(iterator) }
    var nodes: [MarkdownNode] = []
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return nodes }
      if event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) { nodes.append(MarkdownNode(node)) }
    }
  }

  /// The words in it, without markup.
  var words: String {
    nodes.map { node in
      switch node.type {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE: node.literal
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: " "
      default: ""
      }
    }.joined()
  }

  func append(_ child: MarkdownNode) { cmark_node_append_child(pointer, child.pointer) }
  func prepend(_ child: MarkdownNode) { cmark_node_prepend_child(pointer, child.pointer) }
  func insert(before other: MarkdownNode) { cmark_node_insert_before(other.pointer, pointer) }

  /// Puts a node around this one.
  func wrap(in other: MarkdownNode) {
    other.insert(before: self)
    other.append(self)
  }
}
