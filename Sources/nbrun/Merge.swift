import ArgumentParser
import Files
import Language
import Report
import Session
import Shell

/// `nbrun merge`: the report of a run whose sweeps were made in parts.
struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put the parts of a run together and write its report.",
    discussion: """
      The parts were made with 'nbrun run x.nnb --shard K/N -o partK.nbr', in this folder or one like it. The report has \
      the bytes of a run that was made whole.
      """)

  @Argument(help: "Parts of a run (.nbr), all of them.", completion: .parts)
  var parts: [String]

  @Option(
    name: .shortAndLong, help: "Write the report to this file (.md, .html, .ipynb) instead of standard output.",
    completion: .reports)
  var output: String?

  @Option(help: "What the report is written as on standard output; a file's ending says it.")
  var to: Medium?

  @Option(help: "How plots are shown: text, svg (in Markdown it needs --output) or none.")
  var figures: FigureMode?

  @Option(help: "After a failed cell, stop or continue.")
  var onError = Runner.FailurePolicy.stop

  @OptionGroup var limits: BudgetOptions

  @OptionGroup var allowed: AllowedFolders

  @Flag(help: "Replace a file that is no report.")
  var force = false

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func validate() throws {
    let medium = try OutputPath.medium(of: output, to: to)
    try OutputPath.check(figures, in: output, medium)
    guard let output else { return }
    if parts.contains(where: { isSameFile($0, output) }) {
      throw ValidationError("--output \(output) would replace a part")
    }
    guard !isFolder(output) else {
      throw ValidationError("--output must name a file, and '\(visible(output))' is a folder")
    }
    try OutputPath.check(folderOf: output)
    try OutputPath.check(report: output, of: [], force: force)
  }

  func run() throws {
    limits.start()
    do {
      let merged = try MergedParts(try parts.map(read), program: NBRun.version)
      throw try report(merged)
    } catch let error as PartFileError {
      complain("nbrun: error: \(error.message)")
      if let help = error.help { complain("  help: \(help)") }
      throw ExitStatus.unreadable
    } catch let error as FileError {
      complain("nbrun: error: \(error)")
      throw ExitStatus.unreadable
    }
  }

  private func read(_ name: String) throws -> (name: String, file: PartFile) {
    let bytes = try readFile(name, upTo: PartFile.mostBytes)
    do {
      return (name, try PartFile(bytes))
    } catch {
      throw FileError(.read, name, error.message)
    }
  }

  private func report(_ merged: MergedParts) throws -> ExitCode {
    let file = merged.first.notebook
    guard let text = NotebookFile(at: file, looksAround: false) else {
      note("  the parts were made from \(file): merge them in the folder where that is its path")
      return ExitStatus.unreadable
    }
    guard text.source.digest == merged.first.digest else {
      throw FileError(.read, file, "it has changed since the parts were made")
    }
    var options = try RunOptions.parse([])
    options.parameters = merged.first.parameters.compactMap(Override.init)
    (options.quiet, options.allowed, options.limits) = (quiet, allowed, limits)
    guard let read = ReadNotebook.all([file], options)[0] else { return ExitStatus.unreadable }
    let medium = try OutputPath.medium(of: output, to: to)
    let execution = Execution(read, options, as: medium, onFailure: onError, sharding: .merged(merged.sweeps))
    try execution.requireWhole(or: output)
    try execution.write(of: file, to: output, figures, isQuiet: quiet)
    return execution.hasFailed ? ExitStatus.cellFailed : .success
  }
}
