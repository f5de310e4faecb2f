import CKernels

/// Everything a training step needs, laid out once: buffers, and the operations that the kernels run over them.
///
/// A step allocates nothing and decides nothing. The plan holds the parameters, their gradients, the batch, and one
/// batch of activations.
final class Plan<Scalar: KernelScalar> {
  private let runner: KernelRunner
  private let threads: Int32
  private let memory: Arena<Scalar>
  private let layers: [PlacedLayer<Scalar>]
  private let layout: Layout
  private let parameterCount: Int
  private let parameters: UnsafeMutablePointer<Scalar>
  private let gradients: UnsafeMutablePointer<Scalar>
  /// The outputs row by row, as the loss is computed; the last layer's own if they lie so.
  private let outputsByRow: UnsafeMutablePointer<Scalar>
  private let result: UnsafeMutablePointer<Scalar>
  /// One step: forward, backward, and with a learning rate the update.
  private let step: [nb_operation]
  /// How many of the step's operations are the forward pass.
  private let forwardCount: Int
  private let lossOperation: nb_operation?
  private let lossDivisor: Double

  /// The multiplications of a forward pass from which on threads gain more than their meetings cost.
  private static var leastShared: Int { 200_000 }

  /// Lays out the memory for a network on a batch of inputs, and with an objective on one of targets.
  ///
  /// With a learning rate a step updates the parameters and keeps no gradients; without one it computes gradients.
  init(
    _ network: Network, parameters values: [Scalar], inputs: Matrix, targets: Matrix? = nil,
    objective: Objective? = nil, learningRate: Double? = nil, kernels form: KernelForm = .standard,
    threads: ThreadCount = .standard, layout: Layout? = nil
  ) {
    let layout = layout ?? Layout(rows: inputs.rows, network: network, scalarSize: MemoryLayout<Scalar>.size)
    let widths = network.layerWidths
    runner = Scalar.runner(form)
    self.threads = inputs.rows * network.parameterCount >= Self.leastShared ? threads.count : 1
    self.layout = layout
    parameterCount = values.count
    let rows = layout.storedRows
    let widest = objective == nil ? 0 : rows * (widths + [inputs.columns]).max()!
    let gradientCount = objective == nil || learningRate != nil ? 0 : values.count
    let outputWidth = widths.last ?? inputs.columns
    memory = Arena(
      capacity: values.count + gradientCount + rows * (inputs.columns + 3 * outputWidth + widths.reduce(0, +))
        + 2 * widest + 1)
    let parameters = memory.take(values)
    let gradients = memory.take(count: gradientCount)
    (self.parameters, self.gradients) = (parameters, gradients)
    result = memory.take(count: 1)
    layers = Self.place(network, widths, memory.take(layout.arranged(inputs)), inputs.columns, rows: rows, memory)
    let outputs = layers[layers.count - 1]
    let operations = PlanOperations(layers: layers, layout: layout)
    let forward = operations.forward(parameters)
    forwardCount = forward.count
    guard let objective, let targets else {
      (step, lossOperation, lossDivisor, outputsByRow) = (forward, nil, 1, outputs.output)
      return
    }
    let signals = (memory.take(count: widest), memory.take(count: widest))
    let targetsByRow = memory.take(targets.values.map { Scalar($0) })
    let arrangedTargets: UnsafeMutablePointer<Scalar>
    switch layout {
    case .byRow: (arrangedTargets, outputsByRow) = (targetsByRow, outputs.output)
    case .byUnit:
      (arrangedTargets, outputsByRow) = (
        memory.take(layout.arranged(targets)), memory.take(count: targets.values.count)
      )
    }
    step =
      forward + [operations.lossGradient(objective, targets: arrangedTargets, to: signals.0)]
      + operations.backward(parameters, gradients: gradients, learningRate: learningRate, buffers: signals)
    let loss = objective.operations(rows: layout.rows, columns: outputs.width)
    lossOperation = loss.value.with(x: outputsByRow, t: targetsByRow, y: result)
    lossDivisor = loss.divisor
  }

  /// Gives every layer its output buffer; identity has none and is left out.
  private static func place(
    _ network: Network, _ widths: [Int], _ inputs: UnsafeMutablePointer<Scalar>, _ inputColumns: Int, rows: Int,
    _ memory: Arena<Scalar>
  ) -> [PlacedLayer<Scalar>] {
    var (input, inputWidth, offset) = (inputs, inputColumns, 0)
    var placed: [PlacedLayer<Scalar>] = []
    for (index, layer) in network.layers.enumerated() where layer != .activation(.identity) {
      let output = memory.take(count: rows * widths[index])
      placed.append(
        PlacedLayer(
          layer: layer, index: index, input: input, output: output, inputWidth: inputWidth, width: widths[index],
          offset: offset))
      if case .affine(let inputs, let outputs) = layer { offset += (inputs + 1) * outputs }
      (input, inputWidth) = (output, widths[index])
    }
    return placed
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
    guard var operation = lossOperation, let outputs = layers.last else { return .nan }
    if case .byUnit = layout {
      for row in 0..<layout.rows {
        for column in 0..<outputs.width {
          outputsByRow[row * outputs.width + column] =
            outputs.output[layout.place(row, column, columns: outputs.width)]
        }
      }
    }
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
      return layout.matrix(layers[0].input, columns: layers[0].inputWidth)
    }
    return layout.matrix(layer.output, columns: layer.width)
  }
}
