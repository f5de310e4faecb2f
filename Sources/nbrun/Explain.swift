import ArgumentParser
import Language
import Report
import Session
import Shell

/// `nbrun help train`: explains a word of the language, as `help` does at the prompt.
///
/// `nbrun help run` explains the subcommand, and then the command of the language that has the same name.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain a word of the language.", shouldDisplay: false)

  @Argument(help: "A command, or a word that commands take.")
  var words: [String]

  @Flag(help: "Explain the subcommand of this name before.")
  var withSubcommand = false

  /// The arguments of the program, with `help WORD` turned into this subcommand unless only a subcommand is called so.
  static func arguments(_ given: [String]) -> [String] {
    guard given.count > 1, given[0] == "help", !given[1].hasPrefix("-") else { return given }
    let words = Array(given.dropFirst())
    let isWord = CommandTable.standard.grammar.command(named: words[0]) != nil
    guard subcommand(named: words[0]) != nil, words.count == 1 || !isWord else { return [_commandName] + words }
    return isWord ? [_commandName, "--with-subcommand"] + words : given
  }

  /// The subcommand of a name.
  private static func subcommand(named name: String) -> (any ParsableCommand.Type)? {
    NBRun.configuration.subcommands.first { ($0.configuration.commandName ?? $0._commandName) == name }
  }

  func run() throws {
    let source = Source(name: "nbrun", text: "help \(words.joined(separator: " "))")
    let terminal = Terminal()
    if withSubcommand, let subcommand = Self.subcommand(named: words[0]) {
      let help = NBRun.helpMessage(for: subcommand, columns: min(terminal.style.columns, 100))
      writeToStandardOutput(Array((help + "\n\nIN A NOTEBOOK:\n").utf8), "the help")
    }
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
