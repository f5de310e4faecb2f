import Language

/// `rewind`: gives the network its initial weights back.
struct RewindCommand: SessionCommand {
  static let form = Form(
    "rewind", "give the network its initial weights back",
    details: "The weights and biases are those drawn when the layers were declared; the history is cleared.",
    examples: ["rewind"],
    misuses: [.init("rewind 10", "unexpected '10'")])
  static let effect = Effect.changes([.weights])
  static let needs: Set = [Part.widths]

  init(_ arguments: Arguments) {}

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) {
    _ = try facts.requireNetwork(at)
    facts.isTrained = false
  }

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {
    state.network.rewind()
    state.forgetTraining()
  }
}
