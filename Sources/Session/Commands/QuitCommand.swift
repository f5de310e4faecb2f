import Language

/// `quit`: ends the session.
struct QuitCommand: SessionCommand {
  static let form = Form(
    "quit", synonyms: ["exit"], "end the session",
    details: """
      In a notebook the rest is left unrun. At the prompt the session is kept: `nbrun repl --last` comes back to it, and \
      with `--last` twice to the one before.
      """,
    examples: ["quit"],
    misuses: [.init("quit now", "unexpected 'now'")])
  static let effect = Effect.ends
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) {}

  func check(_ facts: inout Facts, _ at: Places) {}

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {}
}
