import CCmarkGFM

/// Prepares a tree of Markdown for a page, and writes it as HTML.
struct ProseWriter {
  private let math: HiddenMath
  private let tree: MarkdownTree
  private let picture: (String) -> String?
  private var slugs = Slugs()
  private var prose = ProseHTML()
  /// How many references to each footnote there have been.
  private var references: [String: Int] = [:]

  init(_ math: HiddenMath, picture: @escaping (String) -> String?) {
    (self.math, self.picture) = (math, picture)
    tree = MarkdownTree(math.text)
  }

  /// Writes the prose between cells, which stand in lines of the text.
  mutating func write(around cells: [ClosedRange<Int>]) -> ProseHTML {
    for node in tree.nodes { prepare(node) }
    var (blocks, notes, next) = ([MarkdownNode](), [MarkdownNode](), 0)
    for block in tree.root.children {
      if block.type == CMARK_NODE_FOOTNOTE_DEFINITION {
        notes.append(block)
        continue
      }
      while next < cells.count, cells[next].lowerBound <= block.firstLine {
        flush(&blocks)
        prose.parts.append(.cell(next))
        next += 1
      }
      let isCell = next > 0 && cells[next - 1].contains(block.firstLine)
      if !isCell { blocks.append(block) }
    }
    flush(&blocks)
    prose.parts += (next..<cells.count).map { .cell($0) }
    blocks = footnotes(notes)
    flush(&blocks)
    return prose
  }

  private mutating func flush(_ blocks: inout [MarkdownNode]) {
    let html = tree.html(of: blocks)
    blocks = []
    if !html.isEmpty { prose.parts.append(.prose(html)) }
  }

  /// Makes of a node what a page can have in its place.
  private mutating func prepare(_ node: MarkdownNode) {
    switch node.type {
    case CMARK_NODE_HEADING: prepare(heading: node)
    case CMARK_NODE_IMAGE: prepare(image: node)
    case CMARK_NODE_TEXT: prepare(text: node)
    case CMARK_NODE_CODE, CMARK_NODE_CODE_BLOCK: cmark_node_set_literal(node.pointer, math.restored(node.literal))
    case CMARK_NODE_LINK: cmark_node_set_url(node.pointer, math.restored(node.url))
    case CMARK_NODE_HTML_INLINE: prepare(markup: node)
    case CMARK_NODE_HTML_BLOCK: prepare(markupBlock: node)
    case CMARK_NODE_FOOTNOTE_REFERENCE: prepare(reference: node)
    case _ where node.isTable:
      let wrapper = #"<div class="scroll" role="region" aria-label="table" tabindex="0">"#
      node.wrap(in: MarkdownNode(CMARK_NODE_CUSTOM_BLOCK, wrapper, "</div>"))
    default: break
    }
  }

  private mutating func prepare(heading: MarkdownNode) {
    let words = math.restored(heading.words)
    let id = slugs.next(for: words)
    let level = Int(cmark_node_get_heading_level(heading.pointer))
    prose.headings.append(.init(level: level, id: id, text: words))
    heading.prepend(MarkdownNode(CMARK_NODE_CUSTOM_INLINE, ##"<a class="anchor" id="\##(id)" href="#\##(id)"></a>"##))
  }

  /// A picture by its `data:` address, or its words and its path.
  private func prepare(image: MarkdownNode) {
    let path = math.restored(image.url)
    guard let data = picture(path) else {
      let words = MarkdownNode(CMARK_NODE_CUSTOM_INLINE, #"<span class="absent">"#, "</span>")
      words.insert(before: image)
      for child in image.children { words.append(child) }
      words.append(MarkdownNode(CMARK_NODE_TEXT, literal: " (picture: \(path))"))
      return tree.discard(image)
    }
    let words = escaped(math.restored(image.words))
    MarkdownNode(CMARK_NODE_CUSTOM_INLINE, #"<img src="\#(escaped(data))" alt="\#(words)">"#).insert(before: image)
    tree.discard(image)
  }

  private func prepare(text: MarkdownNode) {
    let pieces = math.pieces(of: text.literal)
    guard pieces.contains(where: \.isFormula) else { return }
    for piece in pieces {
      let words = MarkdownNode(CMARK_NODE_TEXT, literal: piece.text)
      words.insert(before: text)
      if piece.isFormula { words.wrap(in: MarkdownNode(CMARK_NODE_CUSTOM_INLINE, #"<span class="math">"#, "</span>")) }
    }
    // A formula of several lines keeps them.
    if let last = pieces.last, last.isFormula,
      last.text == "$$" || !last.text.hasPrefix("$") || !last.text.hasSuffix("$"),
      let lineEnd = text.next, lineEnd.type == CMARK_NODE_SOFTBREAK
    {
      MarkdownNode(CMARK_NODE_LINEBREAK).insert(before: lineEnd)
      tree.discard(lineEnd)
    }
    tree.discard(text)
  }

  /// Of tags between words a line break alone means something here; the words themselves stay.
  private func prepare(markup: MarkdownNode) {
    if ["<br>", "<br/>", "<br />"].contains(markup.literal.lowercased()) {
      MarkdownNode(CMARK_NODE_LINEBREAK).insert(before: markup)
    }
    tree.discard(markup)
  }

  /// A block of markup is shown as it is written, so that what is in it is not lost; a comment is not shown.
  private func prepare(markupBlock: MarkdownNode) {
    let text = math.restored(markupBlock.literal)
    if !text.isComment {
      MarkdownNode(CMARK_NODE_CODE_BLOCK, literal: text).insert(before: markupBlock)
    }
    tree.discard(markupBlock)
  }

  // MARK: Footnotes

  private mutating func prepare(reference: MarkdownNode) {
    let number = reference.literal
    let count = references[number, default: 0] + 1
    references[number] = count
    let link =
      ##"<sup><a id="footnote.\##(number).\##(count)" href="#footnote.\##(number)">\##(number)</a></sup>"##
    MarkdownNode(CMARK_NODE_CUSTOM_INLINE, link).insert(before: reference)
    tree.discard(reference)
  }

  private func footnotes(_ notes: [MarkdownNode]) -> [MarkdownNode] {
    if notes.isEmpty { return [] }
    let list = MarkdownNode(
      CMARK_NODE_CUSTOM_BLOCK, #"<section class="footnotes" aria-label="footnotes"><ol>"#, "</ol></section>")
    for (index, note) in notes.enumerated() {
      let number = index + 1
      let back = (0..<references[String(number), default: 0]).map {
        ##" <a href="#footnote.\##(number).\##($0 + 1)" aria-label="back to the text">↩</a>"##
      }
      let item = MarkdownNode(
        CMARK_NODE_CUSTOM_BLOCK, #"<li id="footnote.\#(number)">"#, back.joined() + "</li>")
      for child in note.children { item.append(child) }
      list.append(item)
      tree.discard(note)
    }
    return [list]
  }
}

extension String {
  /// Whether there is nothing but comments and blanks in it.
  fileprivate var isComment: Bool {
    var rest = utf8.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    while rest.starts(with: "<!--".utf8) {
      guard let end = rest.indices.first(where: { rest[$0...].starts(with: "-->".utf8) }) else { return true }
      rest = rest[end...].dropFirst(3).drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    }
    return rest.isEmpty
  }
}

/// Text as the value of an attribute.
private func escaped(_ text: String) -> String {
  text.unicodeScalars.map { scalar in
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    default: String(scalar)
    }
  }.joined()
}
