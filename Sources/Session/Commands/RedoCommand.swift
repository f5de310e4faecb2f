import Language

/// `redo`: does again what was taken back last.
struct RedoCommand: SessionCommand {
  static let form = Form(
    "redo", "do again what was taken back last",
    details: """
      Nothing runs again: data, network, weights, random stream and names become what they were before `undo`. After another \
      change there is nothing to do again.
      """,
    examples: ["redo"],
    misuses: [.init("redo 2", "unexpected '2'")],
    insteadOfMore: "it does one change again; write it once for each of them")
  static let effect = Effect.bringsBack
  static let needs: Set = [Part.past]

  init(_ arguments: Arguments) {}

  func check(_ facts: inout Facts, _ at: Places) {}

  /// Says what was brought back; the state is that of after it already.
  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {
    context.note("Done again: \(state.transcript.changes(since: context.before.transcript)).")
  }
}
