import CKernels

/// An optimiser's update of all parameters by the gradients of a plan, with its state.
final class Update<Scalar: KernelScalar> {
  private let optimizer: Optimizer
  private let plan: Plan<Scalar>
  private let memory: Arena<Scalar>
  private let states: UnsafeMutablePointer<Scalar>
  private let settings: UnsafeMutablePointer<Scalar>
  private let norm: UnsafeMutablePointer<Scalar>
  private let operations: [nb_operation]
  private var steps = 0

  /// Lays out the state of an optimiser, as it was left if it is the same one.
  init(_ optimizer: Optimizer, _ network: Network, _ plan: Plan<Scalar>, _ old: OptimizerState?) {
    self.optimizer = optimizer
    self.plan = plan
    let count = plan.parameterCount
    memory = Arena(capacity: optimizer.stateCount * count + Int(NB_SETTING_COUNT) + 1)
    states = memory.take(count: optimizer.stateCount * count)
    settings = memory.take(count: Int(NB_SETTING_COUNT))
    norm = memory.take(count: 1)
    let gradients = plan.gradients!
    let step = nb_operation(optimizer.kind, rows: 1, columns: count)
      .with(
        x: gradients, t: settings, y: plan.parameters, z: optimizer.stateCount > 0 ? states : nil,
        s: optimizer.stateCount > 1 ? states + count : nil)
    let decayed = network.blocks.filter {
      optimizer.weightDecay != 0 && (optimizer.source == .book ? $0.role == .weights : $0.role.hasGradient)
    }
    let decays = decayed.map {
      nb_operation(NB_ADD_SCALED, rows: 1, columns: $0.count, factor: optimizer.weightDecay)
        .with(x: plan.parameters + $0.offset, y: gradients + $0.offset)
    }
    operations = decays + [step]
    if let old, old.optimizer == optimizer, let values = old.values.as(Scalar.self),
      values.count == optimizer.stateCount * count
    {
      state = (values, old.steps)
    }
  }

  /// What the optimiser remembers.
  var state: (values: [Scalar], steps: Int) {
    get { (Array(UnsafeBufferPointer(start: states, count: optimizer.stateCount * plan.parameterCount)), steps) }
    set {
      states.update(from: newValue.values, count: newValue.values.count)
      steps = newValue.steps
    }
  }

  /// Makes the update of the next step.
  func apply(learningRate: Double) {
    steps += 1
    if let limit = optimizer.clipping { clip(to: limit) }
    for (index, value) in optimizer.settings(step: steps, learningRate: learningRate).enumerated() {
      settings[index] = Scalar(value)
    }
    run(operations)
  }

  /// Shortens the gradient to a norm if it is longer, as `torch.nn.utils.clip_grad_norm_` does.
  private func clip(to limit: Double) {
    let gradients = plan.gradients!
    run([nb_operation(NB_SUM_OF_SQUARES, rows: 1, columns: plan.parameterCount).with(x: gradients, y: norm)])
    let factor = Scalar(limit) / (norm.pointee.squareRoot() + 1e-6)
    guard factor < 1 else { return }
    settings[0] = factor
    run([nb_operation(NB_SCALE, rows: 1, columns: plan.parameterCount).with(x: gradients, t: settings, y: gradients)])
  }

  private func run(_ operations: [nb_operation]) {
    plan.run(operations)
  }
}
