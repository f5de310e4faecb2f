import ArgumentParser
import Documents
import Files
import Jupyter
import Language
import Report
import Shell

/// `nbrun check`: runs notebooks again and compares their reports with the recorded ones.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run again and compare with the recorded report.",
    discussion: "A report (.md, .ipynb) is compared with itself, a notebook x.nnb with the x.md beside it.")

  @Argument(help: "Reports (.md, .ipynb) or notebooks (.nnb).", completion: .notebooks)
  var files: [String]

  @OptionGroup var options: RunOptions

  @Flag(help: "Record the new report instead; refused where CI is set.")
  var update = false

  @Flag(help: "Record over a file that is no report, too.")
  var force = false

  func validate() throws {
    for file in files where file.hasSuffix(Medium.html.ending) {
      throw ValidationError("'\(visible(file))' is a page to be read: check its notebook, or a report in Markdown")
    }
    guard update else { return }
    if environment("CI") != nil { throw ValidationError("--update is refused where CI is set") }
    try OutputPath.checkDistinct(files, record(of:))
  }

  func run() throws {
    options.limits.start()
    let notebooks = ReadNotebook.all(files, options)
    throw ExitStatus.worst(try zip(files, notebooks).map(check))
  }

  /// The report that belongs to a file.
  private func record(of file: String) -> String { file.hasSuffix(".nnb") ? withoutEnding(file) + ".md" : file }

  private func check(_ file: String, _ read: ReadNotebook?) throws -> ExitCode {
    let record = record(of: file)
    guard let read else { return ExitStatus.unreadable }
    let isFirst = update && !isTaken(record)
    let recorded = record == file ? read.source : isFirst ? nil : Source(readingFile: record, looksAround: false)
    guard recorded != nil || isFirst else {
      // A record that cannot be read is not replaced: it may be something else.
      if !update { note("record the report with: nbrun check --update \(file)") }
      return ExitStatus.unreadable
    }
    if update, !force, !OutputPath.mayReplace(record, by: [file]) {
      complain("nbrun: error: \(record) is no report, and its text would be lost")
      complain("  help: --force records over it")
      return ExitStatus.unreadable
    }
    let execution = Execution(read, options, as: read.jupyter == nil ? .markdown : .ipynb)
    try execution.requireWhole(or: update ? record : nil)
    let mode =
      if let jupyter = read.jupyter {
        jupyter.notebook.figures ?? .svg
      } else {
        recorded.flatMap { Document.parse($0).document.figures }.flatMap(FigureMode.init) ?? (update ? .svg : .text)
      }
    let report = execution.report(figures: mode, stem: fileStem(record), to: record)
    if update, !execution.hasFailed {
      do throws(FileError) {
        try report.write(to: record)
      } catch {
        complain("nbrun: error: \(error.message)")
        return ExitStatus.unreadable
      }
      return note("\(record): recorded") ? .success : ExitStatus.cellFailed
    }
    if execution.hasFailed { return ExitStatus.cellFailed }
    if let old = read.jupyter?.notebook, let new = try? JupyterNotebook(parsing: report.bytes) {
      return tell(differences(from: old, to: new), at: record)
    }
    return compare(report, with: recorded?.bytes ?? [], at: record)
  }

  private func compare(_ report: FinishedReport, with recorded: [UInt8], at record: String) -> ExitCode {
    var changes: [String] = []
    if report.bytes != recorded {
      changes = differences(
        from: String(decoding: recorded, as: UTF8.self), to: String(decoding: report.bytes, as: UTF8.self))
      if changes.isEmpty { changes = ["the files differ in bytes that are not text"] }
    }
    let pictures = report.figures.filter { figure in
      (try? readFile(folder(of: record) + figure.name)) != Array(figure.svg.utf8)
    }
    changes += pictures.map { "picture \($0.name) differs or is missing" }
    return tell(changes, at: record)
  }

  /// Says what has changed, if anything has, and gives the exit status.
  private func tell(_ changes: [String], at record: String) -> ExitCode {
    guard !changes.isEmpty else {
      return note("\(record): as recorded") ? .success : ExitStatus.cellFailed
    }
    for change in changes.prefix(40) { complain("\(record):\(change)") }
    if changes.count > 40 { complain("\(record): … and \(changes.count - 40) more") }
    return ExitStatus.differs
  }
}
