import ArgumentParser
import Documents
import Files
import Language
import Report
import Shell

/// `nbrun check`: runs notebooks again and compares their reports with the recorded ones.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run again and compare with the recorded report.",
    discussion: "A report (.md) is compared with itself, a notebook x.nnb with the x.md beside it.")

  @Argument(help: "Reports (.md) or notebooks (.nnb).")
  var files: [String]

  @OptionGroup var options: RunOptions

  @Flag(help: "Record the new report instead; refused where CI is set.")
  var update = false

  func validate() throws {
    if update, environment("CI") != nil { throw ValidationError("--update is refused where CI is set") }
  }

  func run() throws {
    let notebooks = ReadNotebook.all(files, options.parameters, options.limits.budget)
    throw ExitStatus.worst(try zip(files, notebooks).map(check))
  }

  private func check(_ file: String, _ read: ReadNotebook?) throws -> ExitCode {
    let record = file.hasSuffix(".nnb") ? withoutEnding(file) + ".md" : file
    guard let read else { return ExitStatus.unreadable }
    let isFirst = update && !isTaken(record)
    let recorded = record == file ? read.source : isFirst ? nil : Source(readingFile: record, looksAround: false)
    guard recorded != nil || isFirst else {
      // A record that cannot be read is not replaced: it may be something else.
      if !update { note("record the report with: nbrun check --update \(file)") }
      return ExitStatus.unreadable
    }
    let execution = Execution(read, options)
    let mode = recorded.flatMap { Document.parse($0).document.figures }.flatMap(FigureMode.init)
    let report = execution.report(figures: mode ?? (update ? .svg : .text), stem: fileStem(record))
    if update, !execution.hasFailed {
      try report.write(to: record)
      note("\(record): recorded")
      return .success
    }
    if execution.hasFailed { return ExitStatus.cellFailed }
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
    guard !changes.isEmpty else {
      note("\(record): as recorded")
      return .success
    }
    for change in changes.prefix(40) { complain("\(record):\(change)") }
    if changes.count > 40 { complain("\(record): … and \(changes.count - 40) more") }
    return ExitStatus.differs
  }
}
