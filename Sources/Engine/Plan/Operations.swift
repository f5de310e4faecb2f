import CKernels

extension nb_operation {
  /// An operation of so many rows and columns, without its operands.
  init(_ kind: nb_kind, rows: Int, columns: Int, inner: Int = 0) {
    self.init()
    (self.kind, activation, divisor) = (kind, NB_NOTHING, 1)
    (self.rows, self.columns, self.inner) = (rows, columns, inner)
  }

  /// An operation with its operands laid out.
  init(_ kind: nb_kind, rows: Int = 1, columns: Int, _ lay: (inout nb_operation) -> Void) {
    self.init(kind, rows: rows, columns: columns)
    lay(&self)
  }
}

extension [nb_operation] {
  /// The same with activations done together with affine operations where that is possible.
  ///
  /// An affine operation takes in the activation of its output, and an affine operation that goes back the one that goes on
  /// from there: a thread does both with its share before the threads meet again.
  func fused() -> [(operation: nb_operation, index: Int)] {
    var fused: [(operation: nb_operation, index: Int)] = []
    for (index, operation) in enumerated() {
      // Going back, the gradients of the parameters stand in between, which the activation does not touch.
      let host = fused.indices.suffix(2).last { fused[$0].operation.takesIn(operation) }
      if let host { fused[host].operation.take(operation) } else { fused.append((operation, index)) }
    }
    return fused
  }
}

extension nb_operation {
  private var isActivation: Bool { nb_kind_is_activation(kind) != 0 }

  /// Whether an activation can be done together with this operation.
  fileprivate func takesIn(_ next: nb_operation) -> Bool {
    guard next.isActivation, activation == NB_NOTHING else { return false }
    return switch kind {
    case NB_AFFINE, NB_UNITS_AFFINE:
      nb_kind_goes_back(next.kind) == 0 && next.function.input == UnsafeRawPointer(affine.output)
    case NB_AFFINE_BACK, NB_UNITS_AFFINE_BACK:
      nb_kind_goes_back(next.kind) != 0 && next.function_back.signal == affine_back.input_signal
    default: false
    }
  }

  fileprivate mutating func take(_ next: nb_operation) {
    (activation, activation_factor) = (next.kind, next.factor)
    if nb_kind_goes_back(next.kind) == 0 {
      affine.activated = next.function.output
    } else {
      affine_back.activation_input = next.function_back.input
      affine_back.activation_output = next.function_back.output
    }
  }
}
