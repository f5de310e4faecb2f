import Datasets
import Engine
import Language

/// One data set, one network, one random stream, and the commands that act on them: the same in batch and in the REPL.
public final class Session {
  /// Sees every stretch of a training; returns false to stop it at a whole step.
  public var observer: (Progress) -> Bool = { _ in true }

  private(set) var outline = Outline()
  private(set) var dataset: Dataset?
  private(set) var network = Network(precision: .float64)
  private(set) var objective: Objective?
  private(set) var decimals = 4
  private(set) var history: [Entry] = []
  /// The steps made since the network began.
  private var stepsMade = 0
  private var stream = RandomStream(seed: 0)
  private var isSeeded = false
  private var hasExplainedTargets = false

  /// Where a training is.
  public struct Progress: Sendable {
    /// The steps made.
    public var step: Int
    /// The steps to make, at most.
    public var steps: Int
    /// The loss last looked at.
    public var loss: Double
  }

  /// The loss before the update of a step, counted over all trainings since the network began.
  struct Entry {
    var step: Int
    var loss: Double
    /// Whether the step is in the log, and not only on the curve.
    var isLogged: Bool
  }

  private let threads: Int?

  /// Creates a session with nothing in it; large steps are split among some threads, or as many as there are processors.
  public init(threads: Int? = nil) {
    self.threads = threads
  }

  /// Runs one command, handing over its outputs as they come; a command that fails changes nothing but what it says.
  public func run(_ command: Command, emit: (Output) -> Void) throws(Diagnostic) {
    var next = outline
    try next.apply(command)
    outline = next
    switch command.action {
    case .seed(let seed):
      stream = RandomStream(seed: seed)
      isSeeded = true
    case .precision(let name): network = Network(precision: Precision(name))
    case .digits(let number): decimals = number
    case .bind(let name, let value):
      if command.isOverridden { emit(.note("\(name) is \(value.shown), set on the command line.")) }
    case .data(let description):
      dataset = try Dataset(description, of: command)
      hasExplainedTargets = false
    case .layer(let description): add(description, emit)
    case .loss(let name, let reduction): objective = Objective(name, reduction)
    case .train(let training): try train(training, command, emit)
    case .show(let subject, let isFull): for output in outputs(of: subject, isFull: isFull) { emit(output) }
    case .predict(let inputs): emit(.table(prediction(for: inputs)))
    case .plotLoss: emit(.plot(lossCurve))
    case .expect(let expectation): emit(.note(try confirm(expectation, command)))
    case .reset:
      network = Network(precision: network.precision)
      objective = nil
      forgetTraining()
    case .rewind:
      network.rewind()
      forgetTraining()
    case .help(let name):
      emit(.text(name.flatMap { CommandTable.spec(named: $0) }?.help ?? CommandTable.overview))
    }
  }

  private func add(_ description: LayerDescription, _ emit: (Output) -> Void) {
    switch description {
    case .affine(let inputs, let outputs, let weights, let biases):
      let (weights, biases) = (Initialiser(weights), Initialiser(biases))
      if weights.isRandom || biases.isRandom, !isSeeded {
        isSeeded = true
        emit(.note("No seed was set, so the random stream starts from seed 0."))
      }
      network.addAffine(inputs: inputs, outputs: outputs, weights: weights, biases: biases, from: &stream)
    case .activation(let name, let slope): network.add(Activation(name, slope: slope))
    }
  }

  /// The targets as the network's outputs are compared with them: labels become one column a class where it has several.
  func fittedTargets() -> Matrix {
    guard let dataset, let width = network.outputWidth else { return Matrix([]) }
    return dataset.targets.columns == width ? dataset.targets : Dataset.oneHot(dataset.targets, classes: width)
  }

  // MARK: - Training

  private func train(_ request: TrainDescription, _ command: Command, _ emit: (Output) -> Void) throws(Diagnostic) {
    guard let dataset, let objective else { return }
    var (inputs, targets) = (dataset.inputs, fittedTargets())
    if targets.columns != dataset.targets.columns, !hasExplainedTargets {
      hasExplainedTargets = true
      emit(.note("The class labels of \(dataset.name) became one target column a class (one-hot)."))
    }
    if let row = request.row { (inputs, targets) = (inputs.slice(row: row - 1), targets.slice(row: row - 1)) }

    let trainer = Trainer(
      network, inputs: inputs, targets: targets, objective: objective, learningRate: request.learningRate,
      threads: threads.map { ThreadCount($0) } ?? .standard)
    let logInterval = request.logInterval ?? max(1, request.steps / 10)
    let training = Training(
      steps: request.steps, recordIntervals: [logInterval, max(1, request.steps / 500)],
      stopCondition: request.until.map(stopCondition))
    let outcome = training.run(trainer) { step, loss in
      observer(Progress(step: step, steps: request.steps, loss: loss))
    }

    let stepsBefore = stepsMade
    network = trainer.network
    stepsMade += outcome.stepsMade
    let entries = outcome.records.enumerated().map { index, record in
      let isLogged = record.step % logInterval == 0 || record.step == 1 || index == outcome.records.count - 1
      return Entry(step: stepsBefore + record.step, loss: record.loss, isLogged: isLogged)
    }
    history += entries
    if !entries.isEmpty { emit(.table(historyTable(entries, isFull: false))) }
    if let sentence = ending(outcome, request, stepsBefore) { emit(.note(sentence)) }
    try refuseDivergence(outcome, command, stepsBefore)
  }

  private func stopCondition(_ condition: Condition) -> Training.StopCondition {
    let comparison = condition.comparison
    switch condition.quantity {
    case .loss: return .loss { comparison.holds(for: $0) }
    case .accuracy: return .accuracy { comparison.holds(for: $0) }
    }
  }

  private func ending(_ outcome: Training.Outcome, _ request: TrainDescription, _ stepsBefore: Int) -> String? {
    let made = stepsBefore + outcome.stepsMade
    switch outcome.ending {
    case .conditionMet: return "Stopped after step \(made): \(request.until.map(\.description) ?? "")."
    case .interrupted: return "Stopped at step \(made) of \(stepsBefore + request.steps)."
    case .finished: return request.until.map { "\($0.description) did not come true in \(request.steps) steps." }
    case .lossNotFinite, .weightsNotFinite: return nil
    }
  }

  private func refuseDivergence(
    _ outcome: Training.Outcome, _ command: Command, _ stepsBefore: Int
  ) throws(Diagnostic) {
    let what: String
    let step: Int
    switch outcome.ending {
    case .finished, .conditionMet, .interrupted: return
    case .lossNotFinite(let at, let loss):
      (what, step) = ("loss became \(loss.isNaN ? "not-a-number" : "infinite")", at)
    case .weightsNotFinite(let at): (what, step) = ("weights became infinite or not-a-number", at)
    }
    throw Diagnostic(
      "\(what) at step \(stepsBefore + step)", at: command.headSpan,
      help: outcome.stepsMade == 0
        ? "the weights are as they were before this training"
        : "lower the learning rate; the weights are those of step \(stepsBefore + outcome.stepsMade), the last finite one"
    )
  }

  private func forgetTraining() {
    history = []
    stepsMade = 0
  }
}

extension Condition: CustomStringConvertible {
  /// The condition as it is written: `loss < 0.01`.
  public var description: String {
    "\(quantity.rawValue) \(comparison.relation.rawValue) \(comparison.value.plain)"
  }
}
