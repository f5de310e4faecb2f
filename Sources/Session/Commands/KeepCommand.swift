import Engine
import Language

/// `keep first`: keeps the loss curve and the results of the network under a name.
struct KeepCommand: SessionCommand {
  private let name: String

  static let form = Form(
    "keep", "keep the loss curve and the results of the network under a name",
    [.positional("name", .literal, names: .run, "what `show runs` and `plot runs` call it")],
    details: """
      A name kept again is replaced. New data forgets all runs. To set two optimizers side by side, let both start from the \
      same weights: train, `keep sgd`, `rewind`, `optimizer adam`, train again, `keep adam`, and `show runs` or `plot runs`.
      """,
    examples: ["keep adam", "keep \"batch of 10\""],
    misuses: [.init("keep", "keep needs a number, a word or a string")],
    insteadOfMore: "a name of several words stands in quotes: 'keep \"batch of 10\"'")
  static let effect = Effect.sets([.runs])
  static let needs = Set.results

  init(_ arguments: Arguments) { name = arguments.literal("name").text }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> (objective: FoundObjective, place: Int) {
    try facts.requireHistory(at)
    let found = try facts.requireObjective(at)
    // Its network with the weights it began with, and a class for every row.
    let need = MemoryNeed(
      bytes: facts.networkMemory.byteCount / 2 + Double((facts.knownData?.rows ?? 0) * MemoryLayout<Int>.size))
    try facts.requireMemoryBeside(need, for: "keeping it", at: at.head)
    let isNew = !facts.runs.contains(name)
    let place = facts.runs.place(of: name)
    if isNew { facts.spending.runs += need.byteCount }
    return (found, place)
  }

  func run(
    _ found: (objective: FoundObjective, place: Int), _ state: inout State, _ context: inout RunContext
  ) {
    let run = KeptRun(
      name: name, network: state.network, steps: state.stepsMade, trainings: state.trainings,
      history: state.history,
      training: state.assessment(found.objective), test: state.testAssessment(found.objective))
    if found.place < state.runs.count { state.runs[found.place] = run } else { state.runs.append(run) }
  }
}
