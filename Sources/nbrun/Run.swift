import ArgumentParser
import Documents
import Files
import Jupyter
import Language
import Outputs
import Report
import Session
import Shell

/// `nbrun run`: runs notebooks and writes their reports.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Run notebooks and write their reports.")

  @Argument(help: "Notebooks (.nnb, .ipynb) or reports (.md).", completion: .notebooks)
  var files: [String] = []

  @Option(
    name: .shortAndLong,
    help: "Write the report to this file (.md, .html, .ipynb), or into this folder, instead of standard output.",
    completion: .reports)
  var output: String?

  @Option(help: "What the report is written as, for a folder or standard output; a file's ending says it.")
  var to: Medium?

  @OptionGroup var options: RunOptions

  @Option(
    help: "Make one part of every sweep, such as 3/16, and write it to --output, a file for 'nbrun merge'.",
    transform: Shard.init(argument:))
  var shard: Shard?

  @Option(help: "After a failed cell, stop or continue.")
  var onError = Runner.FailurePolicy.stop

  @Option(help: "How plots are shown: text, svg (in Markdown it needs --output) or none.")
  var figures: FigureMode?

  @Flag(help: "Replace a file that is no report.")
  var force = false

  func validate() throws {
    let medium = try OutputPath.medium(of: output, to: to)
    try OutputPath.check(figures, in: output, medium)
    if let shard { try validate(shard) }
    if files.isEmpty, output != nil { throw ValidationError("--output needs a notebook to run") }
    let names = NBRun.configuration.subcommands.compactMap { $0.configuration.commandName ?? $0._commandName }
    for file in files where !file.contains(".") && !file.contains("/") && !isTaken(file) {
      guard let similar = nearest(to: file, among: names) else { continue }
      throw ValidationError("there is no command and no file '\(file)'; did you mean 'nbrun \(similar)'?")
    }
    guard let output else { return }
    if files.count > 1, !isFolder(output) {
      throw ValidationError("--output must be a folder for more than one notebook")
    }
    try OutputPath.check(folderOf: output)
    guard shard == nil else { return try OutputPath.check(part: output, force: force) }
    for file in files where file.hasSuffix(".nnb") && isSameFile(file, reportPath(of: file, output)) {
      throw ValidationError("--output \(output) would replace the notebook itself")
    }
    try OutputPath.checkDistinct(files) { reportPath(of: $0, output) }
    for file in files { try OutputPath.check(report: reportPath(of: file, output), of: [file], force: force) }
  }

  private func validate(_ shard: Shard) throws {
    guard files.count == 1 else { throw ValidationError("--shard takes one notebook") }
    if figures != nil || onError != .stop || to != nil {
      throw ValidationError("--shard writes no report, so --figures, --on-error and --to are for 'nbrun merge'")
    }
    guard let output, !isFolder(output), output.hasSuffix(".nbr") else {
      throw ValidationError(
        "--shard writes the runs of its part to a file: -o part\(shard.number).nbr")
    }
  }

  func run() throws {
    if !files.isEmpty || !isTerminal(standardInput) { options.limits.start() }
    guard !files.isEmpty else { throw try runStandardInput() }
    if let shard, let output { throw try runPart(shard, to: output) }
    let medium = try OutputPath.medium(of: output, to: to)
    let statuses = try zip(files, ReadNotebook.all(files, options)).map { file, read in
      guard let read else { return ExitStatus.unreadable }
      let execution = Execution(read, options, as: medium, onFailure: onError)
      try execution.requireWhole(or: output.map { reportPath(of: file, $0) })
      do {
        try write(execution, of: file)
      } catch {
        complain("nbrun: error: \(error); the report follows on standard output")
        writeReport(execution.report(figures: medium.figures(inFile: false), stem: fileStem(file)).bytes)
        return ExitStatus.unreadable
      }
      return execution.hasFailed ? ExitStatus.cellFailed : .success
    }
    throw ExitStatus.worst(statuses)
  }

  /// Makes one part of every sweep of a notebook, and writes it to a file; nothing is written unless all of it was made.
  private func runPart(_ shard: Shard, to path: String) throws -> ExitCode {
    let file = files[0]
    guard let read = ReadNotebook.all([file], options)[0] else { return ExitStatus.unreadable }
    let execution = Execution(read, options, sharding: .part(shard))
    try execution.requireWhole(or: path)
    guard !execution.hasFailed else { return ExitStatus.cellFailed }
    guard !execution.sweeps.isEmpty else {
      complain("nbrun: error: \(file) has no sweep, so there is nothing to make in parts")
      return ExitStatus.unreadable
    }
    let part = PartFile(
      program: NBRun.version, shard: shard, notebook: file, digest: read.source.digest,
      parameters: options.parameters.map(\.written), sweeps: execution.sweeps)
    do {
      try replaceFile(path, with: part.bytes)
    } catch {
      complain("nbrun: error: \(error)")
      return ExitStatus.unreadable
    }
    let all = part.sweeps.reduce(0) { $0 + $1.count }
    if !options.quiet { note("\(path) written: \(part.runCount) of \(counted(all, "run"))") }
    return .success
  }

  private func write(_ execution: Execution, of file: String) throws {
    try execution.write(of: file, to: output.map { reportPath(of: file, $0) }, figures, isQuiet: options.quiet)
  }

  private func reportPath(of file: String, _ output: String) -> String {
    isFolder(output) ? "\(output)/\(fileStem(file))\((to ?? .markdown).ending)" : output
  }

  /// Runs what comes in on standard input: a notebook if it has cells, otherwise a bare list of commands.
  private func runStandardInput() throws -> ExitCode {
    guard !isTerminal(standardInput) else {
      try explore(after: nil, options)
      return .success
    }
    guard let source = Source(readingStandardInput: ()) else { return ExitStatus.unreadable }
    let isJupyter = (try? JupyterNotebook(parsing: source.bytes)) != nil
    guard let text = NotebookFile(source, isJupyter: isJupyter) else { return ExitStatus.unreadable }
    let document = Document.parse(text.source).document
    let asScript = document.cells.isEmpty && document.lookalikes.isEmpty
    guard let read = ReadNotebook.all([text], options, isScript: asScript)[0] else {
      return ExitStatus.unreadable
    }
    if asScript, let to, to != .markdown {
      throw ValidationError(
        "a bare list of commands has no report to be written as '\(to.rawValue)': put it into a notebook")
    }
    let medium = to ?? .markdown
    let mode = figures ?? medium.figures(inFile: false)
    var separator = ""
    let execution = Execution(
      read, options, as: medium, onFailure: onError,
      emit: !asScript
        ? nil
        : { output in
          let text = RenderedOutputs([output], figures: mode).markdown
          guard !text.isEmpty else { return }
          writeReport(Array((separator + text).utf8), "the outputs")
          separator = "\n"
        })
    try execution.requireWhole(or: nil)
    if !asScript { writeReport(execution.report(figures: mode, stem: "report").bytes) }
    return execution.hasFailed ? ExitStatus.cellFailed : .success
  }
}

/// `NAME=VALUE` on the command line.
struct Override: ExpressibleByArgument {
  let name: String
  let value: Token.Kind
  /// As it was given.
  let written: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else { return nil }
    written = argument
    name = String(argument[..<equals].map { $0 == "-" ? "_" : $0 })
    value = Token.Kind(value: String(argument[argument.index(after: equals)...]))
  }
}

extension FigureMode: ExpressibleByArgument {}
extension Shard {
  /// Reads `K/N`, or says what is wrong.
  init(argument: String) throws {
    guard let shard = Shard(argument) else {
      throw ValidationError("a part is one of some, counted from 1, such as 3/16, and of at most \(Shard.most)")
    }
    self = shard
  }
}
extension Runner.FailurePolicy: ExpressibleByArgument {}
