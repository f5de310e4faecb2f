/// Makes the steps of a training in one precision.
final class StepRunner<Scalar: KernelScalar>: TrainerCore {
  private let data: TrainingData
  private let recipe: Recipe
  private let plan: Plan<Scalar>
  private let isRandom: Bool
  private let lastLayer: Int
  /// Nothing else looks at it while it goes on, and a check of that in every step would cost a fifth of a small one.
  @exclusivity(unchecked) private var sequence: BatchSequence
  /// The sequence before the batch that is loaded and not used yet.
  private var sequenceBefore: BatchSequence
  /// Whether the batch of the next step is loaded and its forward pass done at the present weights.
  private var isForwardFresh = false
  private var isLoaded = false
  private var stepsMade: Int
  /// The updates that the optimiser has made in all trainings.
  private var updates: Int
  private var saved: Saved

  /// Everything that steps change.
  private struct Saved {
    var parameters: [Scalar]
    var statistics: [Scalar]
    var state: [Scalar]
    var updates: Int
    var sequence: BatchSequence
    var stepsMade: Int
  }

  init(
    _ network: Network, _ values: [Scalar], _ data: TrainingData, _ recipe: Recipe, _ stream: RandomStream,
    _ state: OptimizerState?, _ stepsMade: Int, _ kernels: KernelForm, _ threads: ThreadCount
  ) {
    self.data = data
    self.recipe = recipe
    self.stepsMade = stepsMade
    plan = Plan(
      network, parameters: values, capacity: recipe.order.capacity(rows: data.inputs.rows), objective: data.objective,
      purpose: .training, optimizer: recipe.optimizer, kernels: kernels, threads: threads)
    isRandom = network.isRandom
    lastLayer = network.layers.count - 1
    sequence = BatchSequence(recipe.order, rows: data.inputs.rows, stream: stream)
    sequenceBefore = sequence
    updates = 0
    let count = plan.stateValues.count
    if let state, state.optimizer == recipe.optimizer, let values = state.values.as(Scalar.self), values.count == count
    {
      plan.stateValues = values
      updates = state.steps
    }
    saved = Saved(
      parameters: values, statistics: plan.statisticValues, state: plan.stateValues, updates: updates,
      sequence: sequence, stepsMade: stepsMade)
  }

  func run(steps: Int) {
    guard sequence.isSteady, !isRandom else {
      for _ in 0..<steps {
        setStep()
        if !isForwardFresh { loadNext() }
        plan.makeSteps(1, isForwardFresh: isForwardFresh)
        finishSteps(1)
      }
      return
    }
    if !isLoaded { loadNext() }
    // Where no setting changes from step to step, the kernels make all of them.
    let piece = recipe.learningRate.isConstant && recipe.optimizer.isSteady ? steps : 1
    var left = steps
    while left > 0 {
      setStep()
      plan.makeSteps(piece, isForwardFresh: isForwardFresh)
      finishSteps(piece)
      left -= piece
    }
  }

  /// Sets what the next step goes by.
  private func setStep() {
    plan.prepare(step: updates + 1, learningRate: recipe.learningRate.rate(step: stepsMade + 1, of: recipe.steps))
  }

  private func finishSteps(_ count: Int) {
    stepsMade += count
    updates += count
    isForwardFresh = false
  }

  /// Takes the rows of the next step, and draws what it needs.
  private func loadNext() {
    if !sequence.isSteady || !isLoaded {
      sequence.advance()
      plan.load(sequence.batch, of: data.inputs, data.targets)
      isLoaded = true
    }
    if isRandom { plan.drawMasks(from: &sequence.stream) }
  }

  func measureLoss() -> Double {
    if !isForwardFresh {
      sequenceBefore = sequence
      loadNext()
      plan.forward()
      isForwardFresh = true
    }
    return plan.lossValue()
  }

  var measuredOutputs: Matrix { plan.output(ofLayer: lastLayer) }

  var measuredTargets: Matrix { data.targets.slice(rows: sequence.batch) }

  var isFinite: Bool { plan.isFinite }

  func save() {
    saved = Saved(
      parameters: plan.parameterValues, statistics: plan.statisticValues, state: plan.stateValues, updates: updates,
      sequence: isForwardFresh ? sequenceBefore : sequence, stepsMade: stepsMade)
  }

  var isCuttable: Bool {
    get { plan.isCuttable }
    set { plan.isCuttable = newValue }
  }

  var isCut: Bool { plan.isCut }

  func restore() {
    plan.isCut = false
    plan.parameterValues = saved.parameters
    plan.statisticValues = saved.statistics
    plan.stateValues = saved.state
    updates = saved.updates
    sequence = saved.sequence
    stepsMade = saved.stepsMade
    isForwardFresh = false
    isLoaded = false
  }

  var parameters: Parameters { Parameters(plan.parameterValues) }

  var statistics: Parameters { Parameters(plan.statisticValues) }

  var stream: RandomStream { (isForwardFresh ? sequenceBefore : sequence).stream }

  var optimizerState: OptimizerState {
    OptimizerState(
      optimizer: recipe.optimizer, steps: recipe.optimizer.isFused ? 0 : updates, values: Parameters(plan.stateValues))
  }
}
