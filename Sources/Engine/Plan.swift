import CKernels

/// Everything a training step needs, laid out once: buffers, and the operations that the kernels run over them.
///
/// A step allocates nothing and decides nothing. The plan holds the parameters, their gradients, the batch, and one
/// batch of activations.
final class Plan<Scalar: KernelScalar> {
  private let runner: KernelRunner
  private let threads: Int32
  private let memory: Arena<Scalar>
  private let layers: [Placed]
  private let rows: Int
  private let parameterCount: Int
  private let parameters: UnsafeMutablePointer<Scalar>
  private let gradients: UnsafeMutablePointer<Scalar>
  private let result: UnsafeMutablePointer<Scalar>
  /// One step: forward, backward, and with a learning rate the update.
  private let step: [nb_operation]
  /// How many of the step's operations are the forward pass.
  private let forwardCount: Int
  private let lossOperation: nb_operation?
  private let lossDivisor: Double

  /// The multiplications of a forward pass from which on threads gain more than their meetings cost.
  private static var leastShared: Int { 200_000 }

  /// A layer with its buffers.
  private struct Placed {
    let layer: Layer
    let index: Int
    let input: UnsafeMutablePointer<Scalar>
    let output: UnsafeMutablePointer<Scalar>
    let inputWidth: Int
    let width: Int
    /// Where the layer's parameters are among all.
    let offset: Int
  }

  /// Lays out the memory for a network on a batch of inputs, and with an objective on one of targets.
  ///
  /// With a learning rate a step updates the parameters and keeps no gradients; without one it computes gradients.
  init(
    _ network: Network, parameters values: [Scalar], inputs: Matrix, targets: Matrix? = nil,
    objective: Objective? = nil, learningRate: Double? = nil, kernels form: KernelForm = .standard,
    threads: ThreadCount = .standard
  ) {
    let widths = network.layerWidths
    runner = Scalar.runner(form)
    self.threads = inputs.rows * network.parameterCount >= Self.leastShared ? threads.count : 1
    rows = inputs.rows
    parameterCount = values.count
    let widest = objective == nil ? 0 : rows * (widths + [inputs.columns]).max()!
    let gradientCount = objective == nil || learningRate != nil ? 0 : values.count
    memory = Arena(
      capacity: values.count + gradientCount + rows * (inputs.columns + (targets?.columns ?? 0) + widths.reduce(0, +))
        + 2 * widest + 1)
    let parameters = memory.take(values)
    let gradients = memory.take(count: gradientCount)
    (self.parameters, self.gradients) = (parameters, gradients)
    result = memory.take(count: 1)
    let layers = Self.place(network, widths, memory.take(inputs.values.map { Scalar($0) }), inputs, memory)
    self.layers = layers
    let targets = memory.take(targets.map { $0.values.map { Scalar($0) } } ?? [])
    let signals = (memory.take(count: widest), memory.take(count: widest))

    let outputs = layers[layers.count - 1]
    var operations = layers.map { Self.forward($0, rows: inputs.rows, parameters) }
    forwardCount = operations.count
    guard let objective else {
      (step, lossOperation, lossDivisor) = (operations, nil, 1)
      return
    }
    let loss = objective.operations(rows: rows, columns: outputs.width)
    var (signal, next) = signals
    operations.append(loss.gradient.with(x: outputs.output, t: targets, y: signal))
    for layer in layers.reversed() {
      if case .affine(let inputs, let columns) = layer.layer {
        // The gradient by the input is taken at the weights of the forward pass, before they are updated.
        if layer.index != layers[0].index {
          operations.append(
            nb_operation(NB_AFFINE_INPUT_GRADIENT, rows: rows, columns: columns, inner: inputs)
              .with(x: signal, w: parameters + layer.offset, y: next))
        }
        let kind = learningRate == nil ? NB_AFFINE_PARAMETER_GRADIENT : NB_AFFINE_PARAMETER_DESCENT
        let target = (learningRate == nil ? gradients : parameters) + layer.offset
        operations.append(
          nb_operation(kind, rows: rows, columns: columns, inner: inputs, factor: learningRate ?? 0)
            .with(x: layer.input, w: signal, y: target, z: target + inputs * columns))
      } else if let backward = layer.layer.backward(rows: rows, columns: layer.width) {
        operations.append(backward.with(x: layer.output, w: signal, y: next))
      }
      swap(&signal, &next)
    }
    step = operations
    lossOperation = loss.value.with(x: outputs.output, t: targets, y: result)
    lossDivisor = loss.divisor
  }

  /// Gives every layer its output buffer; identity has none and is left out.
  private static func place(
    _ network: Network, _ widths: [Int], _ inputs: UnsafeMutablePointer<Scalar>, _ shape: Matrix,
    _ memory: Arena<Scalar>
  ) -> [Placed] {
    var (input, inputWidth, offset) = (inputs, shape.columns, 0)
    var placed: [Placed] = []
    for (index, layer) in network.layers.enumerated() where layer != .activation(.identity) {
      let output = memory.take(count: shape.rows * widths[index])
      placed.append(
        Placed(
          layer: layer, index: index, input: input, output: output, inputWidth: inputWidth, width: widths[index],
          offset: offset))
      if case .affine(let inputs, let outputs) = layer { offset += (inputs + 1) * outputs }
      (input, inputWidth) = (output, widths[index])
    }
    return placed
  }

  private static func forward(
    _ placed: Placed, rows: Int, _ parameters: UnsafeMutablePointer<Scalar>
  ) -> nb_operation {
    if case .affine(let inputs, let outputs) = placed.layer {
      let weights = parameters + placed.offset
      return nb_operation(NB_AFFINE, rows: rows, columns: outputs, inner: inputs)
        .with(x: placed.input, w: weights, t: weights + inputs * outputs, y: placed.output)
    }
    return placed.layer.forward(rows: rows, columns: placed.width)!.with(x: placed.input, y: placed.output)
  }

  /// Computes the output of every layer.
  func forward() { nb_run(runner, step, forwardCount, 1, threads) }

  /// Does the rest of a step from what the last forward pass left.
  func backward() {
    step.withUnsafeBufferPointer { nb_run(runner, $0.baseAddress! + forwardCount, $0.count - forwardCount, 1, threads) }
  }

  /// Makes a number of steps; the first one does without its forward pass if that is fresh.
  func makeSteps(_ count: Int, isForwardFresh: Bool) {
    guard count > 0 else { return }
    if isForwardFresh { backward() }
    nb_run(runner, step, step.count, isForwardFresh ? count - 1 : count, threads)
  }

  /// The loss of the outputs that the last forward pass left.
  func lossValue() -> Double {
    guard var operation = lossOperation else { return .nan }
    nb_run(runner, &operation, 1, 1, 1)
    return Double(result.pointee / Scalar(lossDivisor))
  }

  /// Whether every parameter is finite.
  var isFinite: Bool {
    var operation = nb_operation(NB_ALL_FINITE, rows: 1, columns: parameterCount).with(x: parameters, y: result)
    nb_run(runner, &operation, 1, 1, 1)
    return result.pointee != 0
  }

  /// The parameters as they are now.
  var parameterValues: [Scalar] { Array(UnsafeBufferPointer(start: parameters, count: parameterCount)) }

  /// The gradients that the last backward pass left.
  var gradientValues: [Scalar] { Array(UnsafeBufferPointer(start: gradients, count: parameterCount)) }

  /// Copies the parameters to a buffer of the same size.
  func save(to buffer: UnsafeMutablePointer<Scalar>) { buffer.update(from: parameters, count: parameterCount) }

  /// Takes the parameters from a buffer that ``save(to:)`` has filled.
  func restore(from buffer: UnsafeMutablePointer<Scalar>) { parameters.update(from: buffer, count: parameterCount) }

  /// What a layer gave in the last forward pass; the inputs for an identity below all others.
  func output(ofLayer index: Int) -> Matrix {
    guard let layer = layers.last(where: { $0.index <= index }) else {
      return matrix(layers[0].input, width: layers[0].inputWidth)
    }
    return matrix(layer.output, width: layer.width)
  }

  private func matrix(_ values: UnsafeMutablePointer<Scalar>, width: Int) -> Matrix {
    Matrix(rows: rows, columns: width, values: (0..<(rows * width)).map { Double(values[$0]) })
  }
}
