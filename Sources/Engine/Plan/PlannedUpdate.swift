import CKernels

/// An optimiser's part of a plan: what it remembers of each parameter, its settings, and its operations.
///
/// They come after those that compute the gradients: weight decay, clipping, and the update of all parameters.
final class PlannedUpdate<Scalar: KernelScalar> {
  /// What it remembers of all parameters: the first values, then the second.
  let states: UnsafeMutablePointer<Scalar>
  let stateCount: Int
  let operations: [nb_operation]
  private let optimizer: Optimizer
  private let settings: UnsafeMutablePointer<Scalar>
  private let powers: Powers

  /// Lays out an update of so many parameters, of which blocks are decayed.
  init(
    _ optimizer: Optimizer, parameters: UnsafeMutablePointer<Scalar>, gradients: UnsafeMutablePointer<Scalar>,
    count: Int, blocks: [ParameterBlock], _ memory: PlanMemory
  ) {
    self.optimizer = optimizer
    if case .adam(let first, let second) = optimizer.rule {
      powers = Powers(of: first, second)
    } else {
      powers = Powers(of: 0, 0)
    }
    stateCount = optimizer.stateCount * count
    states = memory.take(stateCount).assumingMemoryBound(to: Scalar.self)
    settings = memory.take(Int(NB_SETTING_COUNT)).assumingMemoryBound(to: Scalar.self)
    let (states, settings) = (states, settings)
    var operations: [nb_operation] = []
    for block in blocks where optimizer.weightDecay != 0 && optimizer.decays(block.role) {
      operations.append(
        nb_operation(NB_ADD_SCALED, columns: block.count) {
          $0.factor = optimizer.weightDecay
          $0.values = nb_values(
            input: parameters + block.offset, factors: nil, output: gradients + block.offset)
        })
    }
    if let limit = optimizer.clipping {
      let norm = memory.take(2).assumingMemoryBound(to: Scalar.self)
      operations += [
        nb_operation(NB_SUM_OF_SQUARES, columns: count) {
          $0.values = nb_values(input: gradients, factors: nil, output: norm)
        },
        nb_operation(NB_CLIP_FACTOR, columns: 1) {
          $0.factor = limit
          $0.values = nb_values(input: norm, factors: nil, output: norm + 1)
        },
        nb_operation(NB_SCALE, columns: count) {
          $0.values = nb_values(input: nil, factors: norm + 1, output: gradients)
        },
      ]
    }
    operations.append(
      nb_operation(optimizer.kind, columns: count) {
        $0.update = nb_update(
          gradients: gradients, settings: settings, parameters: parameters,
          first: optimizer.stateCount > 0 ? states : nil, second: optimizer.stateCount > 1 ? states + count : nil)
      })
    self.operations = operations
  }

  /// Puts the settings of a step, counted from 1, where the operations find them.
  func prepare(step: Int, learningRate: Double) {
    optimizer.setSettings(step: step, learningRate: learningRate, powers) { settings[$0] = Scalar($1) }
  }
}
