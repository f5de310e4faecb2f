/// One layer of a network.
public enum Layer: Sendable, Equatable {
  /// y = xW + b with W shaped inputs × outputs.
  case affine(inputs: Int, outputs: Int)
  /// A function of each value, or of each row.
  case activation(Activation)
  /// In training, each value is 0 with a probability p and otherwise divided by 1 - p; outside of it, x itself.
  ///
  /// Srivastava et al. 2014, in the inverted form of `torch.nn.Dropout`.
  case dropout(Double)
  /// Each column is brought to mean 0 and variance 1, then scaled by γ and shifted by β, which are learnt.
  ///
  /// Ioffe and Szegedy 2015, as in `torch.nn.BatchNorm1d`: training takes the mean and the biased variance of the batch,
  /// and lets running ones follow them by a share, the momentum; everything else takes the running ones.
  case batchNorm(momentum: Double, epsilon: Double)

  var isDropout: Bool {
    if case .dropout = self { true } else { false }
  }

  var isBatchNorm: Bool {
    if case .batchNorm = self { true } else { false }
  }

  /// Whether a training draws for it in every step.
  public var isRandom: Bool { isDropout }
}

/// A function applied to what a layer gives.
public enum Activation: Sendable, Equatable {
  /// 1 / (1 + exp(-x)).
  case sigmoid
  /// x where x > 0, otherwise 0.
  case relu
  /// x where x > 0, otherwise slope · x.
  case leakyRelu(slope: Double)
  /// The hyperbolic tangent.
  case tanh
  /// x itself.
  case identity
  /// exp(x) over the sum of exp of its row.
  case softmax
}

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

/// The floating-point type of a network.
public enum Precision: Sendable, Equatable {
  /// IEEE 754 binary32.
  case float32
  /// IEEE 754 binary64.
  case float64

  /// The size of one value in bytes.
  public var byteCount: Int { self == .float32 ? 4 : 8 }
}
