import Engine
import Language

/// `reset`: removes the network, its loss and its history.
struct ResetCommand: SessionCommand {
  static let form = Form(
    "reset", "remove the network, its loss and its history",
    details: """
      What the optimizer remembers and a batch that was chosen go with it. Everything else stays: the data, the \
      optimizer and its schedule, the runs that were kept, the precision, the digits and the random stream.
      """,
    examples: ["reset"],
    misuses: [.init("reset all", "unexpected 'all'")])
  static let effect = Effect.sets([.widths, .weights, .loss, .training])
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) {}

  func check(_ facts: inout Facts, _ at: Places) {
    (facts.layers, facts.loss, facts.batch, facts.isTrained) = (DeclaredLayers(), nil, nil, false)
    facts.scales.reset()
  }

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) {
    state.network = Network(precision: state.network.precision)
    state.batchOrder = .all
    state.hasDrawnUnseeded = false
    state.forgetTraining()
    state.initiallyLearned = nil
  }
}
