import CKernels

/// How parameters follow their gradients.
public struct Optimizer: Sendable, Equatable {
  /// The rule of the update.
  public var rule: Rule
  /// What is added to a root that is divided by; nil for the source's own value.
  public var epsilon: Double?
  /// Whose definition is followed where they differ.
  public var source: Source
  /// What is added to the gradient, as a multiple of the parameter: L2 regularisation, also called weight decay.
  public var weightDecay: Double
  /// The largest Euclidean norm that the gradient of all parameters together may have; longer ones are shortened.
  public var clipping: Double?

  /// Creates an optimiser.
  public init(
    _ rule: Rule, epsilon: Double? = nil, source: Source = .pytorch, weightDecay: Double = 0, clipping: Double? = nil
  ) {
    self.rule = rule
    self.epsilon = epsilon
    self.source = source
    self.weightDecay = weightDecay
    self.clipping = clipping
  }

  /// The rules, each as `torch.optim` and as Saitoh's "Deep Learning from Scratch" define it.
  public enum Rule: Sendable, Equatable {
    /// Plain gradient descent: p = p - lr g.
    case sgd
    /// v = m v + g, p = p - lr v (Polyak 1964; Sutskever et al. 2013).
    case momentum(Double)
    /// v = m v + g, p = p - lr (g + m v) (Nesterov 1983; Sutskever et al. 2013).
    case nesterov(Double)
    /// h = h + g², p = p - lr g / (√h + ε) (Duchi, Hazan and Singer 2011).
    case adagrad
    /// h = d h + (1-d) g², p = p - lr g / (√h + ε) (Tieleman and Hinton 2012).
    case rmsprop(Double)
    /// m = β₁ m + (1-β₁) g, v = β₂ v + (1-β₂) g², p = p - lr m̂ / (√v̂ + ε) (Kingma and Ba 2015).
    case adam(Double, Double)
  }

  /// The sources of the definitions.
  public enum Source: Sendable, Equatable {
    /// PyTorch 2.
    case pytorch
    /// Saitoh's book: velocities hold the learning rate, ε is 1e-7 and in Adam outside the correction, and weight decay
    /// is for the weights of affine layers alone.
    case book
  }

  /// Plain gradient descent.
  public static let sgd = Optimizer(.sgd)

  /// Whether the update can be made together with the gradient's product, which keeps no gradient.
  var isFused: Bool { rule == .sgd && weightDecay == 0 && clipping == nil }

  /// Whether the settings are the same in every step if the learning rate is.
  var isSteady: Bool {
    if case .adam = rule { false } else { true }
  }

  /// How many values of state a parameter has.
  public var stateCount: Int {
    switch rule {
    case .sgd: 0
    case .momentum, .nesterov, .adagrad, .rmsprop: 1
    case .adam: 2
    }
  }

  /// The kernels' operation.
  var kind: nb_kind {
    switch rule {
    case .sgd: NB_DESCENT
    case .momentum: source == .book ? NB_SCALED_MOMENTUM : NB_MOMENTUM
    case .nesterov: source == .book ? NB_SCALED_NESTEROV : NB_NESTEROV
    case .adagrad: NB_ADAGRAD
    case .rmsprop: NB_RMSPROP
    case .adam: NB_ADAM
    }
  }

  /// Sets what the update of a step, counted from 1, goes by: the places are those of the kernels' settings.
  ///
  /// `powers` are those of the decays of adam.
  @inline(__always)
  func setSettings(
    step: Int, learningRate: Double, _ powers: Powers, _ set: (_ place: Int, _ value: Double) -> Void
  ) {
    set(Int(NB_RATE), learningRate)
    set(Int(NB_CORRECTION_ROOT), 1)
    set(Int(NB_EPSILON), epsilon ?? standardEpsilon)
    switch rule {
    case .sgd, .adagrad: break
    case .momentum(let decay), .nesterov(let decay): set(Int(NB_STATE_DECAY), decay)
    case .rmsprop(let decay):
      set(Int(NB_STATE_DECAY), decay)
      set(Int(NB_STATE_REST), 1 - decay)
    case .adam(let decay, let secondDecay):
      set(Int(NB_STATE_DECAY), decay)
      set(Int(NB_STATE_REST), 1 - decay)
      set(Int(NB_SECOND_DECAY), secondDecay)
      set(Int(NB_SECOND_REST), 1 - secondDecay)
      let correction = 1 - powers[step]
      let root = correction.y.squareRoot()
      let rate = learningRate / correction.x
      if source == .book {
        set(Int(NB_RATE), rate * root)
      } else {
        set(Int(NB_RATE), rate)
        set(Int(NB_CORRECTION_ROOT), root)
      }
    }
  }

  /// Whether the parameters of a role are decayed.
  func decays(_ role: ParameterRole) -> Bool { source == .book ? role.isMatrix : role.isLearnt }

  private var standardEpsilon: Double {
    switch (source, rule) {
    case (.book, _): 1e-7
    case (.pytorch, .adagrad): 1e-10
    case (.pytorch, _): 1e-8
    }
  }
}

/// The powers of two numbers as ``power(_:_:)`` computes them, side by side and with the squares computed once.
struct Powers: Sendable {
  private let squares: [SIMD2<Double>]

  init(of first: Double, _ second: Double) {
    squares = sequence(first: SIMD2(first, second)) { $0 * $0 }.prefix(63).map { $0 }
  }

  subscript(exponent: Int) -> SIMD2<Double> {
    var (result, rest) = (SIMD2(1.0, 1.0), UInt(exponent))
    while rest != 0 {
      result *= squares[rest.trailingZeroBitCount]
      rest &= rest - 1
    }
    return result
  }
}

/// A power by repeated squaring: multiplications alone, so the bits are the same everywhere.
func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, rest) = (1.0, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}
