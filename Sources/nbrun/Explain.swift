import ArgumentParser
import Language
import Report
import Session
import Shell

/// `nbrun help train`: explains a word of the language, as `help` does at the prompt.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain a word of the language.", shouldDisplay: false)

  @Argument(help: "A command, or a word that commands take.")
  var words: [String]

  /// The arguments of the program, with `help WORD` turned into this subcommand unless the word is a subcommand.
  static func arguments(_ given: [String]) -> [String] {
    guard given.count > 1, given[0] == "help", !given[1].hasPrefix("-") else { return given }
    let subcommands = NBRun.configuration.subcommands.map { $0.configuration.commandName ?? $0._commandName }
    if subcommands.contains(given[1]) { return given }
    return [_commandName] + given.dropFirst()
  }

  func run() throws {
    let source = Source(name: "nbrun", text: "help \(words.joined(separator: " "))")
    let terminal = Terminal()
    let result = Runner().run(source.lines, of: source) { event in
      switch event {
      case .began, .read, .trained, .chose: break
      case .output(let output): writeToStandardOutput(Array(terminal.style.rendered(output).utf8), "the help")
      case .failed(let diagnostic): writeToStandardError(terminal.style.rendered(diagnostic, in: source))
      }
    }
    if result.failure != nil { throw ExitCode.validationFailure }
  }
}
