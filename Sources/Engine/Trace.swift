/// A network followed forward and backward on some rows: what every layer gives, and the gradient by all of it.
///
/// It is as ``Gradients`` are, outside of training, and in the same bits; nothing changes.
public struct Trace: Sendable {
  /// The output of every layer, from the input up, one row a sample.
  public let layerOutputs: [Matrix]
  /// The gradient of the objective by the output of every layer, from the input up; nil below the lowest layer with
  /// parameters, where none is needed.
  public let outputGradients: [Matrix?]
  /// The gradient of the objective by the parameters, and the loss.
  public let gradients: Gradients

  /// Runs a network forward and backward on some rows.
  public init(_ network: Network, inputs: Matrix, targets: Matrix, objective: Objective) {
    network.require(inputs, targets)
    func trace<Scalar: KernelScalar>(_ parameters: [Scalar]) -> ([Matrix], [Matrix?], Gradients) {
      let plan = Plan<Scalar>(
        network, parameters: parameters, capacity: inputs.rows, objective: objective, purpose: .trace)
      plan.load(0..<inputs.rows, of: inputs, targets)
      plan.forward()
      let outputs = network.layers.indices.map { plan.output(ofLayer: $0) }
      let gradients = plan.tracedBackward()
      return (outputs, gradients, Gradients(network, Parameters(plan.gradientValues), loss: plan.lossValue()))
    }
    (layerOutputs, outputGradients, gradients) =
      switch network.parameters {
      case .float32(let values): trace(values)
      case .float64(let values): trace(values)
      }
  }
}
