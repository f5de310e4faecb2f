import CKernels

/// The gradient of an objective at a network's present weights, parameter by parameter.
public struct Gradients: Sendable {
  private let network: Network
  let values: Parameters
  /// The loss at the same weights.
  public let loss: Double

  init(_ network: Network, _ values: Parameters, loss: Double) {
    (self.network, self.values, self.loss) = (network, values, loss)
  }

  /// Runs a network forward and backward on some rows, as it is outside of training: nothing is dropped, and batch
  /// normalisation takes its running statistics.
  public init(_ network: Network, inputs: Matrix, targets: Matrix, objective: Objective) {
    network.require(inputs, targets)
    func compute<Scalar: KernelScalar>(_ parameters: [Scalar]) -> ([Scalar], Double) {
      let plan = Plan<Scalar>(
        network, parameters: parameters, capacity: inputs.rows, objective: objective, purpose: .gradients)
      plan.load(0..<inputs.rows, of: inputs, targets)
      plan.forward()
      plan.backward()
      return (plan.gradientValues, plan.lossValue())
    }
    self.network = network
    switch network.parameters {
    case .float32(let parameters):
      let (gradients, loss) = compute(parameters)
      values = .float32(gradients)
      self.loss = loss
    case .float64(let parameters):
      let (gradients, loss) = compute(parameters)
      values = .float64(gradients)
      self.loss = loss
    }
  }

  /// The gradient of W of an affine layer counted from 0.
  public func weights(_ index: Int) -> Matrix { network.values(of: .weights, index, in: values) }

  /// The gradient of b of an affine layer counted from 0.
  public func biases(_ index: Int) -> Matrix { network.values(of: .biases, index, in: values) }

  /// The gradient of a block of the network's parameters; running statistics have none.
  public func values(of block: ParameterBlock) -> Matrix { network.values(of: block, in: values) }

  /// The network after a step of plain gradient descent, p = p - rate g, in the bits of a training's.
  public func descended(rate: Double) -> Network {
    func descend<Scalar: KernelScalar>(_ parameters: [Scalar], _ gradients: [Scalar]) -> [Scalar] {
      var moved = parameters
      var settings = Array(repeating: Scalar(0), count: Int(NB_SETTING_COUNT))
      settings[Int(NB_RATE)] = Scalar(rate)
      moved.withUnsafeMutableBytes { p in
        gradients.withUnsafeBytes { g in
          settings.withUnsafeBytes { settings in
            var operation = nb_operation(NB_DESCENT, columns: parameters.count) {
              $0.update = nb_update(
                gradients: g.baseAddress, settings: settings.baseAddress, parameters: p.baseAddress, first: nil,
                second: nil)
            }
            nb_run(Scalar.runner(.standard), &operation, 1, 1, 1, nil)
          }
        }
      }
      return moved
    }
    var moved = network
    switch (network.parameters, values) {
    case (.float32(let parameters), .float32(let gradients)):
      moved.parameters = .float32(descend(parameters, gradients))
    case (.float64(let parameters), .float64(let gradients)):
      moved.parameters = .float64(descend(parameters, gradients))
    default: preconditionFailure("gradients are in the precision of their network")
    }
    return moved
  }
}
