import CKernels

// Where to start reading. A plan is what a network becomes before it computes: memory, and a list of operations that the
// kernels run over it, in turn, as often as there are steps. Layers lay it out (`Layers/`, each through a `Site`), then the
// loss (`Losses/`) and the optimiser (`Optimizers/`, through `PlannedUpdate`). `StepRunner` makes steps with it, and
// `Trainer`, `Evaluation`, `Assessment` and `Gradients` are its faces. The arithmetic is that of nb_operations.def.
// Trainings side by side, one a lane of a vector, are a plan of another `Layout` (`Lockstep/`).
//
// What has its room here though it is not built:
// - pictures: a convolution is an affine layer whose input is packed in another way, with a `Shape` of several rows;
// - gradients that are added up, for a layer that is used twice: a second flag beside `descends`;
// - activations whose slope needs the input: `name_back` in activations.inc has it at hand.

/// What a plan is for.
enum PlanPurpose {
  case evaluation
  case gradients
  /// Gradients whose way back is looked at layer by layer, so that no operation does the work of two layers.
  case trace
  /// Steps, in which dropout drops, and batch normalisation takes the batch's own statistics.
  case training

  var isTraining: Bool { self == .training }
}

/// Everything a training step needs, laid out once: buffers, and the operations that the kernels run over them.
///
/// A step allocates nothing and decides nothing. The plan holds parameters and running statistics, one batch, and one
/// batch of activations; and gradients and the optimiser's state where these are kept.
final class Plan<Scalar: KernelScalar> {
  let runner: KernelRunner
  let network: Network
  private let objective: Objective?
  private let purpose: PlanPurpose
  private let threads: ThreadCount
  private let memory: PlanMemory
  let buffers: PlanBuffers<Scalar>
  /// Used by one call at a time, as ``choices`` are, which is not checked anew in every step.
  @exclusivity(unchecked) private(set) var batch: PlannedBatch
  /// The operations for the other numbers of rows that there have been.
  private var batches: [Int: PlannedBatch] = [:]
  private var descentRate = 0.0
  private let interruption = Interruption.current
  /// Whether a team is faster: for forward passes, for the rest of a step, and for whole steps.
  @exclusivity(unchecked) private var choices: (forward: TeamChoice, rest: TeamChoice, step: TeamChoice)
  /// Whether a wish to end early is followed.
  var isCuttable = true
  /// Whether work was left unfinished because nobody wanted it any longer: what the plan holds is of no use then.
  var isCut = false

  /// The multiplications of a forward pass from which on threads may gain more than their meetings cost.
  private static var leastShared: Int { 20_000 }

  /// Those from which on a team is taken to be faster until that is known.
  private static var large: Int { 2_000_000 }

  /// Lays out the memory for batches of up to so many rows, and for the steps of an optimiser if there is one.
  init(
    _ network: Network, parameters values: [Scalar], capacity: Int, objective: Objective? = nil, purpose: PlanPurpose,
    optimizer: Optimizer? = nil, kernels form: KernelForm = .standard, threads: ThreadCount = .standard,
    layout: Layout? = nil
  ) {
    let layout = layout ?? Layout(rows: capacity, network: network, scalarSize: MemoryLayout<Scalar>.size)
    check(
      purpose != .training || layout.rows >= network.leastRows,
      "a step must see at least \(network.leastRows) rows, not \(layout.rows)")
    runner = Scalar.runner(form)
    (self.network, self.objective, self.purpose) = (network, objective, purpose)
    let work = capacity * network.parameterCount
    self.threads = work >= Self.leastShared ? threads : ThreadCount(exactly: 1)
    let choice = TeamChoice(isLarge: work >= Self.large)
    choices = (choice, choice, choice)
    memory = PlanMemory(scalarSize: MemoryLayout<Scalar>.size)
    // Once to measure, and once to place.
    let measured = PlanBuffers<Scalar>(network, layout, purpose, optimizer, memory)
    _ = PlannedBatch(network, layout, measured, objective, purpose, memory)
    memory.allocate()
    buffers = PlanBuffers(network, layout, purpose, optimizer, memory)
    batch = PlannedBatch(network, layout, buffers, objective, purpose, memory)
    buffers.parameters.update(from: values, count: values.count)
    let running = network.statistics.as(Scalar.self) ?? []
    buffers.statistics.update(from: running, count: running.count)
  }

  // MARK: - The batch

  /// Makes some rows of the data the batch; without targets only a forward pass is of use.
  func load(_ rows: some RandomAccessCollection<Int>, of inputMatrix: Matrix, _ targetMatrix: Matrix? = nil) {
    if rows.count != batch.layout.rows { change(toRows: rows.count) }
    guard batch.layout.load(rows, of: inputMatrix, to: buffers.inputs, unless: stop) else { return isCut = true }
    guard let targetMatrix else { return }
    guard batch.layout.load(rows, of: targetMatrix, to: buffers.targets, unless: stop) else { return isCut = true }
  }

  private func change(toRows rows: Int) {
    // It is taken out, for what lies in two places is copied when it changes.
    let next =
      batches.removeValue(forKey: rows)
      ?? PlannedBatch(
        network, batch.layout.with(rows: rows, scalarSize: MemoryLayout<Scalar>.size), buffers, objective, purpose,
        memory)
    batches[batch.layout.rows] = batch
    batch = next
    if descentRate != 0 { batch.setRate(descentRate) }
  }

  /// Draws what every dropout layer keeps, row by row from the lowest layer up.
  func drawMasks(from stream: inout RandomStream) {
    let layout = batch.layout
    for mask in batch.masks {
      let kept: Scalar = stream.keptFactor(dropping: mask.probability)
      let values = mask.values.assumingMemoryBound(to: Scalar.self)
      stream.drawKept(rows: layout.rows, columns: mask.columns, dropping: mask.probability) { row, column, isKept in
        values[layout.place(row, column, columns: mask.columns)] = isKept ? kept : 0
      }
    }
  }

  // MARK: - Running

  /// Sets the learning rate of the next steps, and what else depends on their number, counted from 1.
  func prepare(step: Int, learningRate: Double) {
    if let update = buffers.update {
      update.prepare(step: step, learningRate: learningRate)
    } else if learningRate != descentRate {
      descentRate = learningRate
      batch.setRate(learningRate)
    }
  }

  /// The flag that is looked at while operations run.
  private var stop: UnsafePointer<Int32>? { isCuttable ? interruption?.flag : nil }

  /// Runs operations again and again, by a team where that is faster.
  private func run(_ range: Range<Int>, repeats: Int = 1, _ choice: inout TeamChoice) {
    guard threads.count > 1, !threads.isExact else { return run(range, repeats: repeats, threads: threads.count) }
    var left = repeats
    while left > 0, !isCut {
      let piece = choice.next(of: left)
      let start = ContinuousClock.now
      run(range, repeats: piece.repeats, threads: piece.isTeam ? threads.count : 1)
      choice.note(piece, seconds: (ContinuousClock.now - start) / .seconds(1))
      left -= piece.repeats
    }
  }

  private func run(_ range: Range<Int>, repeats: Int, threads: Int32) {
    let isWhole = batch.step.withUnsafeBufferPointer {
      nb_run(runner, $0.baseAddress.map { $0 + range.lowerBound }, range.count, repeats, threads, stop)
    }
    if isWhole == 0 { isCut = true }
  }

  /// Computes the output of every layer.
  func forward() { run(0..<batch.forwardCount, &choices.forward) }

  /// Does the rest of a step from what the last forward pass left.
  func backward() { run(batch.forwardCount..<batch.step.count, &choices.rest) }

  /// Does the rest of a step as ``backward()`` does, layer by layer, and gives the gradients by the outputs of the layers, from
  /// the input up; nil below the lowest layer with parameters, where nobody wants them. The plan's purpose is a trace.
  func tracedBackward() -> [Matrix?] {
    check(purpose == .trace, "operations of several layers are done together")
    var gradients: [Matrix?] = batch.outputs.map { _ in nil }
    run(batch.forwardCount..<batch.forwardCount + 1, &choices.rest)  // the loss's
    var next = batch.forwardCount + 1
    for layer in batch.outputs.indices.reversed() {
      gradients[layer] = batch.signals[layer].map {
        batch.layout.matrix($0.assumingMemoryBound(to: Scalar.self), columns: batch.outputs[layer].columns)
      }
      let end = batch.owners[next...].firstIndex { $0 != layer } ?? batch.step.count
      if end > next { run(next..<end, &choices.rest) }
      next = end
    }
    return gradients
  }

  /// Makes a number of steps on the same batch; the first one does without its forward pass if that is fresh.
  func makeSteps(_ count: Int, isForwardFresh: Bool) {
    guard count > 0 else { return }
    if isForwardFresh { backward() }
    run(batch.step.indices, repeats: isForwardFresh ? count - 1 : count, &choices.step)
  }

  // MARK: - Results

  /// The loss of the outputs that the last forward pass left.
  func lossValue() -> Double {
    guard let operation = lossByRow() else { return .nan }
    return value(of: operation, dividedBy: batch.lossDivisor)
  }

  /// The loss of each row of these outputs by itself.
  func rowLossValues() -> [Double] {
    guard var operation = lossByRow(), let objective else { return [] }
    let divisor = objective.arithmetic(rows: 1, columns: operation.columns).lossDivisor
    let rowSize = operation.columns * MemoryLayout<Scalar>.stride
    operation.rows = 1
    return (0..<batch.layout.rows).map { _ in
      defer {
        operation.loss.outputs += rowSize
        operation.loss.targets += rowSize
      }
      return value(of: operation, dividedBy: divisor)
    }
  }

  /// The operation of the loss, once outputs and targets lie row by row as it needs them; nil if there is no loss.
  private func lossByRow() -> nb_operation? {
    guard let operation = batch.loss else { return nil }
    if batch.layout.isByUnit {
      let columns = operation.columns
      let outputs = batch.outputs[batch.outputs.count - 1].values.assumingMemoryBound(to: Scalar.self)
      for row in 0..<batch.layout.rows {
        for column in 0..<columns {
          let place = batch.layout.place(row, column, columns: columns)
          buffers.outputsByRow[row * columns + column] = outputs[place]
          buffers.targetsByRow[row * columns + column] = buffers.targets[place]
        }
      }
    }
    return operation
  }

  private func value(of loss: nb_operation, dividedBy divisor: Double) -> Double {
    var operation = loss
    nb_run(runner, &operation, 1, 1, 1, nil)
    return Double(buffers.result.pointee / Scalar(divisor))
  }

  /// Whether every parameter and every running statistic is finite.
  var isFinite: Bool {
    [(buffers.parameters, network.parameterCount), (buffers.statistics, network.statisticCount)].allSatisfy {
      values, count in
      var operation = nb_operation(NB_ALL_FINITE, columns: count) {
        $0.values = nb_values(input: values, factors: nil, output: buffers.result)
      }
      nb_run(runner, &operation, 1, 1, 1, nil)
      return buffers.result.pointee != 0
    }
  }

  /// The parameters as they are now.
  var parameterValues: [Scalar] {
    get { Array(UnsafeBufferPointer(start: buffers.parameters, count: network.parameterCount)) }
    set { buffers.parameters.update(from: newValue, count: newValue.count) }
  }

  /// Gives one of the parameters another value.
  func setParameter(_ index: Int, to value: Scalar) { buffers.parameters[index] = value }

  /// The running statistics as they are now.
  var statisticValues: [Scalar] {
    get { Array(UnsafeBufferPointer(start: buffers.statistics, count: network.statisticCount)) }
    set { buffers.statistics.update(from: newValue, count: newValue.count) }
  }

  /// What the optimiser remembers as it is now.
  var stateValues: [Scalar] {
    get { buffers.update.map { Array(UnsafeBufferPointer(start: $0.states, count: $0.stateCount)) } ?? [] }
    set { buffers.update?.states.update(from: newValue, count: newValue.count) }
  }

  /// The gradients that the last backward pass left; none where they are not kept.
  var gradientValues: [Scalar] {
    buffers.gradients.map { Array(UnsafeBufferPointer(start: $0, count: network.parameterCount)) } ?? []
  }

  /// What a layer gave in the last forward pass; what goes in for one that hands it on below all others.
  func output(ofLayer index: Int) -> Matrix {
    let output = batch.outputs[index]
    return batch.layout.matrix(output.values.assumingMemoryBound(to: Scalar.self), columns: output.columns)
  }
}
