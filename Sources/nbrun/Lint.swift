import ArgumentParser
import Session
import Outputs

/// `nbrun lint`: finds the mistakes that can be found without running.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Parse and check shapes; run nothing.")

  @Argument(help: "Notebooks (.nnb) or reports (.md).")
  var files: [String]

  @Option(name: .customShort("p"), help: "Replace the value of 'let NAME'.")
  var parameters: [Override] = []

  @OptionGroup var limits: BudgetOptions

  func validate() throws { try RepeatedOptions.check(parameters) }

  func run() throws {
    throw ExitStatus.worst(
      zip(files, ReadNotebook.all(files, parameters, limits.budget)).map { file, read in
        guard let read else { return ExitStatus.unreadable }
        note("\(file): no mistakes found in \(counted(read.notebook.document.cells.count, "cell"))")
        return .success
      })
  }
}
