import Language
import Outputs

/// `help train`: explains a word of the language, or lists the commands.
struct HelpCommand: SessionCommand {
  private let words: [String]?

  static let form = Form(
    "help", "explain a command or any other word, or list the commands",
    [.positional("word", .topic, isOptional: true, "what to explain: a command, or a word that commands take")],
    examples: ["help", "help train", "help layer affine", "help lr"],
    misuses: [
      .init("help trian", "nothing is called 'trian'"), .init("help xor train", "nothing is called 'xor train'"),
    ])
  static let effect = Effect.talks
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) { words = arguments.words(ifGiven: "word") }

  func check(_ facts: inout Facts, _ at: Places) {}

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {
    let grammar = state.facts.table.grammar
    guard let words, let topic = grammar.topic(words) else { return context.emit(.help(HelpPage(grammar))) }
    let isCommand = topic.isCommand
    context.emit(.help(isCommand ? HelpPage(topic.command) : HelpPage(topic, named: words[words.count - 1])))
    // The same word in other places, unless it means the same there; beside a command what it chooses from alone.
    let others = grammar.topics(named: words[0]).filter {
      words.count == 1 && $0.summary != topic.summary && !(isCommand && $0.parameter != nil)
    }
    if !others.isEmpty { context.note("See also \(others.map { "`help \($0.words)`" }.joined(separator: ", ")).") }
  }
}
