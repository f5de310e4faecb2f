import ArgumentParser
import Files
import Language
import Session
import Shell

/// `nbrun repl`: commands typed one by one, after those of a notebook.
struct Repl: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Explore: type commands, after running a notebook's.")

  @Argument(help: "A notebook (.nnb, .ipynb) or report (.md) to run first.", completion: .notebooks)
  var file: String?

  @Flag(help: "Go on from the session that ended last; twice from the one before, and so on.")
  var last: Int

  @OptionGroup var options: RunOptions

  func validate() throws {
    if options.limits.timeout != nil { throw ValidationError("--timeout is for what runs by itself") }
    if last > 0, file != nil { throw ValidationError("--last is a notebook of its own: leave out '\(file ?? "")'") }
    guard isTerminal(standardInput) else {
      throw ValidationError("standard input is not a terminal; 'nbrun < FILE' runs commands")
    }
  }

  func run() throws {
    guard last > 0 else { return try explore(after: file, options) }
    guard let path = StateFolder.session(last), isTaken(path) else {
      throw ValidationError(
        last == 1 ? "there is no session to go on from: none has ended yet" : "no more than \(last - 1) were kept")
    }
    try explore(after: path, options, asEarlierSession: true)
  }
}

/// Opens the REPL, after running a notebook if there is one; what is typed may name any file.
///
/// A name on the command line that the notebook does not give a value waits for a `let` that is typed.
func explore(after file: String?, _ options: RunOptions, asEarlierSession: Bool = false) throws {
  var notebook: Notebook?
  let files = asEarlierSession ? FileAccess.anywhere : nil
  if let file {
    let read = ReadNotebook.all([NotebookFile(at: file)], options, files: files, needsAll: false)[0]
    guard let read else { throw ExitStatus.unreadable }
    notebook = read.notebook
  }
  let values = Dictionary(options.parameters.map { ($0.name, $0.value) }) { _, last in last }
  let runner = Runner(
    Host(threads: options.threads, files: .anywhere, budget: options.limits.budget), overrides: values)
  let shell = Shell(runner, terminal: Terminal(), showsProgress: !options.quiet && isTerminal(standardError))
  if let notebook { shell.run(notebook, asEarlierSession: asEarlierSession) }
  shell.run()
}
