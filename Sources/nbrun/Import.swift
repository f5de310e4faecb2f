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

  @OptionGroup var options: ConversionOptions

  func validate() throws {
    if file.hasSuffix(".nnb") || file.hasSuffix(".md") {
      throw ValidationError("'\(visible(file))' is a notebook of nbrun already; 'nbrun export' makes it one of Jupyter")
    }
    try options.check(from: file, endings: [".nnb", ".md"])
  }

  func run() throws {
    guard let source = Source(readingFile: file) else { throw ExitStatus.unreadable }
    do {
      let imported = try ImportedNotebook(JupyterNotebook(parsing: source.bytes), name: file)
      for remark in imported.remarks { note("\(file): note: \(remark)") }
      try options.write(imported.source.bytes)
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
