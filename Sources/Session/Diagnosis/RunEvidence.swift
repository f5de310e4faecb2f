import Engine

/// What a run shows of itself: its numbers now and at its start, from which the symptoms are read.
///
/// It is made once for a diagnosis. What costs a pass over the rows is computed when it is asked for first.
final class RunEvidence {
  let state: State
  let objective: Objective
  let training: LastTraining
  /// The rows that are looked at, as the training saw them; their numbers among all, counted from 0.
  let rows: [Int]
  lazy var inputs = allInputs.slice(rows: rows)
  lazy var targets = allTargets.slice(rows: rows)
  /// The rows that the training saw.
  let rowCount: Int
  /// What answers cost that are the same for several rows.
  lazy var answers = AnswerCost(targets, objective.loss)
  /// The network with its weights of the start.
  let start: Network
  let course: LossCourse?

  /// Gathers what is known of a session that has trained.
  ///
  /// - Parameters:
  ///   - state: the session.
  ///   - inputs: the inputs of all rows to learn from.
  ///   - targets: their targets, as the network's outputs are compared with them.
  ///   - objective: what the training made small.
  ///   - training: the training.
  init(_ state: State, _ inputs: Matrix, _ targets: Matrix, _ objective: Objective, _ training: LastTraining) {
    let seen = training.fixedRows.map { Array(Set($0)).sorted() } ?? Array(0..<inputs.rows)
    let count = min(seen.count, Thresholds.mostRows)
    let rows = (0..<count).map { seen[$0 * seen.count / count] }
    (self.state, self.training, self.rows, rowCount) = (state, training, rows, seen.count)
    (allInputs, allTargets) = (inputs, targets)
    // The steps of a gradient that is not divided are as many times longer; `rate` says so.
    self.objective = Objective(loss: objective.loss, reduction: .mean)
    (start, startIsTelling) = Self.start(of: state)
    course = LossCourse(
      Array(training.entries(of: state.history)), areMeans: training.request.countsEpochs,
      isOfSameRows: training.seesSameRows)
    isSummed = objective.reduction == .sum
  }

  private let allInputs, allTargets: Matrix
  private let isSummed: Bool

  // MARK: - The loss

  /// The network on these rows, forward and backward, now.
  lazy var now = Trace(state.network, inputs: inputs, targets: targets, objective: objective)
  /// The same with the weights of the start.
  lazy var before = Trace(start, inputs: inputs, targets: targets, objective: objective)

  /// The loss on these rows.
  var loss: Double { now.gradients.loss }

  /// What the best single answer for all rows costs.
  lazy var costOfOne = answers.costOfOne
  /// What the best answers cost, of which rows with the same inputs have only one: nothing can do better.
  lazy var floor: Double = {
    var groups: [[Double]: [Int]] = [:]
    for row in 0..<inputs.rows { groups[inputs.row(row), default: []].append(row) }
    return answers.cost(of: groups.values.sorted { $0[0] < $1[0] })
  }()

  /// The share of what there was to learn that is left; nil where there was nothing.
  lazy var share: Double? = {
    guard costOfOne - floor > 1e-12 else { return nil }
    return (loss - floor) / (costOfOne - floor)
  }()

  /// Whether there were steps enough for a verdict.
  var isLong: Bool { state.stepsMade >= Thresholds.leastSteps }

  /// Whether the run has come to an end that was asked for.
  var hasMetItsEnd: Bool {
    switch training.ending {
    case .conditionMet, .notImproving: true
    case .finished, .interrupted, .lossNotFinite, .weightsNotFinite: false
    }
  }

  /// Whether the network does no better than the best single answer for all rows, where there was something to learn.
  var isNoBetterThanOne: Bool { (share ?? 0) >= 1 }

  /// Whether most of what there was to learn has been learned.
  var hasLearned: Bool { hasMetItsEnd || (share ?? 0) <= Thresholds.learnedShare }

  /// Whether most of it has not.
  var hasNotLearned: Bool { !hasMetItsEnd && (share ?? 0) > Thresholds.unlearnedShare }

  /// The answers of the network, as they are predicted.
  lazy var predictions = state.predictions(from: now.layerOutputs[now.layerOutputs.count - 1])

  // MARK: - The layers

  /// The matrices of weights, from the input up.
  lazy var matrices = state.network.blocks.filter { $0.role.isMatrix && $0.role.isLearnt }

  /// The mean magnitude of the gradient of each of them: its Euclidean norm over the root of their number.
  func meanGradients(_ trace: Trace) -> [Double] {
    matrices.map { trace.gradients.norm(of: $0) / Double($0.count).squareRoot() }
  }

  /// Which hidden layer a layer's outputs belong to, counted from 1; nil for those of the last.
  func hidden(_ layer: Int) -> Int? {
    let shaped = state.network.shapedLayers
    guard let next = shaped.firstIndex(where: { $0 > layer }) else { return nil }
    return next
  }

  /// Whether the weights of the start are known, and what they give outside of training is what the training began with.
  let startIsTelling: Bool

  /// The network as it began: with its initial weights, or those of the first point of the curve where it was loaded.
  private static func start(of state: State) -> (Network, isTelling: Bool) {
    var start = state.network
    start.rewind()
    let isTelling = state.network.leastRows == 1
    guard state.hasLoaded, state.network.statisticCount == 0 else { return (start, isTelling) }
    guard let first = state.history.first, first.step == 1, let parameters = first.parameters else {
      return (start, false)
    }
    start.replaceValues(parameters)
    return (start, isTelling)
  }

  /// How far each of them has moved from the start, as a share of its size there.
  var displacements: [(name: String, share: Double)] {
    matrices.map { block in
      let (old, new) = (start.values(of: block).values, state.network.values(of: block).values)
      let size = norm(old)
      return (ParameterName(block).description, size > 0 ? norm(zip(old, new).map { $1 - $0 }) / size : .infinity)
    }
  }

  // MARK: - The steps

  /// The learning rate of the last step, as the gradient of the mean over the rows is multiplied by it.
  var rate: Double { scaled(statedRate) }

  /// The learning rate of the last step as it was asked for, with its schedule.
  var statedRate: Double {
    let schedule = state.schedule
    return LearningRate(
      training.request.learningRate, schedule: schedule?.schedule ?? .constant, warmUp: schedule?.warmUp ?? 0
    ).rate(step: max(1, training.steps), of: training.stepsAsked)
  }

  /// Whether a schedule has all but ended the training before its end.
  var hasFadedRate: Bool { statedRate < Thresholds.fadedRate * training.request.learningRate }

  private func scaled(_ rate: Double) -> Double { rate * gradientScale }

  /// How many times the gradient of the mean over the rows the steps' gradient is.
  var gradientScale: Double {
    guard isSummed, !isAdaptive else { return 1 }
    return Double(training.order.capacity(rows: rowCount))
  }

  /// Whether the optimiser divides by the size of the gradient, so that its rate says nothing of the curvature.
  var isAdaptive: Bool {
    switch state.optimizer.rule {
    case .sgd, .momentum, .nesterov: false
    case .adagrad, .rmsprop, .adam: true
    }
  }

  /// The momentum of the optimiser; 0 for none.
  var momentum: Double {
    switch state.optimizer.rule {
    case .momentum(let momentum), .nesterov(let momentum): momentum
    case .sgd, .adagrad, .rmsprop, .adam: 0
    }
  }

  /// How far the next step moves each parameter.
  lazy var nextStep = look(at: state.network, statedRate, state.optimizerState)

  /// The loss and the predictions after the next step on all rows.
  lazy var afterNextStep: (loss: Double, predictions: Matrix) = {
    let trace = Trace(nextStep.network, inputs: inputs, targets: targets, objective: objective)
    return (trace.gradients.loss, state.predictions(from: trace.layerOutputs[trace.layerOutputs.count - 1]))
  }()

  /// How far the first step of the training moved each parameter, if that began with the weights of the start.
  lazy var firstStep = look(at: start, training.request.learningRate, nil)

  /// How far the next step on a batch would move each parameter, with as many rows as a step of the training sees.
  lazy var nextStepOnBatch: StepLook = {
    let size = min(training.order.capacity(rows: rowCount), rows.count)
    guard size < rows.count else { return nextStep }
    let places = (0..<size).map { $0 * rows.count / size }
    return StepLook(
      state.network, inputs: inputs.slice(rows: places), targets: targets.slice(rows: places), objective: objective,
      learningRate: scaled(statedRate), optimizer: state.optimizer, state: state.optimizerState)
  }()

  private func look(at network: Network, _ rate: Double, _ memory: OptimizerState?) -> StepLook {
    StepLook(
      network, inputs: inputs, targets: targets, objective: objective, learningRate: scaled(rate),
      optimizer: state.optimizer, state: memory)
  }

  /// The largest rate, as it would be asked for, at which steps go down everywhere: 2 (1 + m)/λ; nil where nothing can
  /// be said.
  lazy var stableRate: Double? = stableRate(state.network, inputs: inputs)
  /// The same with the weights of the start.
  lazy var stableRateAtStart: Double? = stableRate(start, inputs: inputs)

  /// The same of a network on inputs of these rows, which may be others than they are.
  func stableRate(_ network: Network, inputs: Matrix) -> Double? {
    guard !isAdaptive else { return nil }
    let largest = Curvature(network, inputs: inputs, targets: targets, objective: objective).largest
    return largest > 0 && largest.isFinite ? 2 * (1 + momentum) / (largest * gradientScale) : nil
  }
}
