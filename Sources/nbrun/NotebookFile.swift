import Files
import Jupyter
import Language

/// A file with a notebook, whatever its format: its text, and the notebook of Jupyter if it is one.
struct NotebookFile {
  let source: Source
  var jupyter: ImportedNotebook?

  /// The ending of Jupyter's notebooks.
  static let jupyterEnding = ".ipynb"

  /// Takes a text that is no file's.
  init(_ source: Source) { self.source = source }

  /// Reads a file; a failure goes to standard error.
  init?(at path: String, looksAround: Bool = true) {
    guard let file = Source(readingFile: path, looksAround: looksAround) else { return nil }
    guard path.hasSuffix(Self.jupyterEnding) else {
      source = file
      return
    }
    do throws(NotebookError) {
      let imported = try ImportedNotebook(JupyterNotebook(parsing: file.bytes), name: path)
      if let language = imported.notebook.foreignLanguage {
        throw NotebookError(
          "its cells are written in '\(language)', not in the language of nbrun",
          help: "choose the kernel 'nbrun' in Jupyter, or take its text over: nbrun import \(path)")
      }
      if imported.codeCells == [] {
        throw NotebookError("no cell of code found", help: "add one in Jupyter, such as: data xor")
      }
      (source, jupyter) = (imported.source, imported)
    } catch {
      complain(error, in: path)
      return nil
    }
  }
}

/// Says on standard error why a notebook of Jupyter cannot be read.
func complain(_ error: NotebookError, in path: String) {
  complain("\(path): error: \(error.message)")
  if let help = error.help { complain("  help: \(help)") }
}
