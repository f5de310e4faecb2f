import CKernels

/// What a network gives for some rows: every layer's output. Nothing is drawn, and nothing changes.
public struct Evaluation: Sendable {
  /// The output of every layer, from the input up, one row a sample.
  public let layerOutputs: [Matrix]

  /// Runs a network forward; the inputs have the network's width.
  public init(_ network: Network, inputs: Matrix) {
    layerOutputs =
      switch network.parameters {
      case .float32(let values): Self.forward(network, values, inputs)
      case .float64(let values): Self.forward(network, values, inputs)
      }
  }

  private static func forward<Scalar: KernelScalar>(
    _ network: Network, _ values: [Scalar], _ inputs: Matrix
  ) -> [Matrix] {
    let plan = Plan<Scalar>(network, parameters: values, inputs: inputs)
    plan.forward()
    return network.layers.indices.map { plan.output(ofLayer: $0) }
  }

  /// What the last layer gives.
  public var outputs: Matrix { layerOutputs[layerOutputs.count - 1] }

  /// Softmax of every row of some logits, in a precision.
  public static func softmax(of logits: Matrix, precision: Precision) -> Matrix {
    func apply<Scalar: KernelScalar>(_ type: Scalar.Type) -> Matrix {
      let input = logits.values.map { Scalar($0) }
      var output = input
      input.withUnsafeBytes { x in
        output.withUnsafeMutableBytes { y in
          var operation = nb_operation(NB_SOFTMAX, rows: logits.rows, columns: logits.columns)
            .with(x: x.baseAddress!, y: y.baseAddress!)
          nb_run(Scalar.runner(.standard), &operation, 1, 1, 1)
        }
      }
      return Matrix(rows: logits.rows, columns: logits.columns, values: output.map { Double($0) })
    }
    return precision == .float64 ? apply(Double.self) : apply(Float.self)
  }
}

/// The gradient of an objective at a network's present weights, parameter by parameter.
public struct Gradients: Sendable {
  private let network: Network
  private let values: Parameters
  /// The loss at the same weights.
  public let loss: Double

  /// Runs a network forward and backward on some rows.
  public init(_ network: Network, inputs: Matrix, targets: Matrix, objective: Objective) {
    func compute<Scalar: KernelScalar>(_ parameters: [Scalar]) -> ([Scalar], Double) {
      let plan = Plan<Scalar>(network, parameters: parameters, inputs: inputs, targets: targets, objective: objective)
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
  public func weights(_ index: Int) -> Matrix { network.weights(index, in: values) }

  /// The gradient of b of an affine layer counted from 0.
  public func biases(_ index: Int) -> Matrix { network.biases(index, in: values) }
}
