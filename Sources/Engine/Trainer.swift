/// Trains a network on a fixed batch: the non-generic face of the engine's inner loop.
///
/// The caller keeps to one trainer at a time on one thread, and takes the network out when it is done.
public final class Trainer {
  private let storage: Storage
  private let original: Network
  private let targets: Matrix
  private var isForwardFresh = false

  private enum Storage {
    case float32(Plan<Float>, saved: Arena<Float>, UnsafeMutablePointer<Float>)
    case float64(Plan<Double>, saved: Arena<Double>, UnsafeMutablePointer<Double>)
  }

  /// Lays out a training; inputs and targets have one row a sample and the network's widths.
  public init(
    _ network: Network, inputs: Matrix, targets: Matrix, objective: Objective, learningRate: Double,
    kernels: KernelForm = .standard, threads: ThreadCount = .standard
  ) {
    original = network
    self.targets = targets
    switch network.parameters {
    case .float32(let values):
      let plan = Plan<Float>(
        network, parameters: values, inputs: inputs, targets: targets, objective: objective,
        learningRate: learningRate, kernels: kernels, threads: threads)
      let arena = Arena<Float>(capacity: values.count)
      storage = .float32(plan, saved: arena, arena.take(values))
    case .float64(let values):
      let plan = Plan<Double>(
        network, parameters: values, inputs: inputs, targets: targets, objective: objective,
        learningRate: learningRate, kernels: kernels, threads: threads)
      let arena = Arena<Double>(capacity: values.count)
      storage = .float64(plan, saved: arena, arena.take(values))
    }
  }

  /// Makes a number of steps: forward, backward, update.
  public func run(steps: Int) {
    switch storage {
    case .float32(let plan, _, _): plan.makeSteps(steps, isForwardFresh: isForwardFresh)
    case .float64(let plan, _, _): plan.makeSteps(steps, isForwardFresh: isForwardFresh)
    }
    isForwardFresh = false
  }

  /// The loss at the present weights.
  public func measureLoss() -> Double {
    isForwardFresh = true
    switch storage {
    case .float32(let plan, _, _):
      plan.forward()
      return plan.lossValue()
    case .float64(let plan, _, _):
      plan.forward()
      return plan.lossValue()
    }
  }

  /// The share of rows whose class is predicted right by the outputs that ``measureLoss()`` left.
  public func accuracyOfMeasured() -> Double {
    let last = original.layers.count - 1
    switch storage {
    case .float32(let plan, _, _): return accuracy(of: plan.output(ofLayer: last), targets: targets)
    case .float64(let plan, _, _): return accuracy(of: plan.output(ofLayer: last), targets: targets)
    }
  }

  /// Whether every weight and bias is finite.
  public var isFinite: Bool {
    switch storage {
    case .float32(let plan, _, _): plan.isFinite
    case .float64(let plan, _, _): plan.isFinite
    }
  }

  /// Keeps the present weights for ``restore()``.
  public func save() {
    switch storage {
    case .float32(let plan, _, let buffer): plan.save(to: buffer)
    case .float64(let plan, _, let buffer): plan.save(to: buffer)
    }
  }

  /// Goes back to the weights last kept, or the first ones.
  public func restore() {
    isForwardFresh = false
    switch storage {
    case .float32(let plan, _, let buffer): plan.restore(from: buffer)
    case .float64(let plan, _, let buffer): plan.restore(from: buffer)
    }
  }

  /// The network with the present weights.
  public var network: Network {
    var network = original
    switch storage {
    case .float32(let plan, _, _): network.parameters = .float32(plan.parameterValues)
    case .float64(let plan, _, _): network.parameters = .float64(plan.parameterValues)
    }
    return network
  }
}

/// The share of rows whose class is right: the largest column, or for one column the side of one half.
public func accuracy(of outputs: Matrix, targets: Matrix) -> Double {
  let right = (0..<outputs.rows).count { row in
    outputs.columns == 1
      ? (outputs[row, 0] >= 0.5) == (targets[row, 0] >= 0.5)
      : outputs.largestColumn(ofRow: row) == targets.largestColumn(ofRow: row)
  }
  return Double(right) / Double(outputs.rows)
}
