/// One training of a group: what its run looks at between the steps of all.
final class LockstepLane<Scalar: KernelScalar>: TrainingSteps {
  private let group: LockstepGroup<Scalar>
  private let lane: Int
  private let start: TrainingStart
  private let kernels: KernelForm
  /// The updates that the optimiser had made before the training.
  private let updatesBefore: Int
  private var saved: Saved

  /// Everything that steps change.
  private struct Saved {
    var parameters: [Scalar]
    var state: [Scalar]
    var stepsMade: Int
  }

  /// Puts a training into a lane of a group.
  init(_ group: LockstepGroup<Scalar>, _ lane: Int, _ start: TrainingStart, _ kernels: KernelForm) {
    (self.group, self.lane, self.start, self.kernels) = (group, lane, start, kernels)
    let parameters = required(start.network.parameters.as(Scalar.self), "a network of another precision")
    let known = start.optimizerState.flatMap { $0.optimizer == start.recipe.optimizer ? $0 : nil }
    let state = known.flatMap { $0.values.as(Scalar.self) }
      .flatMap { $0.count == start.recipe.optimizer.stateCount * parameters.count ? $0 : nil }
    updatesBefore = state == nil ? 0 : known?.steps ?? 0
    group.enter(lane, start.recipe, parameters: parameters, state: state, updates: updatesBefore)
    saved = Saved(parameters: parameters, state: group.state(lane), stepsMade: 0)
  }

  var parameterCount: Int { start.network.parameterCount }

  var parameterValues: [Double] { group.parameters(lane).map { Double($0) } }

  var network: Network { network(group.parameters(lane)) }

  var stream: RandomStream { start.stream }

  var optimizerState: OptimizerState { optimizerState(group.state(lane), stepsMade: group.stepsMade(lane)) }

  var isFinite: Bool { group.isFinite(lane) }

  var isCut: Bool { false }

  func measureLoss() -> Double { group.loss(lane) }

  func outputsOfMeasured() -> Matrix { group.outputs(lane) }

  func targetsOfMeasured() -> Matrix { group.targetsOfSteps }

  func save() {
    saved = Saved(parameters: group.parameters(lane), state: group.state(lane), stepsMade: group.stepsMade(lane))
  }

  func backAtLastSave() -> Trainer {
    Trainer(
      network(saved.parameters),
      TrainingData(inputs: start.inputs, targets: start.targets, objective: start.objective), start.recipe,
      start.stream,
      optimizerState(saved.state, stepsMade: saved.stepsMade), stepsMade: saved.stepsMade, kernels,
      ThreadCount(exactly: 1))
  }

  private func network(_ parameters: [Scalar]) -> Network {
    var network = start.network
    network.parameters = Parameters(parameters)
    return network
  }

  private func optimizerState(_ values: [Scalar], stepsMade: Int) -> OptimizerState {
    let optimizer = start.recipe.optimizer
    return OptimizerState(
      optimizer: optimizer, steps: optimizer.isFused ? 0 : updatesBefore + stepsMade, values: Parameters(values))
  }
}
