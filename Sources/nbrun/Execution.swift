import ArgumentParser
import Language
import Notebook
import Report
import Shell

/// The options of every command that runs notebooks.
struct RunOptions: ParsableArguments {
  @Option(name: .customShort("p"), help: "Replace the value of 'let NAME'.")
  var parameters: [Override] = []

  @Option(help: "Threads that large steps are split among, 1 to 64; the results do not depend on it.")
  var threads: Int?

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func validate() throws {
    if let threads, !(1...64).contains(threads) { throw ValidationError("--threads must be from 1 to 64") }
  }
}

/// One notebook, read and run; everything there is to say of it but the report has gone to standard error.
struct Execution {
  let notebook: Notebook
  private let results: [Notebook.CellResult]

  /// Whether a cell failed that was not to.
  var hasFailed: Bool { results.contains { $0.failure != nil } }

  /// Reads and runs a notebook, or a script of bare commands; nil if it cannot be read.
  init?(
    _ source: Source, _ options: RunOptions, onFailure policy: Notebook.FailurePolicy = .stop, isScript: Bool = false,
    emit: (Output) -> Void = { _ in }
  ) {
    guard let notebook = Notebook(reporting: source, options.parameters, isScript: isScript) else { return nil }
    var session = Session(threads: options.threads, files: FileAccess(of: source, options.parameters))
    let terminal = Terminal()
    let progress = ProgressBar(isShown: !options.quiet && isTerminal(standardError)) { terminal.style }
    session.observer = { position in
      progress.update(position)
      return true
    }
    results = notebook.run(in: &session, onFailure: policy) { output in
      progress.clear()
      emit(output)
    }
    progress.clear()
    self.notebook = notebook
    for diagnostic in results.compactMap(\.failure) { complain(rendered(diagnostic, in: source)) }
  }

  /// The report, its pictures named after the report's own name.
  func report(figures: FigureMode, stem: String) -> ReportText {
    ReportText(notebook, results, figures: figures, stem: stem)
  }
}

extension FileAccess {
  /// The folder of a notebook, and the paths that the command line names.
  init(of source: Source, _ overrides: [Override]) {
    let parts = source.name.split(separator: "/", omittingEmptySubsequences: false)
    let named = overrides.compactMap { if case .string(let path) = $0.value { path } else { nil } }
    let words = overrides.compactMap { if case .word(let path) = $0.value { path } else { nil } }
    self.init(folder: parts.dropLast().joined(separator: "/"), named: Set(named + words))
  }
}

extension Notebook {
  /// Reads and checks a notebook; what is wrong with it goes to standard error.
  init?(reporting source: Source, _ overrides: [Override], isScript: Bool = false) {
    let values = Dictionary(overrides.map { ($0.name, $0.value) }) { _, last in last }
    do throws(Diagnostics) {
      let (notebook, unused) = try Notebook.read(source, overrides: values, isScript: isScript)
      guard unused.isEmpty else {
        for name in unused { complain("\(source.name): error: -p \(name): the notebook has no 'let \(name)'") }
        return nil
      }
      self = notebook
    } catch {
      let shown = error.all.prefix(20).map { rendered($0, in: source) }
      complain(shown.joined(separator: "\n\n"))
      if error.all.count > shown.count { complain("… and \(error.all.count - shown.count) more") }
      return nil
    }
  }
}
