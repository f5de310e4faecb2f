import ArgumentParser
import Language
import Session
import Shell

/// `nbrun repl`: commands typed one by one, after those of a notebook.
struct Repl: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Explore: type commands, after running a notebook's.")

  @Argument(help: "A notebook (.nnb) or report (.md) to run first.")
  var file: String?

  @OptionGroup var options: RunOptions

  func validate() throws {
    guard isTerminal(standardInput) else {
      throw ValidationError("standard input is not a terminal; 'nbrun < FILE' runs commands")
    }
  }

  func run() throws {
    try explore(after: file, options)
  }
}

/// Opens the REPL, after running a notebook if there is one.
func explore(after file: String?, _ options: RunOptions) throws {
  var notebook: Notebook?
  var files = FileAccess(folder: ".")
  if let file {
    guard let read = ReadNotebook.all([file], options.parameters)[0] else { throw ExitStatus.unreadable }
    notebook = read.notebook
    files = FileAccess(of: read.source, options.parameters)
  } else if let unused = options.parameters.first {
    throw ValidationError("-p \(unused.name) needs a notebook with a 'let \(unused.name)'")
  }
  let values = Dictionary(options.parameters.map { ($0.name, $0.value) }) { _, last in last }
  let runner = Runner(Host(threads: options.threads, files: files), overrides: values)
  let shell = Shell(runner, terminal: Terminal(), showsProgress: !options.quiet && isTerminal(standardError))
  if let notebook { shell.run(notebook) }
  shell.run()
}
