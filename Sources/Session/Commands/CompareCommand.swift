import Language

/// `compare adam`: sets the network beside what it was, or beside a run that was kept.
struct CompareCommand: SessionCommand {
  private let name: String?

  static let form = Form(
    "compare", "set the network beside what it was: what differs in weights, loss and outputs",
    [
      .positional(
        "run", .literal, unlessSaid: "the network before its last change", names: .run, "a run that was kept")
    ],
    details:
      "`keep NAME` keeps a run; `show runs` lists all that were kept, and `rewind` lets another start from the same weights.",
    examples: ["compare", "compare adam"],
    misuses: [.init("compare adam sgd", "unexpected 'sgd'")],
    insteadOfMore: "one run is compared with the network as it is; 'show runs' sets all that were kept side by side")
  static let effect = Effect.looks
  static let needs: Set = [Part.widths, .runs, .past]

  init(_ arguments: Arguments) { name = arguments.literal(ifGiven: "run")?.text }

  /// Finds what rests on data and loss, where they are there and fit.
  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> (fit: FoundFit?, objective: FoundObjective?) {
    _ = try facts.requireNetwork(at)
    if let name, !facts.runs.contains(name) {
      throw Diagnostic(
        "no run was kept as '\(name)'", at: at["run"],
        help: facts.runs.all.isEmpty
          ? "keep one after its training: 'keep first'" : "kept: \(facts.runs.all.joined(separator: ", "))")
    }
    return (try? facts.requireFit(at), try? facts.requireObjective(at))
  }

  func run(
    _ found: (fit: FoundFit?, objective: FoundObjective?), _ state: inout State, _ context: inout RunContext
  ) throws(Diagnostic) {
    let comparison = NetworkComparison(
      try other(state, context), state: state, fit: found.fit, objective: found.objective)
    context.emit(comparison.outputs)
  }

  private func other(_ state: State, _ context: RunContext) throws(Diagnostic) -> NetworkComparison.Other {
    if let run = state.runs.first(where: { $0.name == name }) {
      return NetworkComparison.Other(name: run.name, network: run.network, steps: run.steps)
    }
    guard let before = context.earlier.last(where: { !$0.network.isEmpty && $0.network != state.network }) else {
      throw Diagnostic(
        "the network has not changed yet", at: context.at.head,
        help: "train it first, or name a run that was kept: 'compare first'")
    }
    return NetworkComparison.Other(name: "before", network: before.network, steps: before.stepsMade)
  }
}
