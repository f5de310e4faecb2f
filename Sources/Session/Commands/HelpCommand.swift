import Language
import Outputs

/// `help train`: explains a command, or lists them all.
struct HelpCommand: SessionCommand {
  private let name: String?

  static let form = Form(
    "help", "explain a command, or list them all",
    [.positional("command", .command, isOptional: true, "the command to explain")],
    examples: ["help", "help train"],
    misuses: [.init("help trian", "unknown command 'trian'")])
  static let effect = Effect.talks
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) { name = arguments.word(ifGiven: "command") }

  func check(_ facts: inout Facts, _ at: Places) {}

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {
    let grammar = state.facts.table.grammar
    let form = name.flatMap(grammar.command)
    context.emit(.help(form.map { HelpPage($0) } ?? HelpPage(grammar)))
  }
}
