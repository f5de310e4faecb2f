/// How far one step of a training would move each parameter, compared with how large it is.
public struct StepLook: Sendable {
  /// The parameters that are learnt, in declaration order.
  public let blocks: [Block]
  /// The network after the step.
  public let network: Network

  /// One parameter.
  public struct Block: Sendable {
    /// The parameter.
    public let block: ParameterBlock
    /// The Euclidean norm of its update.
    public let update: Double
    /// The Euclidean norm of its values before.
    public let weights: Double

    /// The update as a share of the values; infinite where all values are 0 and the update is not.
    public var ratio: Double { weights > 0 ? update / weights : update > 0 ? .infinity : 0 }
  }

  /// Makes a step on all rows in a copy of the network, as a training with this recipe makes its next.
  ///
  /// - Parameters:
  ///   - network: the network, which stays as it is.
  ///   - state: what the optimiser remembers; nil for nothing.
  public init(
    _ network: Network, inputs: Matrix, targets: Matrix, objective: Objective, learningRate: Double,
    optimizer: Optimizer, state: OptimizerState?
  ) {
    let recipe = Recipe(learningRate: LearningRate(learningRate), optimizer: optimizer, order: .all, steps: 1)
    let trainer = Trainer(
      network, inputs: inputs, targets: targets, objective: objective, recipe: recipe, state: state)
    trainer.run(steps: 1)
    let after = trainer.network
    self.network = after
    blocks = network.blocks.filter(\.role.isLearnt).map { block in
      let (old, new) = (network.values(of: block).values, after.values(of: block).values)
      return Block(block: block, update: norm(zip(old, new).map { $1 - $0 }), weights: norm(old))
    }
  }
}
