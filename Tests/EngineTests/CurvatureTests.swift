import Testing

@testable import Engine

/// The curvature of a loss and the length of a step, against figures of NumPy.
@Suite struct CurvatureTests {
  private static let mean = Objective(loss: .meanSquaredError, reduction: .mean)

  private static func network(_ inputs: Int, _ outputs: Int, _ values: [Double], _ precision: Precision) -> Network {
    var network = Network(precision: precision)
    network.add(AffineLayer(inputs: inputs, outputs: outputs))
    network.replaceValues(values)
    return network
  }

  /// Of a linear function the Hessian is 2/N XᵀX with a column of ones: `np.linalg.eigvalsh` gives 9.5961167.
  @Test(arguments: [Precision.float64, .float32]) func aLineHasTheCurvatureOfItsInputs(precision: Precision) {
    let inputs = Matrix([[1, 2], [3, -1], [0.5, 0.25], [2, 2]])
    let targets = Matrix([[1], [0], [2], [-1]])
    let curvature = Curvature(
      Self.network(2, 1, [0.3, -2, 0.5], precision), inputs: inputs, targets: targets, objective: Self.mean)
    #expect((curvature.largest - 9.5961167).magnitude < 1e-6)
  }

  /// For softmax it is Σ Jᵀ (diag p - p pᵀ) J / N.
  @Test func softmaxHasTheCurvatureOfItsProbabilities() {
    let inputs = Matrix([[0, 0], [0, 1], [1, 0], [1, 1]])
    let targets = Matrix([[1, 0], [0, 1], [0, 1], [1, 0]])
    let network = Self.network(2, 2, [0.5, -0.25, 1, 0.75, 0.1, -0.2], .float64)
    let curvature = Curvature(
      network, inputs: inputs, targets: targets, objective: Objective(loss: .softmaxCrossEntropy, reduction: .mean))
    #expect((curvature.largest - 0.6253347828).magnitude < 1e-6)
  }

  /// From (0.5, 0) momentum 0.9 at rate 0.1 goes to w = 0.95; its second step moves w by 0.5842 and b by 1.16 of itself.
  @Test func aStepGoesOnFromWhatTheOptimiserRemembers() {
    let (inputs, targets) = (Matrix([[1], [2]]), Matrix([[1], [3]]))
    let start = Self.network(1, 1, [0.5, 0], .float64)
    let recipe = Recipe(learningRate: LearningRate(0.1), optimizer: Optimizer(.momentum(0.9)))
    let trainer = Trainer(start, inputs: inputs, targets: targets, objective: Self.mean, recipe: recipe)
    trainer.run(steps: 1)
    let step = StepLook(
      trainer.network, inputs: inputs, targets: targets, objective: Self.mean, learningRate: 0.1,
      optimizer: recipe.optimizer, state: trainer.optimizerState)
    #expect((step.blocks[0].ratio - 0.5842105263).magnitude < 1e-9)
    #expect((step.blocks[1].ratio - 1.16).magnitude < 1e-9)
    trainer.run(steps: 1)
    #expect(step.network == trainer.network)
  }
}
