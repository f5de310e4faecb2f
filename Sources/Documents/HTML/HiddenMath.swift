import Language

/// A text in which formulas are hidden from the reader of Markdown, to whom `_` and `*` in them would be emphasis.
///
/// In the place of each line of a formula stands a mark. Formulas are looked for in paragraphs, headings and tables; one
/// that begins a line with `$$` goes on to the line that ends with `$$`, whatever its lines look like.
struct HiddenMath {
  /// The text with marks.
  private(set) var text: [UInt8]
  /// What the marks stand for.
  private(set) var marks = Marks()

  private let source: Source

  init(of source: Source) {
    text = source.bytes
    self.source = source
    guard text.contains(UInt8(ascii: "$")) else { return }
    let tree = MarkdownTree(text)
    withExtendedLifetime(tree) {
      let nodes = tree.nodes
      hide((displays(nodes) + nodes.flatMap(formulas)).sorted { $0.lower < $1.lower })
    }
  }

  private mutating func hide(_ formulas: [Span]) {
    var (hidden, cursor) = ([UInt8](), 0)
    for formula in formulas where formula.lower >= cursor {
      let lines = lines(of: formula)
      for (index, line) in lines.enumerated() {
        hidden += text[cursor..<line.lower]
        let written = source.text(line)
        let end = index + 1 < lines.count ? "<br>" : ""
        hidden += marks.mark("<span class=\"math\">\(markupEscaped(written))</span>\(end)", for: written).utf8
        cursor = line.upper
      }
    }
    text = hidden + text[cursor...]
  }

  // MARK: Where formulas are

  /// The formulas of a paragraph, a heading or a table; any other node has none.
  private func formulas(in node: MarkdownNode) -> [Span] {
    guard node.isTable || node.hasWords else { return [] }
    let lines = lines(of: node)
    let stretches =
      node.isTable
      ? lines.flatMap(cells)
      : [Span(source.span(ofLine: lines.lowerBound).lower, source.span(ofLine: lines.upperBound).upper)]
    return stretches.flatMap { stretch in
      var scanner = MathScanner(source, stretch)
      return scanner.formulas()
    }
  }

  private func lines(of node: MarkdownNode) -> ClosedRange<Int> {
    let first = min(max(node.firstLine, 1), source.lineCount)
    return first...min(max(first, node.lastLine), source.lineCount)
  }

  /// The cells of a line of a table: what stands between signs `|` that are not escaped.
  private func cells(ofLine line: Int) -> [Span] {
    let line = source.span(ofLine: line)
    var (cells, lower, index) = ([Span](), line.lower, line.lower)
    while index < line.upper {
      if source.bytes[index] == UInt8(ascii: "|") {
        cells.append(Span(lower, index))
        lower = index + 1
      }
      index += source.bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return cells + [Span(lower, line.upper)]
  }

  /// Formulas of several lines, the first of which begins with `$$` and the last ends with it, without a blank line.
  private func displays(_ nodes: [MarkdownNode]) -> [Span] {
    var isCode = Array(repeating: false, count: source.lineCount + 1)
    for node in nodes where node.isCodeOrMarkup { for line in lines(of: node) { isCode[line] = true } }
    var (displays, opening) = ([Span](), Int?.none)
    for line in 1...source.lineCount {
      let words = words(ofLine: line)
      if words.lower == words.upper || isCode[line] { opening = nil }
      let text = source.bytes[words.lower..<words.upper]
      if let start = opening {
        guard text.suffix(2).elementsEqual("$$".utf8) else { continue }
        displays.append(Span(start, words.upper))
        opening = nil
      } else if text.starts(with: "$$".utf8), !isCode[line], !text.dropFirst(2).contains(UInt8(ascii: "$")) {
        opening = words.lower
      }
    }
    return displays
  }

  /// The parts of a formula that stand in one line each.
  private func lines(of span: Span) -> [Span] {
    (source.line(at: span.lower)...source.line(at: span.upper - 1)).compactMap { line in
      let words = words(ofLine: line)
      let part = Span(max(words.lower, span.lower), min(words.upper, span.upper))
      return part.lower < part.upper ? part : nil
    }
  }

  /// A line without blanks at its ends, and without the signs of quotes before it.
  private func words(ofLine line: Int) -> Span {
    let line = source.span(ofLine: line)
    let words = source.bytes[line.lower..<line.upper]
    let start = words.firstIndex { ![0x20, 0x09, UInt8(ascii: ">")].contains($0) } ?? line.upper
    let end = words[start...].lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? start
    return Span(start, end)
  }
}
