/// Networks of one shape that make their steps over the same rows together, one a lane.
///
/// Steps are common to all; everything else is each lane's own, and may be asked for between any two steps.
final class LockstepGroup<Scalar: KernelScalar> {
  private let plan: Plan<Scalar>
  private let optimizer: Optimizer
  private let rows: BatchSequence
  private let targets: Matrix
  private var places: [Place?]
  /// The steps made.
  private(set) var clock = 0
  /// Whether the forward pass at the present weights is done, and the losses are known.
  private var isFresh = false
  /// Whether all settings are those of the next step, and will be those of the steps after it.
  private var isPrepared = false

  /// What the settings of a network's steps depend on.
  private struct Place {
    let recipe: Recipe
    /// The clock when it began.
    let begin: Int
    /// The updates that the optimiser had made before.
    let updates: Int

    var isSteady: Bool { recipe.learningRate.isConstant && recipe.optimizer.isSteady }
  }

  /// Lays out a group for trainings like one.
  init(_ start: TrainingStart, _ kernels: KernelForm) {
    let (inputs, recipe) = (start.inputs, start.recipe)
    let count = recipe.order.capacity(rows: inputs.rows)
    let lanes = Lockstep.groupSize(start.network.precision, kernels: kernels)
    plan = Plan(
      start.network, parameters: [], capacity: count, objective: start.objective, purpose: .training,
      optimizer: recipe.optimizer, kernels: kernels, threads: ThreadCount(exactly: 1),
      layout: .byLane(rows: count, lanes: lanes))
    plan.isCuttable = false  // steps are short
    (optimizer, targets) = (recipe.optimizer, start.targets)
    var rows = BatchSequence(recipe.order, rows: inputs.rows, stream: start.stream)
    rows.advance()
    plan.load(rows.batch, of: inputs, targets)
    self.rows = rows
    places = Array(repeating: nil, count: lanes)
  }

  /// The lanes.
  var lanes: Range<Int> { places.indices }

  /// Puts a training into a lane, with parameters, and what an optimiser remembers after so many updates.
  func enter(_ lane: Int, _ recipe: Recipe, parameters: [Scalar], state: [Scalar]?, updates: Int) {
    plan.setLane(
      lane, parameters: parameters,
      state: state ?? Array(repeating: 0, count: optimizer.stateCount * parameters.count))
    places[lane] = Place(recipe: recipe, begin: clock, updates: updates)
    (isFresh, isPrepared) = (false, false)
  }

  /// Empties a lane: what goes on there are steps of no length from zeros.
  func leave(_ lane: Int) {
    let count = plan.parameters(ofLane: lane).count
    plan.setLane(
      lane, parameters: Array(repeating: 0, count: count),
      state: Array(repeating: 0, count: optimizer.stateCount * count))
    plan.prepare(step: 1, learningRate: 0, lane: lane)
    places[lane] = nil
    (isFresh, isPrepared) = (false, false)
  }

  /// Makes a number of steps with all networks.
  func run(steps: Int) {
    // Where no setting changes from step to step, the kernels make all of them.
    let isSteady = places.allSatisfy { $0?.isSteady ?? true }
    let piece = isSteady ? steps : 1
    var left = steps
    while left > 0 {
      if !isPrepared { prepare() }
      isPrepared = isSteady
      plan.makeSteps(piece, isForwardFresh: isFresh)
      isFresh = false
      clock += piece
      left -= piece
    }
  }

  /// Sets what the next step goes by.
  private func prepare() {
    for lane in lanes {
      guard let place = places[lane] else { continue }
      let step = clock - place.begin + 1
      plan.prepare(
        step: place.updates + step, learningRate: place.recipe.learningRate.rate(step: step, of: place.recipe.steps),
        lane: lane)
    }
  }

  /// The steps that the training in a lane has made.
  func stepsMade(_ lane: Int) -> Int { clock - (places[lane]?.begin ?? clock) }

  // MARK: - Looking at a lane

  /// The loss of a network at its present weights.
  func loss(_ lane: Int) -> Double {
    if !isFresh {
      plan.forward()
      plan.computeLosses()
      isFresh = true
    }
    return plan.loss(ofLane: lane)
  }

  /// What a network gave for the rows that its loss is of.
  func outputs(_ lane: Int) -> Matrix { plan.outputs(ofLane: lane) }

  /// The targets of the rows of all steps.
  var targetsOfSteps: Matrix { targets.slice(rows: rows.batch) }

  /// The parameters of a network.
  func parameters(_ lane: Int) -> [Scalar] { plan.parameters(ofLane: lane) }

  /// What the optimiser remembers of a network.
  func state(_ lane: Int) -> [Scalar] { plan.state(ofLane: lane) }

  /// Whether every parameter of a network is finite.
  func isFinite(_ lane: Int) -> Bool { plan.isFinite(lane: lane) }
}
