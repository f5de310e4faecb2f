import Language

/// `history`: lists the commands of the session.
struct HistoryCommand: SessionCommand {
  static let form = Form(
    "history", "list the commands of the session",
    details: "`save notebook \"x.nnb\"` writes them to a file. For the losses of the trainings see `show history`.",
    examples: ["history"],
    misuses: [.init("history full", "unexpected 'full'")])
  static let effect = Effect.talks
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) {}

  func check(_ facts: inout Facts, _ at: Places) {}

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {
    context.emit(.text(state.transcript.listing))
  }
}
