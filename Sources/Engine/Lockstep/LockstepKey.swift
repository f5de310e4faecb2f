/// What trainings must have in common to go in lock-step: all that the kernels do alike for every one of them.
///
/// Learning rates, first weights, streams, and when a training is looked at and ends are each training's own.
public struct LockstepKey: Sendable, Hashable {
  private let layers: [any Layer]
  private let precision: Precision
  private let objective: Objective
  private let optimizer: Optimizer
  private let order: BatchOrder
  private let inputs: Matrix
  private let targets: Matrix

  /// The most multiplications of a forward pass for which going in lock-step is faster.
  static let mostMultiplications = 20_000

  init(_ start: TrainingStart) {
    (layers, precision) = (start.network.layers, start.network.precision)
    (objective, optimizer, order) = (start.objective, start.recipe.optimizer, start.recipe.order)
    (inputs, targets) = (start.inputs, start.targets)
  }

  /// Whether trainings of both keys go in lock-step; matrices that are one in memory are not gone through.
  public static func == (first: LockstepKey, second: LockstepKey) -> Bool {
    first.layers.count == second.layers.count && zip(first.layers, second.layers).allSatisfy { $0.isEqual(to: $1) }
      && first.precision == second.precision && first.objective == second.objective
      && first.optimizer == second.optimizer && first.order == second.order && first.inputs == second.inputs
      && first.targets == second.targets
  }

  /// Goes by the shapes, which is cheap and tells most of them apart.
  public func hash(into hasher: inout Hasher) {
    for layer in layers {
      hasher.combine(layer.word)
      hasher.combine(layer.shapes?.output.count)
    }
    hasher.combine(precision)
    hasher.combine(inputs.rows)
    hasher.combine(inputs.columns)
  }
}

extension TrainingStart {
  /// What trainings that go in lock-step with this one have too; nil if it has to run alone.
  ///
  /// Alone are those whose steps see other rows each time, that draw for every step, that normalise by batches, and those
  /// so large that their vectors are full anyway.
  public var lockstepKey: LockstepKey? {
    let isSteady =
      switch recipe.order {
      case .all, .fixed: true
      case .shuffled, .drawn: false
      }
    guard isSteady, !network.isEmpty, !network.isRandom, network.layers.allSatisfy(\.traits.hasLaneForm),
      recipe.order.capacity(rows: inputs.rows) * network.parameterCount <= LockstepKey.mostMultiplications
    else { return nil }
    return LockstepKey(self)
  }
}
