import Documents
import Jupyter
import Language

/// Reads a notebook of Jupyter: what it holds is kept, and its text is the same after there and back.
func readJupyter(_ bytes: [UInt8]) {
  guard let notebook = try? JupyterNotebook(parsing: bytes) else { return }
  let written = notebook.bytes
  precondition((try? JupyterNotebook(parsing: written))?.bytes == written, "a file that is written in another way")
  guard let imported = try? ImportedNotebook(notebook, name: "a.ipynb") else { return }
  for offset in [0, imported.source.bytes.count / 2, imported.source.bytes.count] {
    precondition(imported.source.place(at: offset).line >= 0)
  }
  let (document, mistakes) = Document.parse(imported.source)
  guard mistakes.isEmpty else { return }
  let kept = document.parts.flatMap { imported.source.bytes[$0.span.lower..<$0.span.upper] }
  let again = try? ImportedNotebook(JupyterNotebook(document), name: "a.ipynb")
  precondition(again?.source.bytes == kept, "a text that is not the same after there and back")
}
