import CKernels

/// What a plan by lanes holds of each of its networks.
extension Plan {
  /// How many networks lie side by side.
  var lanes: Int { batch.layout.lanes }

  /// The parameters of a network as they are now.
  func parameters(ofLane lane: Int) -> [Scalar] { values(buffers.parameters, network.parameterCount, lane) }

  /// What the optimiser remembers of a network.
  func state(ofLane lane: Int) -> [Scalar] {
    buffers.update.map { values($0.states, $0.stateCount, lane) } ?? []
  }

  /// Gives a network its parameters, and what the optimiser remembers of it.
  func setLane(_ lane: Int, parameters: [Scalar], state: [Scalar]) {
    set(buffers.parameters, parameters, lane)
    if let states = buffers.update?.states { set(states, state, lane) }
  }

  /// Sets the learning rate of a network's next steps, and what else depends on their number, counted from 1.
  func prepare(step: Int, learningRate: Double, lane: Int) {
    buffers.update?.prepare(step: step, learningRate: learningRate, lane: lane)
    buffers.rates?[lane] = Scalar(learningRate)
  }

  /// Computes the losses of the outputs that the last forward pass left, for ``loss(ofLane:)``.
  func computeLosses() {
    guard var operation = batch.loss else { return }
    nb_run(runner, &operation, 1, 1, 1, nil)
  }

  /// The loss of a network.
  func loss(ofLane lane: Int) -> Double { Double(buffers.result[lane] / Scalar(batch.lossDivisor)) }

  /// Whether every parameter of a network is finite.
  func isFinite(lane: Int) -> Bool {
    (0..<network.parameterCount).allSatisfy { buffers.parameters[$0 * lanes + lane].isFinite }
  }

  /// What the last layer of a network gave in the last forward pass.
  func outputs(ofLane lane: Int) -> Matrix {
    let output = batch.outputs[batch.outputs.count - 1]
    return batch.layout.matrix(output.values.assumingMemoryBound(to: Scalar.self) + lane, columns: output.columns)
  }

  private func values(_ all: UnsafeMutablePointer<Scalar>, _ count: Int, _ lane: Int) -> [Scalar] {
    let lanes = lanes
    return Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count { buffer.initializeElement(at: index, to: all[index * lanes + lane]) }
      initialized = count
    }
  }

  private func set(_ all: UnsafeMutablePointer<Scalar>, _ values: [Scalar], _ lane: Int) {
    for (index, value) in values.enumerated() { all[index * lanes + lane] = value }
  }
}
