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

  @Option(name: .shortAndLong, help: "Write to this file instead of standard output.")
  var output: String?

  @Flag(help: "Replace a file, whatever is in it.")
  var force = false

  func validate() throws {
    guard !file.hasSuffix(NotebookFile.jupyterEnding) else {
      throw ValidationError("'\(visible(file))' is a notebook of Jupyter already; 'nbrun import' makes it one of nbrun")
    }
    guard let output else { return }
    try OutputPath.check(converted: output, from: file, ending: ".ipynb", force: force)
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
    try writeConverted(JupyterNotebook(document).bytes, to: output)
  }
}

/// Writes what a file was made into, to a file or to standard output.
func writeConverted(_ bytes: [UInt8], to path: String?) throws {
  guard let path else { return writeReport(bytes, "the notebook") }
  do throws(FileError) {
    try replaceFile(path, with: bytes)
  } catch {
    complain("nbrun: error: \(error.message)")
    throw ExitStatus.unreadable
  }
}

extension OutputPath {
  /// Refuses a path for a file that is made from another if it cannot be one, or if there is such a file already.
  static func check(converted path: String, from file: String, ending: String, force: Bool) throws {
    guard !isDevice(path) else { return }
    guard !isFolder(path) else {
      throw ValidationError("--output must name a file, and '\(visible(path))' is a folder")
    }
    try check(folderOf: path)
    guard path.hasSuffix(ending) else {
      throw ValidationError("the file is to be a notebook, and its ending is '\(ending)': not '\(visible(path))'")
    }
    guard !isSameFile(path, file) else {
      throw ValidationError("--output \(visible(path)) would replace the notebook itself")
    }
    guard force || !isTaken(path) else {
      throw ValidationError("there is a file '\(visible(path))' already: --force replaces it")
    }
  }
}
