import ArgumentParser
import Session
import Outputs

/// `nbrun lint`: finds the mistakes that can be found without running.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Parse and check shapes; run nothing.")

  @Argument(help: "Notebooks (.nnb, .ipynb) or reports (.md).", completion: .notebooks)
  var files: [String]

  @Option(name: .customShort("p"), help: ArgumentHelp("Replace the value of 'let NAME'.", valueName: "NAME=VALUE"))
  var parameters: [Override] = []

  @OptionGroup var limits: BudgetOptions

  @OptionGroup var allowed: AllowedFolders

  func validate() throws {
    try RepeatedOptions.check(parameters)
  }

  func run() throws {
    limits.start()
    var options = try RunOptions.parse([])
    (options.parameters, options.allowed, options.limits) = (parameters, allowed, limits)
    throw ExitStatus.worst(
      zip(files, ReadNotebook.all(files, options)).map { file, read in
        guard let read else { return ExitStatus.unreadable }
        let cells = counted(read.notebook.document.cells.count, "cell")
        return note("\(file): no mistakes found in \(cells)") ? .success : ExitStatus.cellFailed
      })
  }
}
