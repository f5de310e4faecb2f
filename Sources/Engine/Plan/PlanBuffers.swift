import CKernels

/// What lies in a plan's memory whatever batch there is.
struct PlanBuffers<Scalar: KernelScalar> {
  let parameters: UnsafeMutablePointer<Scalar>
  let statistics: UnsafeMutablePointer<Scalar>
  /// Null where gradients are used as soon as they are computed, by a step of plain descent.
  let gradients: UnsafeMutablePointer<Scalar>?
  let update: PlannedUpdate<Scalar>?
  /// The rates of plain descent, one for each of several networks side by side; null for one alone.
  let rates: UnsafeMutablePointer<Scalar>?
  let inputs: UnsafeMutablePointer<Scalar>
  let targets: UnsafeMutablePointer<Scalar>
  /// Targets and outputs row by row, as the loss is computed where matrices lie unit by unit.
  let targetsByRow: UnsafeMutablePointer<Scalar>
  let outputsByRow: UnsafeMutablePointer<Scalar>
  let signals: (UnsafeMutableRawPointer, UnsafeMutableRawPointer)
  let result: UnsafeMutablePointer<Scalar>
  /// The rows that have a place in memory in the largest batch.
  let storedRows: Int
  /// Where the memory of the layers begins.
  let mark: Int

  init(
    _ network: Network, _ layout: Layout, _ purpose: PlanPurpose, _ optimizer: Optimizer?, _ memory: PlanMemory
  ) {
    func take(_ count: Int) -> UnsafeMutablePointer<Scalar> {
      memory.take(count).assumingMemoryBound(to: Scalar.self)
    }
    storedRows = layout.storedRows
    let lanes = layout.lanes
    parameters = take(network.parameterCount * lanes)
    statistics = take(network.statisticCount * lanes)
    let isFused = optimizer?.isFused ?? false
    gradients = purpose == .evaluation || isFused ? nil : take(network.parameterCount * lanes)
    rates = isFused && layout.isByLane ? take(lanes) : nil
    if let optimizer, let gradients {
      update = PlannedUpdate(
        optimizer, parameters: parameters, gradients: gradients, count: network.parameterCount,
        blocks: network.blocks.filter(\.role.isLearnt), layout, memory)
    } else {
      update = nil
    }
    result = take(lanes)
    let (inputWidth, outputWidth) = (network.inputShape.count, network.outputShape.count)
    inputs = take(storedRows * inputWidth)
    targets = take(storedRows * outputWidth)
    targetsByRow = layout.isByUnit ? take(storedRows * outputWidth) : targets
    outputsByRow = take(layout.isByUnit ? storedRows * outputWidth : 0)
    let widest = purpose == .evaluation ? 0 : storedRows * (network.layerWidths + [inputWidth]).reduce(0, max)
    signals = (memory.take(widest), memory.take(widest))
    mark = memory.used
  }
}
