import CKernels

extension nb_operation {
  /// An operation without its operands.
  init(_ kind: nb_kind, rows: Int, columns: Int, inner: Int = 0, factor: Double = 0, divisor: Double = 1) {
    self.init(
      kind: kind, activation: NB_IDENTITY, rows: rows, columns: columns, inner: inner, x: nil, w: nil, t: nil, y: nil,
      z: nil, s: nil, factor: factor, divisor: divisor)
  }

  /// The operation together with an activation's.
  func doing(_ activation: nb_operation?) -> nb_operation {
    guard let activation else { return self }
    var operation = self
    (operation.activation, operation.factor) = (activation.kind, activation.factor)
    return operation
  }

  /// The operation on these operands.
  func with(
    x: UnsafeRawPointer, w: UnsafeRawPointer? = nil, t: UnsafeRawPointer? = nil, y: UnsafeMutableRawPointer,
    z: UnsafeMutableRawPointer? = nil, s: UnsafeMutableRawPointer? = nil
  ) -> nb_operation {
    var operation = self
    (operation.x, operation.w, operation.t, operation.y, operation.z, operation.s) = (x, w, t, y, z, s)
    return operation
  }
}

extension Layer {
  /// The operation of an activation's forward pass; nil for affine and identity, which have none of this kind.
  func forward(rows: Int, columns: Int) -> nb_operation? {
    operation(rows, columns, NB_SIGMOID, NB_TANH, NB_LEAKY_RELU, NB_SOFTMAX)
  }

  /// The operation of an activation's backward pass; nil for affine and identity.
  func backward(rows: Int, columns: Int) -> nb_operation? {
    operation(rows, columns, NB_SIGMOID_GRADIENT, NB_TANH_GRADIENT, NB_LEAKY_RELU_GRADIENT, NB_SOFTMAX_GRADIENT)
  }

  private func operation(
    _ rows: Int, _ columns: Int, _ sigmoid: nb_kind, _ tanh: nb_kind, _ leakyRelu: nb_kind, _ softmax: nb_kind
  ) -> nb_operation? {
    guard case .activation(let activation) = self else { return nil }
    switch activation {
    case .sigmoid: return nb_operation(sigmoid, rows: rows, columns: columns)
    case .tanh: return nb_operation(tanh, rows: rows, columns: columns)
    case .relu: return nb_operation(leakyRelu, rows: rows, columns: columns, factor: 0)
    case .leakyRelu(let slope): return nb_operation(leakyRelu, rows: rows, columns: columns, factor: slope)
    case .softmax: return nb_operation(softmax, rows: rows, columns: columns)
    case .identity: return nil
    }
  }
}

extension Objective {
  /// The operations of the gradient and of the loss, and what the latter's sum is divided by to be shown.
  func operations(rows: Int, columns: Int) -> (gradient: nb_operation, value: nb_operation, divisor: Double) {
    let samples = reduction == .mean ? Double(rows) : 1
    func pair(
      _ value: nb_kind, _ gradient: nb_kind, factor: Double = 0, gradientDivisor: Double, lossDivisor: Int
    ) -> (gradient: nb_operation, value: nb_operation, divisor: Double) {
      let gradient = nb_operation(gradient, rows: rows, columns: columns, factor: factor, divisor: gradientDivisor)
      return (gradient, nb_operation(value, rows: rows, columns: columns), Double(lossDivisor))
    }
    switch loss {
    case .softmaxCrossEntropy:
      return pair(
        NB_SOFTMAX_CROSS_ENTROPY, NB_SOFTMAX_CROSS_ENTROPY_GRADIENT, gradientDivisor: samples, lossDivisor: rows)
    case .meanSquaredError:
      return pair(
        NB_SQUARED_ERROR, NB_SQUARED_ERROR_GRADIENT, factor: 2, gradientDivisor: samples * Double(columns),
        lossDivisor: rows * columns)
    case .sumOfSquaredErrors:
      return pair(
        NB_SQUARED_ERROR, NB_SQUARED_ERROR_GRADIENT, factor: 1, gradientDivisor: samples, lossDivisor: 2)
    case .binaryCrossEntropy:
      return pair(
        NB_BINARY_CROSS_ENTROPY, NB_BINARY_CROSS_ENTROPY_GRADIENT, gradientDivisor: samples * Double(columns),
        lossDivisor: rows * columns)
    }
  }
}
