/// Everything a training step needs, laid out once: buffers, pointers and kernels for one network and one batch.
///
/// A step allocates nothing. The plan holds the parameters, their gradients, the batch, and one batch of activations.
final class Plan<Scalar: KernelScalar> {
  private let kernels = Scalar.kernels
  private let memory: Arena<Scalar>
  private let stages: [Stage]
  private let rows: Int
  private let parameterCount: Int
  private let parameters: UnsafeMutablePointer<Scalar>
  private let gradients: UnsafeMutablePointer<Scalar>
  private let targets: UnsafeMutablePointer<Scalar>
  /// Where the gradient of a layer's output is while the layer works; the two take turns.
  private let signals: (UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>)
  private let objective: Objective?

  /// One layer with its pointers into the plan's memory; identity has no stage.
  private struct Stage {
    let layer: Layer
    let layerIndex: Int
    let input: UnsafeMutablePointer<Scalar>
    let output: UnsafeMutablePointer<Scalar>
    let inputWidth: Int
    let width: Int
    /// The offset of the layer's parameters among all.
    let offset: Int
  }

  /// Lays out the memory for a network on a batch of inputs, and of targets if there is an objective.
  init(_ network: Network, parameters values: [Scalar], inputs: Matrix, targets: Matrix?, objective: Objective?) {
    let widths = Self.widths(of: network)
    rows = inputs.rows
    parameterCount = values.count
    self.objective = objective
    let widest = objective == nil ? 0 : rows * (widths + [inputs.columns]).max()!
    let gradientCount = objective == nil ? 0 : values.count
    memory = Arena(
      capacity: values.count + gradientCount + rows * (inputs.columns + (targets?.columns ?? 0) + widths.reduce(0, +))
        + 2 * widest)
    parameters = memory.take(values)
    gradients = memory.take(count: gradientCount)
    var input = memory.take(inputs.values.map { Scalar($0) })
    var inputWidth = inputs.columns
    self.targets = memory.take(targets.map { $0.values.map { Scalar($0) } } ?? [])
    var stages: [Stage] = []
    var offset = 0
    for (index, layer) in network.layers.enumerated() where layer != .activation(.identity) {
      let width = widths[index]
      let output = memory.take(count: rows * width)
      stages.append(
        Stage(
          layer: layer, layerIndex: index, input: input, output: output, inputWidth: inputWidth, width: width,
          offset: offset))
      if case .affine(let inputs, let outputs) = layer { offset += (inputs + 1) * outputs }
      (input, inputWidth) = (output, width)
    }
    self.stages = stages
    signals = (memory.take(count: widest), memory.take(count: widest))
  }

  /// The values each layer gives for a row.
  static func widths(of network: Network) -> [Int] {
    var width = network.inputWidth ?? 0
    return network.layers.map { layer in
      if case .affine(_, let outputs) = layer { width = outputs }
      return width
    }
  }

  private var outputs: UnsafeMutablePointer<Scalar> { stages[stages.count - 1].output }
  private var outputWidth: Int { stages[stages.count - 1].width }

  /// Computes the output of every layer.
  func forward() {
    for stage in stages {
      let count = rows * stage.width
      switch stage.layer {
      case .affine(let inputs, let outputs):
        let weights = parameters + stage.offset
        kernels.affine(stage.input, weights, weights + inputs * outputs, stage.output, rows, inputs, outputs)
      case .activation(.sigmoid): kernels.sigmoid.forward(stage.input, stage.output, count)
      case .activation(.tanh): kernels.tanh.forward(stage.input, stage.output, count)
      case .activation(.relu): kernels.leakyRelu(stage.input, stage.output, 0, count)
      case .activation(.leakyRelu(let slope)): kernels.leakyRelu(stage.input, stage.output, Scalar(slope), count)
      case .activation(.softmax): kernels.softmax(stage.input, stage.output, rows, stage.width)
      case .activation(.identity): break
      }
    }
  }

  /// The loss of the outputs that the last forward pass left.
  func lossValue() -> Double {
    guard let objective else { return .nan }
    let count = rows * outputWidth
    switch objective.loss {
    case .softmaxCrossEntropy:
      return Double(kernels.softmaxCrossEntropy(outputs, targets, rows, outputWidth) / Scalar(rows))
    case .meanSquaredError: return Double(kernels.squaredError(outputs, targets, count) / Scalar(count))
    case .sumOfSquaredErrors: return Double(kernels.squaredError(outputs, targets, count) / 2)
    case .binaryCrossEntropy: return Double(kernels.binaryCrossEntropy(outputs, targets, count) / Scalar(count))
    }
  }

  /// Computes the gradient of every parameter from what the last forward pass left.
  func backward() {
    guard let objective else { return }
    var (signal, next) = signals
    startBackward(objective, into: signal)
    for stage in stages.reversed() {
      let count = rows * stage.width
      switch stage.layer {
      case .affine(let inputs, let outputs):
        let slope = gradients + stage.offset
        kernels.affineParameterGradient(stage.input, signal, slope, slope + inputs * outputs, rows, inputs, outputs)
        if stage.input != stages[0].input {
          kernels.affineInputGradient(signal, parameters + stage.offset, next, rows, inputs, outputs)
        }
      case .activation(.sigmoid): kernels.sigmoid.backward(stage.output, signal, next, count)
      case .activation(.tanh): kernels.tanh.backward(stage.output, signal, next, count)
      case .activation(.relu): kernels.leakyReluBackward(stage.output, signal, next, 0, count)
      case .activation(.leakyRelu(let slope)):
        kernels.leakyReluBackward(stage.output, signal, next, Scalar(slope), count)
      case .activation(.softmax): kernels.softmaxBackward(stage.output, signal, next, rows, stage.width)
      case .activation(.identity): break
      }
      swap(&signal, &next)
    }
  }

  /// The gradient of the loss with respect to the outputs.
  private func startBackward(_ objective: Objective, into signal: UnsafeMutablePointer<Scalar>) {
    let count = rows * outputWidth
    let samples = objective.reduction == .mean ? Scalar(rows) : 1
    switch objective.loss {
    case .softmaxCrossEntropy:
      kernels.softmaxCrossEntropyGradient(outputs, targets, signal, samples, rows, outputWidth)
    case .meanSquaredError:
      kernels.squaredErrorGradient(outputs, targets, signal, 2, samples * Scalar(outputWidth), count)
    case .sumOfSquaredErrors:
      kernels.squaredErrorGradient(outputs, targets, signal, 1, samples, count)
    case .binaryCrossEntropy:
      kernels.binaryCrossEntropyGradient(outputs, targets, signal, samples * Scalar(outputWidth), count)
    }
  }

  /// Subtracts the gradient times a learning rate from every parameter.
  func descend(_ rate: Scalar) {
    kernels.descend(parameters, gradients, rate, parameterCount)
  }

  /// Whether every parameter is finite.
  var isFinite: Bool { kernels.allFinite(parameters, parameterCount) != 0 }

  /// The parameters as they are now.
  var parameterValues: [Scalar] { Array(UnsafeBufferPointer(start: parameters, count: parameterCount)) }

  /// Copies the parameters to a buffer of the same size, or from it.
  func save(to buffer: UnsafeMutablePointer<Scalar>) { buffer.update(from: parameters, count: parameterCount) }

  /// Takes the parameters from a buffer that ``save(to:)`` has filled.
  func restore(from buffer: UnsafeMutablePointer<Scalar>) { parameters.update(from: buffer, count: parameterCount) }

  /// The gradients that the last backward pass left.
  var gradientValues: [Scalar] { Array(UnsafeBufferPointer(start: gradients, count: parameterCount)) }

  /// What a layer gave in the last forward pass; the inputs for an identity below all others.
  func output(ofLayer index: Int) -> Matrix {
    guard let stage = stages.last(where: { $0.layerIndex <= index }) else {
      return matrix(stages[0].input, width: stages[0].inputWidth)
    }
    return matrix(stage.output, width: stage.width)
  }

  private func matrix(_ values: UnsafeMutablePointer<Scalar>, width: Int) -> Matrix {
    Matrix(rows: rows, columns: width, values: (0..<(rows * width)).map { Double(values[$0]) })
  }
}

/// What training makes small, and how its gradient is averaged.
public struct Objective: Sendable, Equatable {
  /// The loss.
  public var loss: Loss
  /// Whether the gradient is divided by the number of rows.
  public var reduction: Reduction

  /// Creates an objective.
  public init(loss: Loss, reduction: Reduction) {
    self.loss = loss
    self.reduction = reduction
  }
}
