import Datasets
import Engine
import Language
import Outputs

/// `data xor`: chooses the samples to learn from.
struct DataCommand: SessionCommand {
  private let source: any DataSource

  static let form = Form(
    "data", "choose the samples to learn from",
    [.positional("kind", DataSources.type, "where the samples come from")],
    details: """
      A truth table counts upwards: (0,0), (0,1), (1,0), (1,1). A single target column of class labels 0, 1, 2 … becomes \
      one column a class (one-hot) where the loss is softmax_cross_entropy or the network has more than one output, and \
      the report says so. What is drawn comes from a stream of its own with the seed given, and row i of points and \
      digits is of class i modulo the number of classes. MNIST has a test part of its own. A file lies in the notebook's folder or below it; \
      typed at the prompt it may be anywhere, and one elsewhere that a notebook needs is named from outside: `let mnist "mnist"`, `data mnist $mnist` and `nbrun run -p mnist=FOLDER`. In a CSV \
      file inputs are numbers; a target that is not becomes labels in alphabetical order. Several targets are numbers, \
      each for an output of its own. The tables show the names of its columns and classes. A formula has inputs x1 to x16 (x alone is x1), numbers, pi, e, + - * / ^, \
      parentheses, and the functions \(Formula.functions.dropLast().joined(separator: ", ")) and \
      \(Formula.functions[Formula.functions.count - 1]); log is the natural logarithm, and an angle is in radians. As \
      in mathematics -x^2 is -(x^2). One of < <= > >= gives the classes 0 (it does not hold) and 1. The inputs are those \
      of NumPy's `RandomState(seed).uniform`; noise is added to the targets, or to the inputs of an inequality once \
      their class was told.
      """,
    examples: [
      "data xor", "data and onehot", "data parity 3", "data rows\n0 0 -> 0\n0 1 -> 1\nend",
      "data spiral 300 classes 3 noise 0.02", "data digits 1000", "data mnist \"mnist\"",
      "data function \"sin(3*x1)\" 200 noise 0.1", "data function \"x1^2 + x2^2 < 0.5\" 400",
      "data function \"x1+x2\" \"x1*x2\" 200 from 0 to 2",
      "data csv \"iris.csv\" target species", "data csv \"table.csv\" inputs 1 2 target 3 4 noheader",
    ],
    misuses: [
      .init("data xro", "unknown data set 'xro'"),
      .init("data parity 40", "bits must be at most 16"),
      .init("data rows\n0 1 -> 1", "the block is never closed"),
      .init("data csv iris", "file must be in quotes, not 'iris'"),
      .init("data function sin 200", "formula must be in quotes, not 'sin'"),
      .init("data spiral 300 classes 1", "classes must be at least 2"),
    ])
  static let effect = Effect.sets([.data])
  static let needs: Set<Part> = []

  init(_ arguments: Arguments) { source = DataSources.source(arguments.form("kind"), outer: arguments) }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) {
    let described = try source.facts(facts, at)
    if let described {
      try facts.requireMemoryBeside(
        MemoryNeed(bytes: 2 * described.byteCount), for: "data of \(counted(described.rows, "row"))", at: at.head)
    }
    facts.data = described.map { .known($0) } ?? .unread(at.head)
    facts.batch = nil
    (facts.runs, facts.spending.runs) = (RunNames(), 0)
    facts.scales.choose()
    facts.settleScale()
    facts.hasOtherData = true
  }

  func run(_ ready: Void, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    let dataset = try source.dataset(&context)
    let isFile = state.facts.knownData == nil
    if isFile {
      state.facts.data = .known(DataFacts(ofRead: dataset, place: context.at.head))
      state.facts.settleScale()
    }
    if var known = state.facts.knownData {
      known.learn(from: dataset)
      state.facts.data = .known(known)
    }
    state.dataset = dataset
    state.lastTraining?.hasOtherData = true
    state.hasExplainedTargets = false
    state.batchOrder = .all
    if !state.runs.isEmpty {
      context.note("Forgotten with the data they were kept on: \(state.runs.map(\.name).joined(separator: ", ")).")
    }
    state.runs = []
    if isFile { context.note(dataset.summary) }
    try state.fitDataToLoadedWeights(&context)
  }
}
