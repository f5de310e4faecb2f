import Engine
import Language

/// `train 60000 lr 0.01`: makes the loss smaller by gradient descent.
struct TrainCommand: SessionCommand {
  private var request: TrainingRequest

  static let form = Form(
    "train", "make the loss smaller by gradient descent",
    [
      .positional("count", .integer(1...1_000_000_000_000), "updates of the weights, at most; or epochs"),
      .flag("steps", in: "unit", "count steps, as without this word"),
      .flag("epochs", in: "unit", "count epochs: every row is seen once in each"),
      .keyword("lr", synonyms: ["learning_rate"], .number(.positive), default: "0.01", "the learning rate"),
      .keyword("batch", .integer(1...10_000_000), unlessSaid: "all", "rows that a step sees"),
    ]
      + BatchRequest.flags([
        .shuffle: "batches: every row once an epoch, in a new order",
        .replace: "batches: drawn for every step with replacement, as NumPy's choice does",
        .fixed: "batches: drawn once, with replacement",
      ]) + [
        .keyword(
          "log", .integer(1...1_000_000_000_000), unlessSaid: "a tenth of all",
          "steps or epochs between two rows of the log"),
        .keyword("until", .condition(SubjectTable.watched), "stop as soon as this holds"),
        .keyword(
          "stop", .integer(1...1_000_000_000_000), "stop after this step, as a training that was interrupted there"),
        .keyword(
          "patience", .integer(1...1_000_000), "stop after so many rows of the log without a better test loss"),
        .keyword("row", .integer(1...Int(Int32.max)), "train on this one row of the data, counted from 1"),
      ],
    details: """
      Each step computes the gradient of the loss over its rows and hands it to the optimizer, which for sgd subtracts lr \
      times the gradient from every weight and bias. The log shows the loss before the update of each step; for epochs it \
      shows the mean over the steps since the row before. Where the data has a test part, the log shows the loss and the \
      accuracy on it too, for targets that are numbers rmse and r2: at the weights before the step, or for epochs after it. With batches `until` is looked at for \
      every row of the log, on all rows; otherwise before every step. `patience` gives back the weights of the best test \
      loss. Without `log`, a training that ends long before its last step has about ten rows of the steps that it made; of \
      more than 100000 rows every other one goes. A training whose loss or weights leave the finite numbers stops there, \
      and the network keeps its last finite weights. Two affine layers with nothing between them are remarked on. One \
      line leads to `diagnose` where a loss stands still at what cannot be all, ends at more than ten times what it was, or \
      is no lower than what one answer for all rows costs, and where outputs of a sigmoid or tanh layer are saturated so far from their targets that nothing of the error reaches \
      the weights.
      """,
    examples: [
      "train 60000 lr 0.01", "train 1000 lr 0.1 log 100 until loss < 0.01", "train 10000 lr 0.1 row 2",
      "train 20 epochs lr 0.1 batch 100", "train 1000 lr 0.01 batch 10 replace",
    ],
    misuses: [
      .init("train", "train needs COUNT, a whole number"),
      .init("train 10 lr -1", "lr must be greater than 0"),
      .init("train 10 lr nan", "lr must be a finite number"),
      .init("train 10 lr 1 lr 2", "'lr' is given twice"),
      .init("train 10 lr 1 learning_rate 2", "'learning_rate' is given twice"),
      .init("train 10 until loss", "'loss' must be compared with a number"),
    ])
  static let effect = Effect.sets([.training, .weights])
  static let needs: Set = [Part.data, .widths, .loss]

  init(_ arguments: Arguments) {
    request = TrainingRequest(
      count: arguments.integer("count"), countsEpochs: arguments.has("epochs"), learningRate: arguments.number("lr"),
      logInterval: arguments.integer(ifGiven: "log"), stop: arguments.integer(ifGiven: "stop"),
      until: arguments.condition(ifGiven: "until"), patience: arguments.integer(ifGiven: "patience"),
      row: arguments.integer(ifGiven: "row"),
      batch: BatchRequest(size: arguments.integer(ifGiven: "batch"), arguments))
  }

  /// The same training, stopped after so many steps if it asks for more.
  func stopped(after most: Int, rows: Int, _ order: BatchOrder) -> (command: TrainCommand, isShorter: Bool) {
    let steps = request.count * (request.countsEpochs ? order.stepsPerEpoch(rows: rows) : 1)
    guard steps > most else { return (self, false) }
    var shorter = self
    shorter.request.stop = most
    return (shorter, true)
  }

  func check(_ facts: inout Facts, _ at: Places) throws(Diagnostic) -> FoundTraining {
    let found = try facts.requireTraining(request, at)
    try facts.ask(steps: try facts.steps(of: request, at), at: at["count"])
    (facts.isTrained, facts.hasOtherData) = (true, false)
    facts.scales.train()
    return found
  }

  /// Lays out the training, for another to run it; ``conclude(_:_:_:_:)`` takes over what comes of it.
  func prepare(_ state: inout State, _ context: inout RunContext) throws(Diagnostic) -> PreparedTraining {
    state.prepare(request, try check(&state.facts, context.at), &context)
  }

  /// Takes over what came of a training that was laid out; gives the steps made if it was stopped before its end.
  @discardableResult
  func conclude(
    _ prepared: PreparedTraining, _ end: TrainingEnd, _ state: inout State, _ context: inout RunContext
  ) throws(Diagnostic) -> Int? {
    let stop = try state.conclude(prepared, end, &context)
    // One that is stopped before its first step leaves no history behind.
    state.facts.isTrained = state.history.contains(where: \.isOnCurve)
    if state.stepsMade == context.before.stepsMade { state.facts.scales = context.before.facts.scales }
    return stop
  }

  /// Trains; one that was stopped before its end is written with the steps that it made.
  func run(_ found: FoundTraining, _ state: inout State, _ context: inout RunContext) throws(Diagnostic) {
    context.endsWellWhenInterrupted = true
    let prepared = state.prepare(request, found, &context)
    guard let stop = try conclude(prepared, prepared.run(on: context.host), &state, &context) else { return }
    guard stop > 0 else {
      context.endsWellWhenInterrupted = false  // nothing was done
      return
    }
    let command = context.command
    let place = context.at.given("stop")
    let end = Span(context.at.head.upper, context.at.head.upper)
    context.writtenAs = command.text(replacing: place ?? end, with: place == nil ? " stop \(stop)" : String(stop))
  }
}
