import Language

/// `rewind`: gives the network its initial weights back.
struct RewindCommand: SessionCommand {
  static let form = Form(
    "rewind", "give the network its initial weights back",
    details: """
      The weights and biases are those drawn when the layers were declared, or those of the file that the network was built \
      from; the history is cleared.
      """,
    examples: ["rewind"],
    misuses: [.init("rewind 10", "unexpected '10'")])
  static let effect = Effect.changes([.weights])
  static let needs: Set = [Part.widths]

  init(_ arguments: Arguments) {}

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) {
    _ = try facts.requireNetwork(at)
    facts.isTrained = false
    facts.scales.rewind()
  }

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {
    state.network.rewind()
    state.forgetTraining()
    state.learned = state.initiallyLearned
    state.hasLoaded = state.learned != nil
  }
}
