import Documents
import Language

/// The commands of the cells of a pasted notebook, a line each; nil if the text has no cell.
func commands(ofNotebook text: String) -> String? {
  let source = Source(name: "", text: text)
  let (document, mistakes) = Document.parse(source)
  let cells = document.cells.filter { !$0.header.isSkipped }
  guard mistakes.isEmpty, !cells.isEmpty else { return nil }
  return cells.flatMap { $0.lines.map(source.text) }.map { $0 + "\n" }.joined()
}

/// Whether a typed line opens or closes a cell, and so says nothing by itself.
func isFence(_ line: String) -> Bool {
  let line = line.drop { $0 == " " }
  return line.hasPrefix("```") || line.hasPrefix("~~~")
}
