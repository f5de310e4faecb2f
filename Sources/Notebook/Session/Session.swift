import Datasets
import Engine
import Language

/// One data set, one network, one random stream, and the commands that act on them: the same in batch and in the REPL.
public final class Session {
  /// Sees every stretch of a training; returns false to stop it at a whole step.
  public var observer: (Progress) -> Bool = { _ in true }

  private(set) var outline = Outline()
  private(set) var dataset: Dataset?
  var network = Network(precision: .float64)
  private(set) var objective: Objective?
  private(set) var decimals = 4
  var history: [Entry] = []
  /// The steps made since the network began.
  var stepsMade = 0
  var stream = RandomStream(seed: 0)
  var isSeeded = false
  var hasExplainedTargets = false
  private(set) var optimizer = Optimizer.sgd
  /// What the optimizer remembers of the trainings before.
  var optimizerState: OptimizerState?
  /// How the learning rate changes; nil for not at all.
  private(set) var schedule: ScheduleDescription?
  /// The rows that the steps of the trainings to come see.
  private(set) var batchOrder = BatchOrder.all

  /// Where a training is.
  public struct Progress: Sendable {
    /// The steps made.
    public var step: Int
    /// The steps to make, at most.
    public var steps: Int
    /// The loss last looked at.
    public var loss: Double
  }

  /// A recorded loss, counted over all trainings since the network began.
  struct Entry {
    var step: Int
    /// The epoch that ended with the step, where the training counted epochs.
    var epoch: Int?
    var loss: Double
    /// Whether it is a row of the log.
    var isLogged: Bool
    /// Whether it is a point of the curve.
    var isOnCurve: Bool
    /// The network on the test part.
    var test: Assessment?
  }

  let threads: Int?

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
    case .seed(let seed, let name):
      stream = RandomStream(seed: seed, family: name == .torch ? .torch : .numpy)
      isSeeded = true
    case .precision(let name): network = Network(precision: Precision(name))
    case .digits(let number): decimals = number
    case .bind(let name, let value):
      if command.isOverridden { emit(.note("\(name) is \(value.shown), set on the command line.")) }
    case .data(let description):
      dataset = try Dataset(description, of: command)
      hasExplainedTargets = false
      batchOrder = .all
    case .layer(let description): add(description, emit)
    case .loss(let name, let reduction): objective = Objective(name, reduction)
    case .optimizer(let description):
      optimizer = Optimizer(description)
      optimizerState = nil
    case .schedule(let description): schedule = description
    case .batch(let description): batchOrder = order(of: description, emit)
    case .train(let training): try train(training, command, emit)
    case .show(let subject, let isFull): for output in outputs(of: subject, isFull: isFull) { emit(output) }
    case .predict(let inputs): emit(.table(prediction(for: inputs)))
    case .plotLoss: emit(.plot(lossCurve))
    case .expect(let expectation): emit(.note(try confirm(expectation, command)))
    case .reset:
      network = Network(precision: network.precision)
      objective = nil
      batchOrder = .all
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
      if weights.isRandom || biases.isRandom { noteMissingSeed(emit) }
      network.addAffine(inputs: inputs, outputs: outputs, weights: weights, biases: biases, from: &stream)
    case .activation(let name, let slope): network.add(Activation(name, slope: slope))
    case .dropout(let probability): network.addDropout(probability)
    }
  }

  /// Says, before the first draw, that nobody has set a seed.
  func noteMissingSeed(_ emit: (Output) -> Void) {
    guard !isSeeded else { return }
    isSeeded = true
    emit(.note("No seed was set, so the random stream starts from seed 0."))
  }

  /// The targets as the network's outputs are compared with them: labels become one column a class where it has several.
  func fitted(_ targets: Matrix) -> Matrix {
    guard let width = network.outputWidth else { return Matrix([]) }
    return targets.columns == width ? targets : Dataset.oneHot(targets, classes: width)
  }

  /// The targets to learn from, as the network's outputs are compared with them.
  func fittedTargets() -> Matrix { fitted(dataset?.targets ?? Matrix([])) }

  private func forgetTraining() {
    history = []
    stepsMade = 0
    optimizerState = nil
  }
}
