import Language

/// `undo`: takes the last command back that changed something.
struct UndoCommand: SessionCommand {
  static let form = Form(
    "undo", "take the last command back that changed something",
    details: """
      Data, network, weights, random stream and names are what they were before it. What was shown since is left out of \
      `history` too. The last 32 changes can be taken back, one after the other; files that were written stay.
      """,
    examples: ["undo"],
    misuses: [.init("undo 2", "unexpected '2'")],
    insteadOfMore: "it takes one change back; write it once for each of them")
  static let effect = Effect.takesBack
  static let needs: Set = [Part.past]

  init(_ arguments: Arguments) {}

  func check(_ facts: inout Facts, _ at: Places) {}

  /// Says what was taken back; the state is that of before already.
  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {
    context.note("Taken back: \(context.before.transcript.changes(since: state.transcript)).")
  }
}
