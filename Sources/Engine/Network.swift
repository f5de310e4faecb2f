// Engine: networks, losses, training and random streams, with the arithmetic of CKernels below them. It knows nothing
// of text, files or terminals. `Plan/Plan.swift` says where to start reading.

/// A stack of layers with their parameters: a value, copied like any other.
public struct Network: Sendable, Equatable {
  /// The floating-point type of parameters, activations and gradients.
  public let precision: Precision
  /// The layers, from the input up.
  public private(set) var layers: [any Layer] = []
  /// What goes in and what comes out, once a layer has shapes of its own.
  private var ends: (input: Shape, output: Shape)?
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

  /// Whether layers, precision and all values are the same.
  public static func == (first: Network, second: Network) -> Bool {
    first.precision == second.precision && first.hasSameLayers(as: second) && first.parameters == second.parameters
      && first.statistics == second.statistics && first.initialParameters == second.initialParameters
      && first.initialStatistics == second.initialStatistics
  }

  /// Whether the layers are those of another network.
  public func hasSameLayers(as other: Network) -> Bool {
    layers.count == other.layers.count && zip(layers, other.layers).allSatisfy { $0.isEqual(to: $1) }
  }

  /// Adds a layer, whose parameters have the values that are first in it.
  public mutating func add(_ layer: some Layer) {
    add(layer) { Array(repeating: $0.first, count: $0.count) }
  }

  /// Adds a layer with parameters that are drawn one after the other from a stream, an initialiser for each.
  public mutating func add(_ layer: some Layer, _ initialisers: [Initialiser], from stream: inout RandomStream) {
    let shapes = layer.parameters(for: layer.shapes?.input ?? outputShape)
    check(initialisers.count == shapes.count, "\(layer.word) has \(shapes.count) parameters to be drawn")
    var index = 0
    add(layer) { parameter in
      index += 1
      let matrix = shapes[0]
      return parameter.role.isMatrix
        ? initialisers[index - 1].drawWeights(inputs: matrix.rows, outputs: matrix.columns, from: &stream)
        : initialisers[index - 1].drawBiases(inputs: matrix.rows, outputs: matrix.columns, from: &stream)
    }
  }

  private mutating func add(_ layer: some Layer, _ values: (ParameterShape) -> [Double]) {
    if let input = layer.shapes?.input, !isEmpty {
      check(
        outputShape == input,
        "\(layer.word) takes \(input.count) values, but the layer before gives \(outputShape.count)")
    }
    check(
      type(of: layer).roles.isEmpty || layer.shapes != nil || !isEmpty,
      "\(layer.word) needs a layer of known width below")
    let input = layer.shapes?.input ?? (isEmpty ? Shape(1) : outputShape)
    layers.append(layer)
    if let shapes = layer.shapes { ends = (ends?.input ?? shapes.input, shapes.output) }
    for parameter in layer.parameters(for: input) {
      let first = values(parameter)
      if parameter.role.isLearnt {
        parameters.append(first)
        initialParameters.append(first)
      } else {
        statistics.append(first)
        initialStatistics.append(first)
      }
    }
  }

  /// Gives every parameter the value that was drawn for it, and forgets the running statistics.
  public mutating func rewind() {
    parameters = initialParameters
    statistics = initialStatistics
  }

  /// Replaces the values of one of its blocks, rounded to the precision; where they are initial, ``rewind()`` goes back to
  /// them.
  public mutating func replaceValues(of block: ParameterBlock, by values: [Double], areInitial: Bool) {
    check(values.count == block.count, "\(block.count) values need as many replacements")
    if block.role.isLearnt {
      parameters.replace(from: block.offset, by: values)
      if areInitial { initialParameters.replace(from: block.offset, by: values) }
    } else {
      statistics.replace(from: block.offset, by: values)
      if areInitial { initialStatistics.replace(from: block.offset, by: values) }
    }
  }

  /// The same network in float64.
  var inDoublePrecision: Network {
    func converted(_ values: Parameters) -> Parameters { Parameters(values[0, values.count], .float64) }
    var copy = Network(precision: .float64)
    (copy.layers, copy.ends) = (layers, ends)
    (copy.parameters, copy.statistics) = (converted(parameters), converted(statistics))
    (copy.initialParameters, copy.initialStatistics) = (converted(initialParameters), converted(initialStatistics))
    return copy
  }

  /// Makes the values as they are those that ``rewind()`` gives back.
  public mutating func keepAsInitial() {
    initialParameters = parameters
    initialStatistics = statistics
  }

  /// Whether no layer has shapes of its own, so that there is nothing to evaluate.
  public var isEmpty: Bool { ends == nil }

  /// What goes in; the network must not be empty.
  public var inputShape: Shape { required(ends?.input, Self.noShape) }

  /// What comes out; the network must not be empty.
  public var outputShape: Shape { required(ends?.output, Self.noShape) }

  private static var noShape: String { "a network without a layer of known width has no shape" }

  /// The values of a row that go in; nil for an empty network.
  public var inputWidth: Int? { isEmpty ? nil : inputShape.count }

  /// The values of a row that come out; nil for an empty network.
  public var outputWidth: Int? { isEmpty ? nil : outputShape.count }

  /// What each layer gives, from the input up; none for an empty network.
  var layerShapes: [Shape] {
    guard !isEmpty else { return [] }
    var shape = inputShape
    return layers.map { layer in
      shape = layer.output(for: shape)
      return shape
    }
  }

  /// The values of a row that each layer gives, from the input up.
  public var layerWidths: [Int] { layerShapes.map(\.count) }

  /// The places among the layers of those with shapes of their own: what lies between two of them is hidden.
  public var shapedLayers: [Int] { layers.indices.filter { layers[$0].shapes != nil } }

  /// The rows that a step of training must see at least.
  public var leastRows: Int { layers.map(\.traits.leastRows).max() ?? 1 }

  /// Whether a training draws for it in every step.
  public var isRandom: Bool { layers.contains { $0.traits.isRandom } }

  /// The number of parameters that are learnt.
  public var parameterCount: Int { parameters.count }

  /// The number of running statistics, which are kept and not learnt.
  public var statisticCount: Int { statistics.count }

  /// A 64-bit hash of the bits of all parameters, then of all running statistics, the same on every machine (FNV-1a over
  /// little-endian words).
  ///
  /// All NaNs count as one: which of several NaNs an operation hands on is the processor's choice.
  public var digest: UInt64 { statistics.digest(after: parameters.digest()) }
}

extension Network {
  /// Adds y = xW + b, with W drawn before b from the stream.
  public mutating func addAffine(
    inputs: Int, outputs: Int, weights: Initialiser, biases: Initialiser, from stream: inout RandomStream
  ) {
    add(AffineLayer(inputs: inputs, outputs: outputs), [weights, biases], from: &stream)
  }

  /// Stops the program where rows of data are not what the network takes and gives.
  func require(_ inputs: Matrix, _ targets: Matrix? = nil) {
    check(!isEmpty, "a network without a layer of known width cannot be evaluated")
    check(
      inputs.columns == inputShape.count, "the network takes \(inputShape.count) values a row, not \(inputs.columns)")
    check(inputs.rows > 0, "there are no rows")
    guard let targets else { return }
    check(
      targets.columns == outputShape.count,
      "the network gives \(outputShape.count) values a row, but the targets have \(targets.columns)")
    check(targets.rows == inputs.rows, "\(inputs.rows) rows of inputs have \(targets.rows) rows of targets")
  }
}
