import ArgumentParser
import Documents
import Language
import Notebook
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
  var document: Document?
  var files = FileAccess(folder: ".")
  if let file {
    guard let read = ReadNotebook.all([file], options.parameters)[0] else { throw ExitStatus.unreadable }
    document = read.notebook.document
    files = FileAccess(of: read.source, options.parameters)
  } else if let unused = options.parameters.first {
    throw ValidationError("-p \(unused.name) needs a notebook with a 'let \(unused.name)'")
  }
  let values = Dictionary(options.parameters.map { ($0.name, $0.value) }) { _, last in last }
  var session = Session(threads: options.threads, files: files)
  session.parser = Parser(overrides: values)
  let shell = Shell(
    session, terminal: Terminal(), showsProgress: !options.quiet && isTerminal(standardError))
  if let document { shell.run(document) }
  if shell.run() == .interrupted { throw ExitStatus.interrupted }
}
