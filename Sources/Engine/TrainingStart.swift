/// A training with all that it starts from: the network, the data, and what is drawn and remembered.
public struct TrainingStart: Sendable {
  /// When it is looked at and when it stops.
  public var training: Training
  /// The network with its first weights.
  public var network: Network
  /// The inputs, one row a sample.
  public var inputs: Matrix
  /// The targets, one row a sample.
  public var targets: Matrix
  /// What it makes small.
  public var objective: Objective
  /// What its steps follow.
  public var recipe: Recipe
  /// Where rows and what is dropped are drawn from.
  public var stream: RandomStream
  /// What the optimiser remembers of an earlier training; that of another optimiser is not used.
  public var optimizerState: OptimizerState?

  /// Creates a start; it must be one that ``Trainer`` takes.
  public init(
    _ training: Training, _ network: Network, inputs: Matrix, targets: Matrix, objective: Objective, recipe: Recipe,
    stream: RandomStream, optimizerState: OptimizerState?
  ) {
    (self.training, self.network, self.inputs, self.targets) = (training, network, inputs, targets)
    (self.objective, self.recipe, self.stream, self.optimizerState) = (objective, recipe, stream, optimizerState)
  }

  /// Runs it alone; the observer sees the steps made and the last loss, and returns false to stop.
  public func run(
    kernels: KernelForm = .standard, threads: ThreadCount = .standard, observer: (Int, Double) -> Bool
  ) -> TrainingEnd {
    var run = TrainingRun(training, trainer(kernels: kernels, threads: threads))
    return run.run(observer: observer)
  }

  /// What makes its steps where it runs alone.
  func trainer(kernels: KernelForm, threads: ThreadCount) -> Trainer {
    Trainer(
      network, inputs: inputs, targets: targets, objective: objective, recipe: recipe, stream: stream,
      state: optimizerState, kernels: kernels, threads: threads)
  }
}

/// What is left of a training: what it did, and what another begins with.
public struct TrainingEnd: Sendable {
  /// What it did, with the network.
  public var outcome: Training.Outcome
  /// The stream after the steps made.
  public var stream: RandomStream
  /// What the optimiser remembers after the steps made.
  public var optimizerState: OptimizerState
}
