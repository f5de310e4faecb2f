import CKernels

/// Everything a training step needs, laid out once: buffers, and the operations that the kernels run over them.
///
/// A step allocates nothing and decides nothing. The plan holds parameters and running statistics, one batch, and one
/// batch of activations; and gradients and the optimiser's state where these are kept.
final class Plan<Scalar: KernelScalar> {
  let runner: KernelRunner
  private let threads: ThreadCount
  let parameterCount: Int
  let parameters: UnsafeMutablePointer<Scalar>
  private let statisticCount: Int
  /// The running statistics, right after the parameters.
  let statistics: UnsafeMutablePointer<Scalar>
  private let memory: Arena<Scalar>
  private let layers: [PlacedLayer<Scalar>]
  private let objective: Objective?
  private let purpose: Purpose
  private let inputs: UnsafeMutablePointer<Scalar>
  private let targets: UnsafeMutablePointer<Scalar>
  /// Targets and outputs row by row, as the loss is computed.
  private let targetsByRow: UnsafeMutablePointer<Scalar>
  private let outputsByRow: UnsafeMutablePointer<Scalar>
  /// Null where gradients are used as soon as they are computed, by a step of plain descent.
  let gradients: UnsafeMutablePointer<Scalar>?
  private let signals: (UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>)
  private let result: UnsafeMutablePointer<Scalar>
  private var batch: Batch
  /// The operations for the other numbers of rows that there have been.
  private var batches: [Int: Batch] = [:]
  private var descentRate = 0.0
  private let interruption = Interruption.current
  /// Whether a team is faster: for forward passes, for the rest of a step, for whole steps, and for other operations.
  private var choices: (forward: TeamChoice, rest: TeamChoice, step: TeamChoice, other: TeamChoice)
  /// Whether a wish to end early is followed.
  var isCuttable = true
  /// Whether work was left unfinished because nobody wanted it any longer: what the plan holds is of no use then.
  var isCut = false

  /// The multiplications of a forward pass from which on threads gain more than their meetings cost.
  private static var leastShared: Int { 20_000 }

  /// The multiplications from which on a team is taken to be faster until that is known.
  private static var large: Int { 2_000_000 }

  /// What is done with a number of rows.
  private struct Batch {
    let layout: Layout
    /// One step: forward, backward, and for plain descent the update.
    var step: [nb_operation]
    let forwardCount: Int
    let loss: nb_operation?
    let lossDivisor: Double
  }

  /// What a plan is for.
  enum Purpose {
    case evaluation
    case gradients
    /// Steps of plain descent, which keep no gradients.
    case descent
    /// Gradients for an optimiser, with dropout.
    case training

    /// Whether what is special in training is done: dropout, and normalisation by the batch's own statistics.
    var isTraining: Bool { self == .descent || self == .training }
  }

  /// Lays out the memory for batches of up to so many rows.
  init(
    _ network: Network, parameters values: [Scalar], capacity: Int, inputColumns: Int, objective: Objective? = nil,
    purpose: Purpose, kernels form: KernelForm = .standard, threads: ThreadCount = .standard, layout: Layout? = nil
  ) {
    let layout = layout ?? Layout(rows: capacity, network: network, scalarSize: MemoryLayout<Scalar>.size)
    let widths = network.layerWidths
    let rows = layout.storedRows
    let masked = zip(network.layers, widths).reduce(0) { $0 + ($1.0.isDropout && purpose.isTraining ? $1.1 : 0) }
    let running = network.statistics.as(Scalar.self)!
    let widest = purpose == .evaluation ? 0 : rows * (widths + [inputColumns]).max()!
    let gradientCount = purpose == .gradients || purpose == .training ? values.count : 0
    let outputWidth = widths.last ?? inputColumns
    runner = Scalar.runner(form)
    let work = capacity * network.parameterCount
    self.threads = work >= Self.leastShared ? threads : ThreadCount(exactly: 1)
    let choice = TeamChoice(isLarge: work >= Self.large)
    choices = (choice, choice, choice, choice)
    self.objective = objective
    self.purpose = purpose
    (parameterCount, statisticCount) = (values.count, running.count)
    let perRow = inputColumns + 3 * outputWidth + masked + widths.reduce(0, +)
    // A layer's statistics in a batch are half as many again as its running ones.
    memory = Arena(
      capacity: values.count + gradientCount + running.count * 5 / 2 + rows * perRow + 2 * widest + 1)
    parameters = memory.take(values)
    statistics = memory.take(running)
    gradients = gradientCount > 0 ? memory.take(count: gradientCount) : nil
    result = memory.take(count: 1)
    inputs = memory.take(count: rows * inputColumns)
    layers = Self.place(network, inputs, inputColumns, rows: rows, isTraining: purpose.isTraining, memory)
    signals = (memory.take(count: widest), memory.take(count: widest))
    targets = memory.take(count: rows * outputWidth)
    if case .byUnit = layout {
      (targetsByRow, outputsByRow) = (memory.take(count: rows * outputWidth), memory.take(count: rows * outputWidth))
    } else {
      (targetsByRow, outputsByRow) = (targets, layers[layers.count - 1].output)
    }
    batch = Batch(layout: layout, step: [], forwardCount: 0, loss: nil, lossDivisor: 1)
    batch = makeBatch(layout)
  }

  /// Gives every layer its output buffer; what hands its input on has none and is left out.
  private static func place(
    _ network: Network, _ inputs: UnsafeMutablePointer<Scalar>, _ inputColumns: Int, rows: Int, isTraining: Bool,
    _ memory: Arena<Scalar>
  ) -> [PlacedLayer<Scalar>] {
    var (input, inputWidth, offset, statisticOffset) = (inputs, inputColumns, 0, 0)
    var placed: [PlacedLayer<Scalar>] = []
    for (index, (layer, width)) in zip(network.layers, network.layerWidths).enumerated() {
      if layer == .activation(.identity) || (layer.isDropout && !isTraining) { continue }
      let output = memory.take(count: rows * width)
      placed.append(
        PlacedLayer(
          layer: layer, index: index, input: input, output: output, inputWidth: inputWidth, width: width,
          offset: offset, mask: layer.isDropout ? memory.take(count: rows * width) : nil,
          statisticOffset: statisticOffset, statistics: layer.isBatchNorm ? memory.take(count: 3 * width) : nil))
      if case .affine(let inputs, let outputs) = layer { offset += (inputs + 1) * outputs }
      if layer.isBatchNorm { (offset, statisticOffset) = (offset + 2 * width, statisticOffset + 2 * width) }
      (input, inputWidth) = (output, width)
    }
    return placed
  }

  private func makeBatch(_ layout: Layout) -> Batch {
    let operations = PlanOperations(
      layers: layers, layout: layout, running: statistics, takesRunning: !purpose.isTraining)
    precondition(!purpose.isTraining || layout.rows > 1 || statisticCount == 0, "one row has no variance")
    let forward = operations.forward(parameters)
    guard let objective else {
      return Batch(layout: layout, step: forward, forwardCount: forward.count, loss: nil, lossDivisor: 1)
    }
    var step = forward
    if purpose != .evaluation {
      step.append(operations.lossGradient(objective, targets: targets, to: signals.0))
      step += operations.backward(parameters, gradients: gradients, buffers: signals)
      if purpose.isTraining { step += operations.tracking() }
    }
    let loss = objective.operations(rows: layout.rows, columns: layers[layers.count - 1].width)
    return Batch(
      layout: layout, step: step, forwardCount: forward.count,
      loss: loss.value.with(x: outputsByRow, t: targetsByRow, y: result), lossDivisor: loss.divisor)
  }

  // MARK: - The batch

  /// Makes some rows of the data the batch; without targets only a forward pass is of use.
  func load(_ rows: some RandomAccessCollection<Int>, of inputMatrix: Matrix, _ targetMatrix: Matrix? = nil) {
    if rows.count != batch.layout.rows {
      batches[batch.layout.rows] = batch
      batch =
        batches[rows.count] ?? makeBatch(batch.layout.with(rows: rows.count, scalarSize: MemoryLayout<Scalar>.size))
      if descentRate != 0 { setRate(descentRate) }
    }
    guard batch.layout.load(rows, of: inputMatrix, to: inputs, unless: stop) else { return isCut = true }
    guard let targetMatrix else { return }
    guard batch.layout.load(rows, of: targetMatrix, to: targets, unless: stop) else { return isCut = true }
    if case .byUnit = batch.layout {
      _ = Layout.byRow(rows: rows.count).load(rows, of: targetMatrix, to: targetsByRow)
    }
  }

  /// Draws what every dropout layer keeps, row by row from the lowest layer up.
  func drawMasks(from stream: inout RandomStream) {
    for placed in layers {
      guard case .dropout(let probability) = placed.layer, let mask = placed.mask else { continue }
      let kept: Scalar = stream.keptFactor(dropping: probability)
      stream.drawKept(rows: batch.layout.rows, columns: placed.width, dropping: probability) { row, column, isKept in
        mask[batch.layout.place(row, column, columns: placed.width)] = isKept ? kept : 0
      }
    }
  }

  // MARK: - Running

  /// Sets the rate of the plain descent that is part of a step.
  func setRate(_ rate: Double) {
    descentRate = rate
    for index in batch.step.indices {
      switch batch.step[index].kind {
      case NB_AFFINE_PARAMETER_DESCENT, NB_UNITS_AFFINE_PARAMETER_DESCENT, NB_BATCH_NORM_DESCENT,
        NB_UNITS_BATCH_NORM_DESCENT:
        batch.step[index].factor = rate
      default: break
      }
    }
  }

  /// The flag that is looked at while operations run.
  private var stop: UnsafePointer<Int32>? { isCuttable ? interruption?.flag : nil }

  /// Runs operations again and again, by a team where that is faster.
  private func run(_ operations: ArraySlice<nb_operation>, repeats: Int = 1, _ choice: inout TeamChoice) {
    guard threads.count > 1, !threads.isExact else { return run(operations, repeats: repeats, threads: threads.count) }
    var left = repeats
    while left > 0, !isCut {
      let piece = choice.next(of: left)
      let start = ContinuousClock.now
      run(operations, repeats: piece.repeats, threads: piece.isTeam ? threads.count : 1)
      choice.note(piece, seconds: (ContinuousClock.now - start) / .seconds(1))
      left -= piece.repeats
    }
  }

  private func run(_ operations: ArraySlice<nb_operation>, repeats: Int, threads: Int32) {
    let isWhole = operations.withUnsafeBufferPointer {
      nb_run(runner, $0.baseAddress, $0.count, repeats, threads, stop)
    }
    if isWhole == 0 { isCut = true }
  }

  /// Runs operations on the plan's memory.
  func run(_ operations: [nb_operation]) { run(operations[...], &choices.other) }

  /// Computes the output of every layer.
  func forward() { run(batch.step[..<batch.forwardCount], &choices.forward) }

  /// Does the rest of a step from what the last forward pass left.
  func backward() { run(batch.step[batch.forwardCount...], &choices.rest) }

  /// Makes a number of steps on the same batch; the first one does without its forward pass if that is fresh.
  func makeSteps(_ count: Int, isForwardFresh: Bool) {
    guard count > 0 else { return }
    if isForwardFresh { backward() }
    run(batch.step[...], repeats: isForwardFresh ? count - 1 : count, &choices.step)
  }

  // MARK: - Results

  /// The loss of the outputs that the last forward pass left.
  func lossValue() -> Double {
    guard var operation = batch.loss, let last = layers.last else { return .nan }
    if case .byUnit = batch.layout {
      for row in 0..<batch.layout.rows {
        for column in 0..<last.width {
          outputsByRow[row * last.width + column] = last.output[batch.layout.place(row, column, columns: last.width)]
        }
      }
    }
    nb_run(runner, &operation, 1, 1, 1, nil)
    return Double(result.pointee / Scalar(batch.lossDivisor))
  }

  /// Whether every parameter and every running statistic is finite.
  var isFinite: Bool {
    var operation = nb_operation(NB_ALL_FINITE, rows: 1, columns: parameterCount + statisticCount)
      .with(x: parameters, y: result)
    nb_run(runner, &operation, 1, 1, 1, nil)
    return result.pointee != 0
  }

  /// The parameters as they are now.
  var parameterValues: [Scalar] { Array(UnsafeBufferPointer(start: parameters, count: parameterCount)) }

  /// The running statistics as they are now.
  var statisticValues: [Scalar] { Array(UnsafeBufferPointer(start: statistics, count: statisticCount)) }

  /// The gradients that the last backward pass left; none where they are not kept.
  var gradientValues: [Scalar] { gradients.map { Array(UnsafeBufferPointer(start: $0, count: parameterCount)) } ?? [] }

  /// What a layer gave in the last forward pass; the inputs for one that hands them on below all others.
  func output(ofLayer index: Int) -> Matrix {
    guard let layer = layers.last(where: { $0.index <= index }) else {
      return batch.layout.matrix(inputs, columns: layers[0].inputWidth)
    }
    return batch.layout.matrix(layer.output, columns: layer.width)
  }
}
