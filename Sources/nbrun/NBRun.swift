// nbrun: arguments, files and exit statuses.

import ArgumentParser
import Engine
import Files
import Report
import Session
import Shell

/// The command line: parses arguments and hands over to a subcommand.
@main
struct NBRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nbrun",
    abstract: "Runs notebooks about neural networks.",
    discussion: """
      nbrun FILE is short for nbrun run FILE, and nbrun alone for nbrun repl. Where standard input is not a terminal, nbrun \
      alone runs what it gives: commands or a notebook.

      Exit status: 0 all well, 1 a cell failed, an expectation was not met, or what was to be said could not be written, \
      2 a notebook cannot be read or parsed, 3 a report differs from its record, 64 usage, 124 the time is over, \
      129, 130, 143 ended by SIGHUP, SIGINT, SIGTERM.
      """,
    version: version,
    subcommands: [
      Run.self, Check.self, Merge.self, Lint.self, Repl.self, Preview.self, Export.self, Import.self, Kernel.self,
      LSP.self, Editors.self, Explain.self,
    ],
    defaultSubcommand: Run.self)

  /// The version of the program, which the parts of a run have in common.
  static let version = programVersion

  static func main() {
    reserveStandardFiles()
    returnLargeBlocks()
    if let name = environment("NBRUN_KERNELS"), !name.isEmpty, KernelForm(named: name) == nil {
      let here = KernelForm.names.filter { KernelForm(named: $0) != nil }
      complain("nbrun: error: NBRUN_KERNELS: there is no form '\(name)' on this processor")
      complain("  help: choose from: \(here.joined(separator: ", "))")
      exit(withError: ExitCode.validationFailure)
    }
    let arguments = Explain.arguments(Array(CommandLine.arguments.dropFirst()))
    do {
      try RepeatedOptions.check(arguments)
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      exit(showing: error)
    }
  }

  /// Ends the program as the parser of arguments would, but for a stop that somebody asked for; what quotes an argument is
  /// made visible, and a help text or a version that cannot be written is an error.
  private static func exit(showing error: any Error) -> Never {
    let (message, status) = (fullMessage(for: error), exitCode(for: error))
    if status.isSuccess {
      if !message.isEmpty { writeToStandardOutput(Array((message + "\n").utf8), "this text") }
      exit(withError: status)
    }
    if let stop = Stop.requested { exit(withError: stop.status) }
    if !message.isEmpty { writeToStandardError(visibleLines(message) + "\n") }
    exit(withError: status)
  }
}

/// The exit statuses of the program.
enum ExitStatus {
  static let cellFailed = ExitCode(1)
  static let unreadable = ExitCode(2)
  static let differs = ExitCode(3)

  /// The status of several files together: what is most wrong, a notebook that cannot be read before a failed cell,
  /// and that before a report that differs.
  static func worst(_ statuses: [ExitCode]) -> ExitCode {
    [unreadable, cellFailed, differs].first { statuses.contains($0) } ?? .success
  }
}
