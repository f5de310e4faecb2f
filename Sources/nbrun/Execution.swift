import ArgumentParser
import Documents
import Files
import Jupyter
import Language
import Outputs
import Report
import Session
import Shell

/// The options of every command that runs notebooks.
struct RunOptions: ParsableArguments {
  @Option(name: .customShort("p"), help: ArgumentHelp("Replace the value of 'let NAME'.", valueName: "NAME=VALUE"))
  var parameters: [Override] = []

  @Option(help: "Threads that large steps are split among, 1 to 64; the results do not depend on it.")
  var threads: Int?

  @OptionGroup var limits: BudgetOptions

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  @OptionGroup var allowed: AllowedFolders

  func validate() throws {
    if let threads, !(1...64).contains(threads) { throw ValidationError("--threads must be from 1 to 64") }
    try RepeatedOptions.check(parameters)
  }
}

/// A notebook that has been read and checked, with its source.
struct ReadNotebook {
  let source: Source
  let notebook: Notebook
  /// The notebook of Jupyter that the text was had from; nil if it was none.
  let jupyter: ImportedNotebook?

  /// Reads files; what is wrong with them goes to standard error, and nil stands for a file that cannot be run.
  ///
  /// A name on the command line must be given by a `let` in one of them, otherwise none is run.
  static func all(_ files: [String], _ options: RunOptions) -> [ReadNotebook?] {
    all(files.map { NotebookFile(at: $0) }, options)
  }

  /// Reads notebooks, of which nil is one that could not be had; if all names are needed, each must be given by a `let`.
  static func all(
    _ texts: [NotebookFile?], _ options: RunOptions, isScript: Bool = false, files: FileAccess? = nil,
    needsAll: Bool = true
  ) -> [ReadNotebook?] {
    let overrides = options.parameters
    let values = Dictionary(overrides.map { ($0.name, $0.value) }) { _, last in last }
    var unused = Set(values.keys)
    let read = texts.map { text -> ReadNotebook? in
      guard let text else { return nil }
      let source = text.source
      let files = files ?? FileAccess(of: source, options)
      guard
        let (notebook, unusedHere) = Notebook.reporting(
          source, values, files, options.limits.budget, isScript: isScript)
      else {
        return nil
      }
      unused.formIntersection(unusedHere)
      return ReadNotebook(source: source, notebook: notebook, jupyter: text.jupyter)
    }
    // A name may belong to a notebook that could not be read.
    guard needsAll, !unused.isEmpty, read.allSatisfy({ $0 != nil }) else { return read }
    for name in unused.sorted() {
      complain(
        read.count == 1
          ? "\(read[0]?.source.name ?? ""): error: -p \(name): the notebook has no 'let \(name)'"
          : "nbrun: error: -p \(name): none of the notebooks has a 'let \(name)'")
    }
    return read.map { _ in nil }
  }
}

/// One notebook, read and run; everything there is to say of it but the report has gone to standard error.
struct Execution {
  let notebook: Notebook
  private let source: Source
  private let results: [Runner.CellResult]
  /// The report, which has what each cell shows.
  private let draft: any ReportDraft
  private let medium: Medium
  private let files: FileAccess
  private let jupyter: ImportedNotebook?
  /// The cells that were run, counted from 0.
  private let ran: Set<Int>
  /// The command that began last.
  private let lastCommand: Span?
  /// The sweeps, where they are made in parts.
  let sweeps: [SweepRecord]

  /// Whether a cell failed that was not to.
  var hasFailed: Bool { results.contains { $0.failure != nil } }

  /// Runs a notebook; outputs that are handed over as they come are not kept for a report.
  init(
    _ read: ReadNotebook, _ options: RunOptions, as medium: Medium = .markdown,
    onFailure policy: Runner.FailurePolicy = .stop, sharding: Sharding = .none, emit: ((Output) -> Void)? = nil
  ) {
    let (source, notebook) = (read.source, read.notebook)
    files = FileAccess(of: source, options)
    let host = Host(threads: options.threads, files: files, budget: options.limits.budget)
    let terminal = Terminal()
    let progress = ProgressBar(isShown: !options.quiet && isTerminal(standardError)) { terminal.style }
    host.observer = { progress.update($0) }
    host.interruption = StopSignals.interruption
    host.sharding = sharding
    var lastCommand: Span?
    var ran: Set<Int> = []
    var draft = medium.draft()
    func show(_ output: Output) {
      if let emit { return emit(output) }
      // Once as a block, and once in the report.
      host.heldOutput += 2 * Double(draft.add(output))
    }
    results = Runner(host, of: notebook).run(notebook, onFailure: policy) { event in
      progress.clear()
      switch event {
      case .began(let cell):
        ran.insert(cell)
        draft.reach(cell + 1)
      case .output(let output): show(output)
      case .failed(let diagnostic) where emit == nil: show(.failure(Failure(diagnostic, in: notebook.document)))
      case .read(let lines): lastCommand = lines.first
      case .failed, .trained, .chose: break
      }
    }
    progress.clear()
    draft.reach(results.count)
    (self.draft, self.medium, self.ran, jupyter) = (draft, medium, ran, read.jupyter)
    (self.notebook, self.source, self.lastCommand) = (notebook, source, lastCommand)
    sweeps = host.sweeps
    for diagnostic in results.compactMap(\.failure) { writeToStandardError(rendered(diagnostic, in: source) + "\n") }
    if hasFailed { Self.noteMissing(options.parameters) }
  }

  /// Says where the run was stopped if it was, and what the file that it was to write is then, and ends with its status.
  func requireWhole(or path: String?) throws {
    guard let stop = Stop.requested else { return }
    writeToStandardError(stop.message(at: lastCommand, of: source, leaving: path.map(Self.left)) + "\n")
    throw stop.status
  }

  /// What a file is where no report was written to it.
  private static func left(_ path: String) -> String {
    isTaken(path) ? "\(path) is left as it was" : "\(path) is not written"
  }

  /// Writes the report to standard output, or to a file; that of a failed run beside the file, which is left as it was.
  func write(of file: String, to path: String?, _ figures: FigureMode?, isQuiet: Bool) throws {
    // A notebook that is a report goes on as it was drawn.
    let recorded: FigureMode? =
      switch medium {
      case .markdown: notebook.document.figures.flatMap(FigureMode.init)
      case .html: nil
      case .ipynb: jupyter?.notebook.figures
      }
    guard let path, !isDevice(path) else {
      let report = report(figures: figures ?? recorded ?? medium.figures(inFile: false), stem: fileStem(file))
      if let path { try report.write(to: path) } else { writeReport(report.bytes) }
      return
    }
    let failed = withoutEnding(path) + ".failed" + medium.ending
    if hasFailed {
      guard OutputPath.mayReplace(failed, by: []) else { throw FileError(.write, failed, "it is no report") }
      let figures = medium == .markdown ? .text : figures ?? medium.figures(inFile: true)
      try replaceFile(failed, with: report(figures: figures, stem: fileStem(failed)).bytes)
      note("\(Self.left(path)); the report of this run is \(failed)")
    } else {
      let report = report(figures: figures ?? recorded ?? medium.figures(inFile: true), stem: fileStem(path), to: path)
      try report.write(to: path)
      removeReport(failed)
      let pictures = report.figures.isEmpty ? "" : ", \(counted(report.figures.count, "picture")) beside it"
      if !isQuiet { note("\(path) written\(pictures)") }
    }
  }

  /// Says in full which paths of the command line lead nowhere; the report calls them by their last part.
  private static func noteMissing(_ overrides: [Override]) {
    for override in overrides {
      guard case .string(let path) = override.value, path.contains("/"), !isTaken(path) else { continue }
      note("nbrun: note: -p \(override.name): there is nothing at \(path)")
    }
  }

  /// The report, its pictures named after the report's own name; what it lacks goes to standard error.
  func report(figures: FigureMode, stem: String, to path: String? = nil) -> FinishedReport {
    let isNotebook = path.map { isSameFile($0, source.name) } ?? false
    let report = draft.finished(
      notebook.document,
      ReportPlace(
        figures: figures, stem: stem, files: files, jupyter: jupyter, isNotebook: isNotebook, ran: ran))
    for absence in report.absences { note("\(source.name): note: \(absence)") }
    return report
  }
}

extension FileAccess {
  /// The folder of a notebook, the folders that the command line opens, and the paths that it names.
  init(of source: Source, _ options: RunOptions) {
    let named = options.parameters.compactMap { override in
      switch override.value {
      case .string(let path), .word(let path): path
      default: nil
      }
    }
    // What a pipe or `/dev/stdin` gives has no folder but the one that the program was started in.
    let isStream = ["/dev/", "/proc/"].contains { source.name.hasPrefix($0) } || FileKind(at: source.name) != .file
    self.init(
      folder: isStream ? "" : folder(of: source.name), named: Set(named), opened: options.allowed.folders,
      notebook: isStream ? nil : source.name)
  }
}

extension Notebook {
  /// Reads and checks a notebook; what is wrong with it goes to standard error.
  fileprivate static func reporting(
    _ source: Source, _ overrides: [String: Token.Kind], _ files: FileAccess, _ budget: Budget, isScript: Bool
  ) -> (notebook: Notebook, unusedOverrides: [String])? {
    do throws(Diagnostics) {
      let read = try Notebook.read(source, overrides: overrides, files: files, isScript: isScript, budget: budget)
      for lookalike in read.notebook.document.lookalikes {
        writeToStandardError(rendered(lookalike, as: "warning", in: source) + "\n")
      }
      return read
    } catch {
      let shown = error.all.prefix(20).map { rendered($0, in: source) }
      writeToStandardError(shown.joined(separator: "\n\n") + "\n")
      if error.all.count > shown.count { complain("… and \(error.all.count - shown.count) more") }
      return nil
    }
  }
}
