// Engine: networks, losses, training and random streams, with the arithmetic of CKernels below them. It knows nothing
// of text, files or terminals.

/// A stack of layers with their parameters: a value, copied like any other.
public struct Network: Sendable, Equatable {
  /// The floating-point type of parameters, activations and gradients.
  public let precision: Precision
  /// The layers, from the input up.
  public private(set) var layers: [Layer] = []
  /// All parameters in declaration order: W1, b1, W2, b2 …
  var parameters: Parameters
  /// The running statistics of batch normalisation in declaration order: means, then variances, for each layer.
  var statistics: Parameters
  /// The parameters as they were drawn.
  private var initialParameters: Parameters
  /// The running statistics before any training.
  private var initialStatistics: Parameters

  /// Creates a network without layers.
  public init(precision: Precision) {
    self.precision = precision
    parameters = Parameters([], precision)
    statistics = parameters
    initialParameters = parameters
    initialStatistics = parameters
  }

  /// Adds y = xW + b, with W drawn before b from the stream.
  ///
  /// The inputs must be as many as the layer below gives: callers check with ``outputWidth``.
  public mutating func addAffine(
    inputs: Int, outputs: Int, weights: Initialiser, biases: Initialiser, from stream: inout RandomStream
  ) {
    precondition(outputWidth == nil || outputWidth == inputs, "layers must fit each other")
    layers.append(.affine(inputs: inputs, outputs: outputs))
    for values in [
      weights.drawWeights(inputs: inputs, outputs: outputs, from: &stream),
      biases.drawBiases(inputs: inputs, outputs: outputs, from: &stream),
    ] {
      parameters.append(values)
      initialParameters.append(values)
    }
  }

  /// Adds batch normalisation of what the layer below gives, with γ = 1, β = 0, running mean 0 and variance 1.
  ///
  /// There must be an affine layer below, momentum lies between 0 and 1, and epsilon is positive.
  public mutating func addBatchNorm(momentum: Double = 0.1, epsilon: Double = 1e-5) {
    guard let width = outputWidth else { preconditionFailure("the width must be known") }
    precondition((0...1).contains(momentum) && epsilon > 0, "a share and a positive number")
    layers.append(.batchNorm(momentum: momentum, epsilon: epsilon))
    let (ones, zeros) = (Array(repeating: 1.0, count: width), Array(repeating: 0.0, count: width))
    parameters.append(ones + zeros)
    initialParameters.append(ones + zeros)
    statistics.append(zeros + ones)
    initialStatistics.append(zeros + ones)
  }

  /// Gives every parameter the value that was drawn for it, and forgets the running statistics.
  public mutating func rewind() {
    parameters = initialParameters
    statistics = initialStatistics
  }

  /// Adds an activation.
  public mutating func add(_ activation: Activation) {
    layers.append(.activation(activation))
  }

  /// Adds dropout with a probability of becoming 0, at least 0 and below 1.
  public mutating func addDropout(_ probability: Double) {
    precondition((0..<1).contains(probability), "not everything can be dropped")
    layers.append(.dropout(probability))
  }

  /// Whether there is an affine layer, and so something to evaluate.
  public var isEmpty: Bool { outputWidth == nil }

  /// The values of a row that go in; nil without an affine layer.
  public var inputWidth: Int? {
    for case .affine(let inputs, _) in layers { return inputs }
    return nil
  }

  /// The values of a row that come out; nil without an affine layer.
  public var outputWidth: Int? {
    for case .affine(_, let outputs) in layers.reversed() { return outputs }
    return nil
  }

  /// The values of a row that each layer gives, from the input up.
  public var layerWidths: [Int] {
    var width = inputWidth ?? 0
    return layers.map { layer in
      if case .affine(_, let outputs) = layer { width = outputs }
      return width
    }
  }

  /// The number of affine layers.
  public var affineCount: Int { shapes.count }

  /// The inputs and outputs of each affine layer.
  public var shapes: [(inputs: Int, outputs: Int)] {
    layers.compactMap { if case .affine(let inputs, let outputs) = $0 { (inputs, outputs) } else { nil } }
  }

  /// Whether there is a layer of batch normalisation, whose training needs batches of at least two rows.
  public var hasBatchNorm: Bool { layers.contains { $0.isBatchNorm } }

  /// The number of parameters: weights, biases, and the scales and shifts of batch normalisation.
  public var parameterCount: Int { parameters.count }

  /// The number of running statistics, which are kept and not learnt.
  public var statisticCount: Int { statistics.count }

  /// W of an affine layer counted from 0, shaped inputs × outputs.
  public func weights(_ index: Int) -> Matrix { values(of: .weights, index, in: parameters) }

  /// b of an affine layer counted from 0, one row.
  public func biases(_ index: Int) -> Matrix { values(of: .biases, index, in: parameters) }

  func values(of role: ParameterBlock.Role, _ index: Int, in values: Parameters) -> Matrix {
    self.values(of: blocks.first { $0.role == role && $0.index == index }!, in: values)
  }

  /// A 64-bit hash of the bits of all parameters, then of all running statistics, the same on every machine (FNV-1a over
  /// little-endian words).
  ///
  /// All NaNs count as one: which of several NaNs an operation hands on is the processor's choice.
  public var digest: UInt64 { statistics.digest(after: parameters.digest()) }
}

/// The parameters of a network, or as many values of another kind, in the network's precision.
enum Parameters: Sendable, Equatable {
  case float32([Float])
  case float64([Double])

  /// Values rounded to a precision.
  init(_ values: [Double], _ precision: Precision) {
    self = precision == .float64 ? .float64(values) : .float32(values.map { Float($0) })
  }

  var count: Int {
    switch self {
    case .float32(let values): values.count
    case .float64(let values): values.count
    }
  }

  /// Values in the precision of their type.
  init<Scalar: KernelScalar>(_ values: [Scalar]) {
    self = Scalar.parameters(values)
  }

  /// The values, if they are of this type.
  func `as`<Scalar: KernelScalar>(_ type: Scalar.Type) -> [Scalar]? {
    switch self {
    case .float32(let values): values as? [Scalar]
    case .float64(let values): values as? [Scalar]
    }
  }

  mutating func append(_ values: [Double]) {
    switch self {
    case .float32(let old): self = .float32(old + values.map { Float($0) })
    case .float64(let old): self = .float64(old + values)
    }
  }

  subscript(offset: Int, count: Int) -> [Double] {
    switch self {
    case .float32(let values): values[offset..<(offset + count)].map { Double($0) }
    case .float64(let values): Array(values[offset..<(offset + count)])
    }
  }

  func digest(after start: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
    var hash = start
    func mix(_ word: UInt64, bytes: Int) {
      for byte in 0..<bytes { hash = (hash ^ ((word >> UInt64(8 * byte)) & 0xFF)) &* 0x100_0000_01B3 }
    }
    switch self {
    case .float32(let values): for value in values { mix(UInt64((value.isNaN ? .nan : value).bitPattern), bytes: 4) }
    case .float64(let values): for value in values { mix((value.isNaN ? .nan : value).bitPattern, bytes: 8) }
    }
    return hash
  }
}
