import CCmarkGFM
import Language

/// Prepares a tree of Markdown for a page, and writes it as HTML.
struct ProseWriter {
  private let tree: MarkdownTree
  private let picture: (String) -> String?
  private var marks: Marks
  private var slugs = Slugs()
  private var prose = ProseHTML()
  /// How many references to each footnote there have been.
  private var references: [String: Int] = [:]
  /// What stood in words that a picture has taken the place of.
  private var gone: Set<OpaquePointer> = []

  init(_ math: HiddenMath, picture: @escaping (String) -> String?) {
    (marks, self.picture) = (math.marks, picture)
    tree = MarkdownTree(math.text)
  }

  /// Writes the prose between cells, which stand in lines of the text.
  mutating func write(around cells: [ClosedRange<Int>]) -> ProseHTML {
    for node in tree.nodes where !gone.contains(node.pointer) { prepare(node) }
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
    let html = marks.shown(tree.html(of: blocks))
    blocks = []
    if !html.isEmpty { prose.parts.append(.prose(html)) }
  }

  /// Makes of a node what a page can have in its place.
  private mutating func prepare(_ node: MarkdownNode) {
    switch node.type {
    case CMARK_NODE_HEADING: prepare(heading: node)
    case CMARK_NODE_LINK: prepare(link: node)
    case CMARK_NODE_IMAGE: prepare(image: node)
    case CMARK_NODE_CODE, CMARK_NODE_CODE_BLOCK:
      cmark_node_set_literal(node.pointer, marks.restored(node.literal))
      if node.type == CMARK_NODE_CODE_BLOCK { cmark_node_set_fence_info(node.pointer, marks.restored(node.fenceInfo)) }
    case CMARK_NODE_HTML_INLINE: prepare(markup: node)
    case CMARK_NODE_HTML_BLOCK: prepare(markupBlock: node)
    case CMARK_NODE_FOOTNOTE_REFERENCE: prepare(reference: node)
    case _ where node.isTable:
      let box = #"<div class="scroll" role="region" aria-label="table" tabindex="0">"#
      node.wrap(in: MarkdownNode(CMARK_NODE_CUSTOM_BLOCK, box, "</div>"))
    default: break
    }
  }

  /// A node for a piece of HTML.
  private mutating func piece(_ html: String) -> MarkdownNode {
    MarkdownNode(CMARK_NODE_TEXT, literal: marks.mark(html))
  }

  private mutating func prepare(heading: MarkdownNode) {
    let words = marks.restored(heading.words)
    let id = slugs.next(for: words)
    let level = Int(cmark_node_get_heading_level(heading.pointer))
    prose.headings.append(.init(level: level, id: id, text: words))
    heading.prepend(piece(##"<a class="anchor" id="\##(id)" href="#\##(id)"></a>"##))
  }

  /// A link that leads nowhere safe leaves its words.
  private mutating func prepare(link: MarkdownNode) {
    let address = marks.restored(link.url)
    guard leadsSomewhereSafe(address) else {
      for child in link.children { child.insert(before: link) }
      return tree.discard(link)
    }
    cmark_node_set_url(link.pointer, address)
    cmark_node_set_title(link.pointer, marks.restored(link.title))
  }

  /// A picture by its `data:` address, or its words and its path.
  private mutating func prepare(image: MarkdownNode) {
    let path = marks.restored(image.url)
    if let data = picture(path) {
      let words = markupEscaped(marks.restored(image.words))
      piece(#"<img src="\#(markupEscaped(data))" alt="\#(words)">"#).insert(before: image)
      gone.formUnion(image.nodes.map(\.pointer))
    } else {
      piece(#"<span class="absent">"#).insert(before: image)
      for child in image.children { child.insert(before: image) }
      piece(" (picture: \(markupEscaped(String(path.prefix(100)))))</span>").insert(before: image)
    }
    tree.discard(image)
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
    let text = marks.restored(markupBlock.literal)
    if !isComment(text) {
      MarkdownNode(CMARK_NODE_CODE_BLOCK, literal: text).insert(before: markupBlock)
    }
    tree.discard(markupBlock)
  }

  // MARK: Footnotes

  private mutating func prepare(reference: MarkdownNode) {
    let number = reference.literal
    let count = references[number, default: 0] + 1
    references[number] = count
    let link = ##"<a id="footnote.\##(number).\##(count)" href="#footnote.\##(number)">\##(number)</a>"##
    piece("<sup>\(link)</sup>").insert(before: reference)
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

/// Whether an address is relative, or one that a page may lead to: no program, no file of the reader's.
private func leadsSomewhereSafe(_ address: String) -> Bool {
  let scheme = address.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
  guard scheme.endIndex < address.endIndex, address[scheme.endIndex] == ":" else { return true }
  return ["http", "https", "mailto"].contains(scheme.lowercased())
}

/// Whether there is nothing but comments and blanks in a block of markup.
private func isComment(_ markup: String) -> Bool {
  var rest = markup.utf8.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
  while rest.starts(with: "<!--".utf8) {
    guard let end = rest.indices.first(where: { rest[$0...].starts(with: "-->".utf8) }) else { return true }
    rest = rest[end...].dropFirst(3).drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }
  return rest.isEmpty
}
