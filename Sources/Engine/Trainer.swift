/// What a training follows, besides the network, the data and the objective.
public struct Recipe: Sendable, Equatable {
  /// The learning rate of every step.
  public var learningRate: LearningRate
  /// How parameters follow their gradients.
  public var optimizer: Optimizer
  /// Which rows the steps see.
  public var order: BatchOrder
  /// The steps of the training, which some schedules depend on.
  public var steps: Int

  /// Creates a recipe.
  public init(
    learningRate: LearningRate, optimizer: Optimizer = .sgd, order: BatchOrder = .all, steps: Int = .max
  ) {
    self.learningRate = learningRate
    self.optimizer = optimizer
    self.order = order
    self.steps = steps
  }
}

/// What an optimiser remembers from one training to the next.
public struct OptimizerState: Sendable, Equatable {
  /// The optimiser it belongs to.
  public let optimizer: Optimizer
  /// The updates made.
  var steps: Int
  /// The first state of all parameters, then the second.
  var values: Parameters
}

/// Trains a network on rows of a data set: the non-generic face of the engine's inner loop.
///
/// The caller keeps to one trainer at a time on one thread, and takes the network out when it is done.
public final class Trainer {
  private let core: any TrainerCore
  private let original: Network

  /// Lays out a training; inputs and targets must have one row a sample and the network's widths.
  ///
  /// What is drawn comes from a stream, which ``stream`` hands back. A state of another optimiser is not used. With batch
  /// normalisation no step may see a single row: callers check with ``BatchOrder/smallestBatch(rows:steps:)``.
  public init(
    _ network: Network, inputs: Matrix, targets: Matrix, objective: Objective, recipe: Recipe,
    stream: RandomStream = RandomStream(seed: 0), state: OptimizerState? = nil, kernels: KernelForm = .standard,
    threads: ThreadCount = .standard
  ) {
    network.require(inputs, targets)
    recipe.order.require(rows: inputs.rows)
    original = network
    let data = TrainingData(inputs: inputs, targets: targets, objective: objective)
    switch network.parameters {
    case .float32(let values):
      core = StepRunner<Float>(network, values, data, recipe, stream, state, kernels, threads)
    case .float64(let values):
      core = StepRunner<Double>(network, values, data, recipe, stream, state, kernels, threads)
    }
  }

  /// Makes a number of steps: forward, backward, update.
  public func run(steps: Int) { core.run(steps: steps) }

  /// The loss of the next step's rows at the present weights.
  public func measureLoss() -> Double { core.measureLoss() }

  /// What the last layer gave for the rows that ``measureLoss()`` saw.
  public func outputsOfMeasured() -> Matrix { core.measuredOutputs }

  /// The targets of the rows that ``measureLoss()`` saw.
  public func targetsOfMeasured() -> Matrix { core.measuredTargets }

  /// Whether every parameter and running statistic is finite.
  public var isFinite: Bool { core.isFinite }

  /// Whether steps and looks end early, unfinished, once they are no longer wanted; so unless it is set to false.
  public var isCuttable: Bool {
    get { core.isCuttable }
    set { core.isCuttable = newValue }
  }

  /// Whether a step or a look was left unfinished: only ``restore()`` makes the trainer whole again.
  public var isCut: Bool { core.isCut }

  /// Keeps everything for ``restore()``.
  public func save() { core.save() }

  /// Goes back to what was last kept, or to the beginning.
  public func restore() { core.restore() }

  /// The network with the present weights.
  public var network: Network {
    var network = original
    network.parameters = core.parameters
    network.statistics = core.statistics
    return network
  }

  /// The stream after the steps made.
  public var stream: RandomStream { core.stream }

  /// What the optimiser remembers after the steps made.
  public var optimizerState: OptimizerState { core.optimizerState }
}

/// The rows of a training and what their targets mean.
struct TrainingData {
  let inputs: Matrix
  let targets: Matrix
  let objective: Objective
}

/// What a trainer needs of a step runner, whatever its precision.
protocol TrainerCore: AnyObject {
  func run(steps: Int)
  func measureLoss() -> Double
  var measuredOutputs: Matrix { get }
  var measuredTargets: Matrix { get }
  var isFinite: Bool { get }
  var isCuttable: Bool { get set }
  var isCut: Bool { get }
  func save()
  func restore()
  var parameters: Parameters { get }
  var statistics: Parameters { get }
  var stream: RandomStream { get }
  var optimizerState: OptimizerState { get }
}
