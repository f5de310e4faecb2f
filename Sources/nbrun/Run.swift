import ArgumentParser
import Datasets
import Documents
import Language
import Outputs
import Report
import Session
import Shell

/// `nbrun run`: runs notebooks and writes their reports.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Run notebooks and write their reports.")

  @Argument(help: "Notebooks (.nnb) or reports (.md).")
  var files: [String] = []

  @Option(name: .shortAndLong, help: "Write the report to this file, or into this folder, instead of standard output.")
  var output: String?

  @OptionGroup var options: RunOptions

  @Option(help: "After a failed cell, stop or continue.")
  var onError = Runner.FailurePolicy.stop

  @Option(help: "How plots are shown: text, svg (needs --output) or none.")
  var figures: FigureMode?

  func validate() throws {
    if figures == .svg, output == nil {
      throw ValidationError("--figures svg writes pictures beside the report, so it needs --output")
    }
    if files.isEmpty, output != nil { throw ValidationError("--output needs a notebook to run") }
    let names = NBRun.configuration.subcommands.compactMap { $0.configuration.commandName ?? $0._commandName }
    for file in files where !file.contains(".") && !file.contains("/") && !fileExists(file) {
      guard let similar = nearest(to: file, among: names) else { continue }
      throw ValidationError("there is no command and no file '\(file)'; did you mean 'nbrun \(similar)'?")
    }
    guard let output else { return }
    if files.count > 1, !isFolder(output) {
      throw ValidationError("--output must be a folder for more than one notebook")
    }
    let place = isFolder(output) ? output : folder(of: output)
    guard place.isEmpty || isFolder(place) else {
      throw ValidationError("there is no folder '\(place)' to write the report to")
    }
    guard isWritable(place.isEmpty ? "." : place) else {
      throw ValidationError("the folder '\(place.isEmpty ? "." : place)' cannot be written to")
    }
    for file in files where file.hasSuffix(".nnb") && isSameFile(file, reportPath(of: file, output)) {
      throw ValidationError("--output \(output) would replace the notebook itself")
    }
    if !isFolder(output), !output.hasSuffix(".md") {
      let ending = output.dropFirst(withoutEnding(output).count)
      let found = ending.isEmpty ? "'\(output)' has none" : "not '\(ending)'"
      throw ValidationError("a report is Markdown, and its ending is '.md': \(found)")
    }
  }

  func run() throws {
    guard !files.isEmpty else { throw try runStandardInput() }
    let statuses = zip(files, ReadNotebook.all(files, options.parameters)).map { file, read in
      guard let read else { return ExitStatus.unreadable }
      let execution = Execution(read, options, onFailure: onError)
      do {
        try write(execution, of: file)
      } catch {
        complain("nbrun: error: \(visible(String(describing: error))); the report follows on standard output")
        writeToStandardOutput(execution.report(figures: .text, stem: fileStem(file)).bytes)
        return ExitStatus.unreadable
      }
      return execution.hasFailed ? ExitStatus.cellFailed : .success
    }
    throw ExitStatus.worst(statuses)
  }

  private func write(_ execution: Execution, of file: String) throws {
    let recorded = execution.notebook.document.figures.flatMap(FigureMode.init)
    guard let output else {
      let mode = figures ?? recorded ?? .text
      writeToStandardOutput(execution.report(figures: mode, stem: fileStem(file)).bytes)
      return
    }
    let path = reportPath(of: file, output)
    let failed = withoutEnding(path) + ".failed.md"
    if execution.hasFailed {
      try replaceFile(failed, with: execution.report(figures: .text, stem: fileStem(failed)).bytes)
      let left = fileExists(path) ? "\(path) is left as it was" : "\(path) is not written"
      note("\(left); the report of this run is \(failed)")
    } else {
      let report = execution.report(figures: figures ?? recorded ?? .svg, stem: fileStem(path))
      try report.write(to: path)
      removeReport(failed)
      let pictures = report.figures.isEmpty ? "" : ", \(counted(report.figures.count, "picture")) beside it"
      if !options.quiet { note("\(path) written\(pictures)") }
    }
  }

  private func reportPath(of file: String, _ output: String) -> String {
    isFolder(output) ? "\(output)/\(fileStem(file)).md" : output
  }

  /// Runs what comes in on standard input: a notebook if it has cells, otherwise a bare list of commands.
  private func runStandardInput() throws -> ExitCode {
    guard !isTerminal(standardInput) else {
      try explore(after: nil, options)
      return .success
    }
    guard let source = Source(readingStandardInput: ()) else { return ExitStatus.unreadable }
    let document = Document.parse(source).document
    let asScript = document.cells.isEmpty && document.lookalikes.isEmpty
    guard let read = ReadNotebook.all([source], options.parameters, isScript: asScript)[0] else {
      return ExitStatus.unreadable
    }
    let mode = figures ?? .text
    var separator = ""
    let execution = Execution(read, options, onFailure: onError) { output in
      let text = RenderedOutputs([output], figures: mode).markdown
      guard asScript, !text.isEmpty else { return }
      writeToStandardOutput(Array((separator + text).utf8))
      separator = "\n"
    }
    if !asScript { writeToStandardOutput(execution.report(figures: mode, stem: "report").bytes) }
    return execution.hasFailed ? ExitStatus.cellFailed : .success
  }
}

/// `NAME=VALUE` on the command line.
struct Override: ExpressibleByArgument {
  let name: String
  let value: Token.Kind

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else { return nil }
    name = String(argument[..<equals].map { $0 == "-" ? "_" : $0 })
    value = Token.Kind(value: String(argument[argument.index(after: equals)...]))
  }
}

extension FigureMode: ExpressibleByArgument {}
extension Runner.FailurePolicy: ExpressibleByArgument {}
