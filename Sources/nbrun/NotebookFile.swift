import Files
import Jupyter
import Language
import Report

/// A file with a notebook, whatever its format: its text, and the notebook of Jupyter if it is one.
struct NotebookFile {
  let source: Source
  var jupyter: ImportedNotebook?

  /// The ending of Jupyter's notebooks.
  static let jupyterEnding = ".ipynb"

  /// Reads a file; a failure goes to standard error.
  init?(at path: String, looksAround: Bool = true) {
    guard let file = Source(readingFile: path, looksAround: looksAround) else { return nil }
    self.init(file, isJupyter: path.hasSuffix(Self.jupyterEnding))
  }

  /// Takes a text that may be a notebook of Jupyter; a failure goes to standard error.
  init?(_ file: Source, isJupyter: Bool) {
    guard isJupyter else {
      source = file
      return
    }
    do throws(NotebookError) {
      let imported = try ImportedNotebook(JupyterNotebook(parsing: file.bytes), name: file.name)
      if let language = imported.notebook.foreignLanguage {
        throw NotebookError(
          "its cells are written in '\(language)', not in the language of nbrun",
          help: "choose the kernel 'nbrun' in Jupyter, or take its text over: nbrun import \(file.name)")
      }
      if imported.codeCells == [] {
        throw NotebookError("no cell of code found", help: "add one in Jupyter, such as: data xor")
      }
      if imported.codeCells == nil {
        note("\(file.name): note: a cell of text holds a fence of commands, which are run here and not in Jupyter")
      }
      (source, jupyter) = (imported.source, imported)
    } catch {
      complain(error, in: file)
      return nil
    }
  }
}

/// Says on standard error why a notebook of Jupyter cannot be read.
func complain(_ error: NotebookError, in file: Source) {
  if let offset = error.offset {
    let diagnostic = Diagnostic(error.message, at: Span(offset, min(offset + 1, file.bytes.count)), help: error.help)
    return writeToStandardError(rendered(diagnostic, in: file) + "\n")
  }
  complain("\(file.name): error: \(error.message)")
  if let help = error.help { complain("  help: \(help)") }
}
