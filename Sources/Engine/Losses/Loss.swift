import CKernels

/// What training makes small.
public enum Loss: Sendable, Equatable {
  /// Softmax of the outputs, then minus the logarithm of the target's probability, averaged over the rows.
  case softmaxCrossEntropy
  /// The mean over rows and columns of the squared error.
  case meanSquaredError
  /// Half the sum over rows and columns of the squared error.
  case sumOfSquaredErrors
  /// The mean over rows and columns of -(t log y + (1-t) log(1-y)), each logarithm at least -100 (PyTorch's BCELoss).
  case binaryCrossEntropy
}

/// Whether the gradient is divided by the number of rows.
public enum Reduction: Sendable, Equatable {
  /// The gradient of the mean over the rows.
  case mean
  /// The gradient of the sum over the rows.
  case sum
}

extension Objective {
  /// How an objective is computed: the sum that its value is, what that is divided by, and the gradient of the same.
  struct Arithmetic {
    let value, gradient: nb_kind
    /// What the sum is divided by to be shown.
    let lossDivisor: Double
    /// What the gradient is multiplied by, and then divided by.
    let factor, divisor: Double
    /// The gradient's operation where matrices lie unit by unit, if it is not one of each value.
    var unitGradient: nb_kind?
    /// The value's where networks lie side by side.
    let laneValue: nb_kind
    /// The gradient's there, if it is not one of each value.
    var laneGradient: nb_kind?
  }

  /// The arithmetic for so many rows and columns of outputs.
  func arithmetic(rows: Int, columns: Int) -> Arithmetic {
    let samples = reduction == .mean ? Double(rows) : 1
    let (all, each) = (Double(rows * columns), Double(columns))
    return switch loss {
    case .softmaxCrossEntropy:
      Arithmetic(
        value: NB_SOFTMAX_CROSS_ENTROPY, gradient: NB_SOFTMAX_CROSS_ENTROPY_BACK, lossDivisor: Double(rows), factor: 0,
        divisor: samples, unitGradient: NB_UNITS_SOFTMAX_CROSS_ENTROPY_BACK, laneValue: NB_LANES_SOFTMAX_CROSS_ENTROPY,
        laneGradient: NB_LANES_SOFTMAX_CROSS_ENTROPY_BACK)
    case .meanSquaredError:
      Arithmetic(
        value: NB_SQUARED_ERROR, gradient: NB_SQUARED_ERROR_BACK, lossDivisor: all, factor: 2, divisor: samples * each,
        laneValue: NB_LANES_SQUARED_ERROR)
    case .sumOfSquaredErrors:
      Arithmetic(
        value: NB_SQUARED_ERROR, gradient: NB_SQUARED_ERROR_BACK, lossDivisor: 2, factor: 1, divisor: samples,
        laneValue: NB_LANES_SQUARED_ERROR)
    case .binaryCrossEntropy:
      Arithmetic(
        value: NB_BINARY_CROSS_ENTROPY, gradient: NB_BINARY_CROSS_ENTROPY_BACK, lossDivisor: all, factor: 0,
        divisor: samples * each, laneValue: NB_LANES_BINARY_CROSS_ENTROPY)
    }
  }
}
