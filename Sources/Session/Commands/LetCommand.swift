import Language

/// `let rate 0.01`: gives a name to a value.
struct LetCommand: SessionCommand {
  private let name: String
  private let value: Token.Kind

  static let form = Form(
    "let", "give a name to a value",
    [
      .positional("name", .name, "the name; $name stands for the value from here on"),
      .positional("value", .literal, "a number, a word or a string"),
    ],
    details: """
      `nbrun run -p NAME=VALUE` replaces the value without touching the notebook. Where a word is chosen a string stands for \
      the words in it: after `let start "uniform 0 1"` a layer may have `weights $start`.
      """,
    examples: ["let hidden 4", "let rate 0.01"],
    misuses: [.init("let 4 hidden", "name must be a name, not '4'")])
  static let effect = Effect.sets([.settings])
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) { (name, value) = (arguments.word("name"), arguments.literal("value")) }

  /// Finds the value from outside, if there is one.
  func check(_ facts: inout Facts, _ at: Places) -> Token.Kind? {
    facts.names.bind(name, value)
    return facts.names.overrides[name]
  }

  func run(_ override: Token.Kind?, _ state: inout State, _ context: inout RunContext) {
    guard let override else { return }
    context.writtenAs = "\(Self.form.name) \(name) \(written(override, context.before.facts.files))"
    // A text may be a path, which is the machine's own and has no place in a report.
    let isText = if case .string = override { true } else { false }
    let value = isText ? "" : "\(override.shown), "
    context.note("\(name) is \(value)set on the command line.")
  }

  /// The value as `history` and a saved notebook have it: of an absolute path, which is the machine's own, the last part.
  private func written(_ override: Token.Kind, _ files: FileAccess) -> String {
    guard case .string(let text) = override, text.hasPrefix("/") else { return override.shown }
    return Token.Kind.string(files.name(of: text)).shown
  }
}
