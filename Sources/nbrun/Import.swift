import ArgumentParser
import Jupyter
import Language
import Outputs
import Report

/// `nbrun import`: a notebook of Jupyter as text.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a notebook of Jupyter (.ipynb) as text (.nnb); run nothing.",
    discussion: """
      What 'nbrun export' has written comes back byte for byte where it was not edited. Outputs are left out, and code of \
      another language becomes prose.
      """)

  @Argument(help: "A notebook of Jupyter (.ipynb).")
  var file: String

  @Option(name: .shortAndLong, help: "Write to this file instead of standard output.")
  var output: String?

  @Flag(help: "Replace a file, whatever is in it.")
  var force = false

  func validate() throws {
    guard let output else { return }
    let ending = output.hasSuffix(".md") ? ".md" : ".nnb"
    try OutputPath.check(converted: output, from: file, ending: ending, force: force)
  }

  func run() throws {
    guard let source = Source(readingFile: file) else { throw ExitStatus.unreadable }
    do {
      let imported = try ImportedNotebook(JupyterNotebook(parsing: source.bytes), name: file)
      for remark in imported.remarks { note("\(file): note: \(remark)") }
      try writeConverted(imported.source.bytes, to: output)
    } catch let error as NotebookError {
      complain(error, in: source)
      throw ExitStatus.unreadable
    }
  }
}

extension ImportedNotebook {
  /// What of the notebook is not in its text as a reader might think, each a phrase.
  fileprivate var remarks: [String] {
    let cells = notebook.cells
    let code = cells.count { $0.kind == .code }
    let (pictures, raw) = (cells.count(where: \.hasAttachments), cells.count { $0.kind == .raw })
    return [
      notebook.foreignLanguage.flatMap { language in
        code == 0 ? nil : "\(counted(code, "cell")) of '\(language)' stand as prose: they are not run here"
      },
      raw == 0 ? nil : "\(counted(raw, "raw cell")) stand as prose",
      pictures == 0 ? nil : "pictures attached to \(counted(pictures, "cell")) are left out",
    ].compactMap { $0 }
  }
}
