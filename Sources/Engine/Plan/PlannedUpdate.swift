import CKernels

/// An optimiser's part of a plan: what it remembers of each parameter, its settings, and its operations.
///
/// They come after those that compute the gradients: weight decay, clipping, and the update of all parameters.
final class PlannedUpdate<Scalar: KernelScalar> {
  /// What it remembers of all parameters: the first values, then the second.
  let states: UnsafeMutablePointer<Scalar>
  /// How many values that is for one network.
  let stateCount: Int
  let operations: [nb_operation]
  private let optimizer: Optimizer
  private let settings: UnsafeMutablePointer<Scalar>
  private let powers: Powers
  /// The networks side by side, each with its own settings.
  private let lanes: Int

  /// Lays out an update of so many parameters, of which blocks are decayed; of those of every network side by side.
  init(
    _ optimizer: Optimizer, parameters: UnsafeMutablePointer<Scalar>, gradients: UnsafeMutablePointer<Scalar>,
    count: Int, blocks: [ParameterBlock], _ layout: Layout, _ memory: PlanMemory
  ) {
    self.optimizer = optimizer
    let lanes = layout.lanes
    self.lanes = lanes
    if case .adam(let first, let second) = optimizer.rule {
      powers = Powers(of: first, second)
    } else {
      powers = Powers(of: 0, 0)
    }
    stateCount = optimizer.stateCount * count
    states = memory.take(stateCount * lanes).assumingMemoryBound(to: Scalar.self)
    settings = memory.take(Int(NB_SETTING_COUNT) * lanes).assumingMemoryBound(to: Scalar.self)
    let (states, settings) = (states, settings)
    var operations: [nb_operation] = []
    for block in blocks where optimizer.weightDecay != 0 && optimizer.decays(block.role) {
      operations.append(
        nb_operation(NB_ADD_SCALED, columns: block.count * lanes) {
          $0.factor = optimizer.weightDecay
          $0.values = nb_values(
            input: parameters + block.offset * lanes, factors: nil, output: gradients + block.offset * lanes)
        })
    }
    if let limit = optimizer.clipping {
      let norm = memory.take(2 * lanes).assumingMemoryBound(to: Scalar.self)
      operations += [
        nb_operation(layout.isByLane ? NB_LANES_SUM_OF_SQUARES : NB_SUM_OF_SQUARES, columns: count) {
          $0.values = nb_values(input: gradients, factors: nil, output: norm)
        },
        nb_operation(NB_CLIP_FACTOR, columns: lanes) {
          $0.factor = limit
          $0.values = nb_values(input: norm, factors: nil, output: norm + lanes)
        },
        nb_operation(layout.isByLane ? NB_LANES_SCALE : NB_SCALE, columns: count) {
          $0.values = nb_values(input: nil, factors: norm + lanes, output: gradients)
        },
      ]
    }
    operations.append(
      nb_operation(optimizer.kind, columns: count * lanes) {
        $0.inner = layout.isByLane ? lanes : 0
        $0.update = nb_update(
          gradients: gradients, settings: settings, parameters: parameters,
          first: optimizer.stateCount > 0 ? states : nil,
          second: optimizer.stateCount > 1 ? states + count * lanes : nil)
      })
    self.operations = operations
  }

  /// Puts the settings of a step, counted from 1, where the operations find them; those of one network of several.
  func prepare(step: Int, learningRate: Double, lane: Int = 0) {
    optimizer.setSettings(step: step, learningRate: learningRate, powers) { settings[$0 * lanes + lane] = Scalar($1) }
  }
}
