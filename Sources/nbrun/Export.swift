import ArgumentParser
import Documents
import Files
import Jupyter
import Language
import Report

/// `nbrun export`: a notebook as one of Jupyter.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a notebook as one of Jupyter (.ipynb); run nothing.",
    discussion: """
      Prose becomes cells of text, and what else has to be known to have the same bytes again is kept in their metadata. \
      The outputs of a report are left out; 'nbrun run x.nnb -o x.ipynb' writes a notebook with outputs.
      """)

  @Argument(help: "A notebook (.nnb) or report (.md).")
  var file: String

  @OptionGroup var options: ConversionOptions

  func validate() throws {
    guard !file.hasSuffix(NotebookFile.jupyterEnding) else {
      throw ValidationError("'\(visible(file))' is a notebook of Jupyter already; 'nbrun import' makes it one of nbrun")
    }
    try options.check(from: file, endings: [".ipynb"])
  }

  func run() throws {
    guard let source = Source(readingFile: file) else { throw ExitStatus.unreadable }
    let (document, mistakes) = Document.parse(source)
    for lookalike in document.lookalikes {
      writeToStandardError(rendered(lookalike, as: "warning", in: source) + "\n")
    }
    guard mistakes.isEmpty else {
      writeToStandardError(mistakes.map { rendered($0, in: source) }.joined(separator: "\n\n") + "\n")
      throw ExitStatus.unreadable
    }
    try options.write(JupyterNotebook(document).bytes)
  }
}
