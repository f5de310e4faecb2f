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
  private let core: Core

  /// The step runner of either precision: what makes steps is called by its own type, so that it is compiled for it.
  private enum Core {
    case float32(StepRunner<Float>)
    case float64(StepRunner<Double>)

    var runner: any TrainerCore {
      switch self {
      case .float32(let runner): runner
      case .float64(let runner): runner
      }
    }
  }
  private let original: Network

  /// Lays out a training; inputs and targets must have one row a sample and the network's widths.
  ///
  /// What is drawn comes from a stream, which ``stream`` hands back. A state of another optimiser is not used. With batch
  /// normalisation no step may see a single row: callers check with ``BatchOrder/smallestBatch(rows:steps:)``.
  public convenience init(
    _ network: Network, inputs: Matrix, targets: Matrix, objective: Objective, recipe: Recipe,
    stream: RandomStream = RandomStream(seed: 0), state: OptimizerState? = nil, kernels: KernelForm = .standard,
    threads: ThreadCount = .standard
  ) {
    self.init(
      network, TrainingData(inputs: inputs, targets: targets, objective: objective), recipe, stream, state,
      stepsMade: 0,
      kernels, threads)
  }

  /// Goes on with a training of which steps were made already.
  init(
    _ network: Network, _ data: TrainingData, _ recipe: Recipe, _ stream: RandomStream, _ state: OptimizerState?,
    stepsMade: Int, _ kernels: KernelForm, _ threads: ThreadCount
  ) {
    network.require(data.inputs, data.targets)
    recipe.order.require(rows: data.inputs.rows)
    original = network
    switch network.parameters {
    case .float32(let values):
      core = .float32(StepRunner(network, values, data, recipe, stream, state, stepsMade, kernels, threads))
    case .float64(let values):
      core = .float64(StepRunner(network, values, data, recipe, stream, state, stepsMade, kernels, threads))
    }
  }

  /// Makes a number of steps: forward, backward, update.
  public func run(steps: Int) {
    switch core {
    case .float32(let runner): runner.run(steps: steps)
    case .float64(let runner): runner.run(steps: steps)
    }
  }

  /// The loss of the next step's rows at the present weights.
  public func measureLoss() -> Double {
    switch core {
    case .float32(let runner): runner.measureLoss()
    case .float64(let runner): runner.measureLoss()
    }
  }

  /// What the last layer gave for the rows that ``measureLoss()`` saw.
  public func outputsOfMeasured() -> Matrix { core.runner.measuredOutputs }

  /// The targets of the rows that ``measureLoss()`` saw.
  public func targetsOfMeasured() -> Matrix { core.runner.measuredTargets }

  /// Whether every parameter and running statistic is finite.
  public var isFinite: Bool { core.runner.isFinite }

  /// Whether steps and looks end early, unfinished, once they are no longer wanted; so unless it is set to false.
  public var isCuttable: Bool {
    get { core.runner.isCuttable }
    set { core.runner.isCuttable = newValue }
  }

  /// Whether a step or a look was left unfinished: only ``restore()`` makes the trainer whole again.
  public var isCut: Bool { core.runner.isCut }

  /// Keeps everything for ``restore()``.
  public func save() { core.runner.save() }

  /// Goes back to what was last kept, or to the beginning.
  public func restore() { core.runner.restore() }

  /// The network with the present weights.
  public var network: Network {
    var network = original
    network.parameters = core.runner.parameters
    network.statistics = core.runner.statistics
    return network
  }

  /// How many parameters there are.
  var parameterCount: Int { original.parameterCount }

  /// The present parameters in declaration order.
  var parameterValues: [Double] { core.runner.parameters[0, parameterCount] }

  /// The stream after the steps made.
  public var stream: RandomStream { core.runner.stream }

  /// What the optimiser remembers after the steps made.
  public var optimizerState: OptimizerState { core.runner.optimizerState }
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
