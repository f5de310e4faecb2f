import Documents
import JSONValues
import Language
import Session

/// The cells of a notebook, each by its label or its first command.
func symbolsAnswer(_ draft: NotebookDraft, _ text: PlacedText) -> JSON {
  .array(
    draft.document.cells.map { cell in
      let first = cell.lines.first { !text.source.text($0).allSatisfy(\.isWhitespace) }
      let title = cell.header.label ?? first.map(text.source.text) ?? "cell \(cell.index)"
      return [
        "name": .string(title),
        "detail": .string("cell \(cell.index)"),
        "kind": .int(functionKind),
        "range": text.range(cell.span),
        "selectionRange": text.range(cell.header.labelSpan ?? first ?? cell.header.span),
      ]
    })
}

/// The protocol's number for what is run.
private let functionKind = 12
