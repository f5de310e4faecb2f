/// Makes the steps of a training in one precision.
final class StepRunner<Scalar: KernelScalar>: TrainerCore {
  private let data: TrainingData
  private let recipe: Recipe
  private let plan: Plan<Scalar>
  private let update: Update<Scalar>?
  private let hasDropout: Bool
  private let lastLayer: Int
  private var sequence: BatchSequence
  /// The sequence before the batch that is loaded and not used yet.
  private var sequenceBefore: BatchSequence
  /// Whether the batch of the next step is loaded and its forward pass done at the present weights.
  private var isForwardFresh = false
  private var loaded: ArraySlice<Int> = []
  private var stepsMade = 0
  private var rate = 0.0
  private var saved: Saved

  /// Everything that steps change.
  private struct Saved {
    var parameters: [Scalar]
    var statistics: [Scalar]
    var state: (values: [Scalar], steps: Int)?
    var sequence: BatchSequence
    var stepsMade: Int
  }

  init(
    _ network: Network, _ values: [Scalar], _ data: TrainingData, _ recipe: Recipe, _ stream: RandomStream,
    _ state: OptimizerState?, _ kernels: KernelForm, _ threads: ThreadCount
  ) {
    self.data = data
    self.recipe = recipe
    plan = Plan(
      network, parameters: values, capacity: recipe.order.capacity(rows: data.inputs.rows),
      inputColumns: data.inputs.columns, objective: data.objective,
      purpose: recipe.optimizer.isFused ? .descent : .training, kernels: kernels, threads: threads)
    update = recipe.optimizer.isFused ? nil : Update(recipe.optimizer, network, plan, state)
    hasDropout = network.layers.contains { $0.isDropout }
    lastLayer = network.layers.count - 1
    sequence = BatchSequence(recipe.order, rows: data.inputs.rows, stream: stream)
    sequenceBefore = sequence
    saved = Saved(
      parameters: values, statistics: plan.statisticValues, state: update?.state, sequence: sequence, stepsMade: 0)
  }

  func run(steps: Int) {
    if let update {
      for _ in 0..<steps {
        prepare()
        plan.backward()
        update.apply(learningRate: recipe.learningRate.rate(step: stepsMade + 1, of: recipe.steps))
        finishStep()
      }
    } else if sequence.steadyRows != nil, !hasDropout, recipe.learningRate.isConstant {
      load()
      setRate(recipe.learningRate.base)
      plan.makeSteps(steps, isForwardFresh: isForwardFresh)
      stepsMade += steps
      isForwardFresh = false
    } else {
      for _ in 0..<steps {
        prepare()
        setRate(recipe.learningRate.rate(step: stepsMade + 1, of: recipe.steps))
        plan.backward()
        finishStep()
      }
    }
  }

  private func finishStep() {
    stepsMade += 1
    isForwardFresh = false
  }

  private func setRate(_ new: Double) {
    guard new != rate else { return }
    rate = new
    plan.setRate(new)
  }

  /// Takes the rows of the next step, draws what it needs, and does its forward pass.
  private func prepare() {
    guard !isForwardFresh else { return }
    sequenceBefore = sequence
    load()
    if hasDropout { plan.drawMasks(from: &sequence.stream) }
    plan.forward()
    isForwardFresh = true
  }

  private func load() {
    guard !isForwardFresh, sequence.steadyRows == nil || loaded.isEmpty else { return }
    loaded = sequence.next()
    plan.load(loaded, of: data.inputs, data.targets)
  }

  func measureLoss() -> Double {
    prepare()
    return plan.lossValue()
  }

  var measuredOutputs: Matrix { plan.output(ofLayer: lastLayer) }

  var measuredTargets: Matrix { data.targets.slice(rows: loaded) }

  var isFinite: Bool { plan.isFinite }

  func save() {
    saved = Saved(
      parameters: plan.parameterValues, statistics: plan.statisticValues, state: update?.state,
      sequence: isForwardFresh ? sequenceBefore : sequence, stepsMade: stepsMade)
  }

  var isCuttable: Bool {
    get { plan.isCuttable }
    set { plan.isCuttable = newValue }
  }

  var isCut: Bool { plan.isCut }

  func restore() {
    plan.isCut = false
    plan.parameters.update(from: saved.parameters, count: saved.parameters.count)
    plan.statistics.update(from: saved.statistics, count: saved.statistics.count)
    if let state = saved.state { update?.state = state }
    sequence = saved.sequence
    stepsMade = saved.stepsMade
    isForwardFresh = false
    loaded = []
  }

  var parameters: Parameters { Parameters(plan.parameterValues) }

  var statistics: Parameters { Parameters(plan.statisticValues) }

  var stream: RandomStream { (isForwardFresh ? sequenceBefore : sequence).stream }

  var optimizerState: OptimizerState {
    OptimizerState(
      optimizer: recipe.optimizer, steps: update?.state.steps ?? 0, values: Parameters(update?.state.values ?? []))
  }
}
