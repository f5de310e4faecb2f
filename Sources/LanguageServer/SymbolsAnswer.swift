import Documents
import JSONValues
import Language
import Session

/// The outline of a notebook: its headings, and below each the cells, which go by their label or their first command.
func symbolsAnswer(_ draft: NotebookDraft, _ text: PlacedText) -> JSON {
  let document = draft.document
  let headings = document.headings.map { heading in
    Symbol(heading.title.isEmpty ? "#" : heading.title, .string, level: heading.level, heading.span, heading.span)
  }
  let cells = document.cells.map { cell in
    let first = cell.lines.first { !text.source.text($0).allSatisfy(\.isWhitespace) }
    let title = cell.header.label ?? first.map(text.source.text) ?? "cell \(cell.index)"
    return Symbol(title, .function, level: 7, cell.span, cell.header.labelSpan ?? first ?? cell.header.span)
  }
  let symbols = (headings + cells).sorted { $0.span.lower < $1.span.lower }
  var rest = symbols[...]
  return .array(nested(&rest, below: 0, to: text.source.bytes.count, text))
}

/// A heading or a cell.
private struct Symbol {
  let title: String
  let kind: Kind
  /// A heading's own; deeper than any for a cell.
  let level: Int
  let span: Span
  let selected: Span

  init(_ title: String, _ kind: Kind, level: Int, _ span: Span, _ selected: Span) {
    (self.title, self.kind, self.level, self.span, self.selected) = (title, kind, level, span, selected)
  }

  /// The protocol's numbers; headings are what Markdown's own outline has them as.
  enum Kind: Int { case function = 12, string = 15 }
}

/// Takes the symbols that stand below a level, each with those below it; a heading reaches to the next that is not.
private func nested(_ rest: inout ArraySlice<Symbol>, below level: Int, to end: Int, _ text: PlacedText) -> [JSON] {
  var result: [JSON] = []
  while let symbol = rest.first, symbol.level > level {
    rest.removeFirst()
    let next = rest.first { $0.level <= symbol.level }?.span.lower ?? end
    let children = symbol.kind == .string ? nested(&rest, below: symbol.level, to: min(next, end), text) : []
    let upper = symbol.kind == .string ? max(min(next, end), symbol.span.upper) : symbol.span.upper
    result.append([
      "name": .string(symbol.title), "kind": .int(symbol.kind.rawValue),
      "range": text.range(Span(symbol.span.lower, upper)), "selectionRange": text.range(symbol.selected),
      "children": .array(children),
    ])
  }
  return result
}
