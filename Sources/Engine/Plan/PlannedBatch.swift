import CKernels

/// What is done with a number of rows: the operations of a step, and where its results lie.
struct PlannedBatch {
  let layout: Layout
  /// One step: forward, the loss's gradient, backward, and the update.
  private(set) var step: [nb_operation]
  /// The layer that each of these operations belongs to, counted from 0; nil for the loss's and the optimiser's.
  let owners: [Int?]
  /// How many of them are the forward pass.
  let forwardCount: Int
  /// What is drawn before every forward pass.
  let masks: [Site.Mask]
  /// Where the output of every layer lies.
  let outputs: [(values: UnsafeMutableRawPointer, columns: Int)]
  /// Where the gradient by the output of every layer lies before the layer goes back; nil where nobody wants it.
  let signals: [UnsafeMutableRawPointer?]
  /// The operation that gives the loss's sum, if there is a loss, and what that is divided by.
  let loss: nb_operation?
  let lossDivisor: Double

  init<Scalar: KernelScalar>(
    _ network: Network, _ layout: Layout, _ buffers: PlanBuffers<Scalar>, _ objective: Objective?,
    _ purpose: PlanPurpose, _ memory: PlanMemory
  ) {
    memory.rewind(to: buffers.mark)
    let sites = Self.sites(of: network, layout, buffers, purpose, memory)
    self.layout = layout
    masks = sites.flatMap(\.masks)
    outputs = sites.map { ($0.output, $0.outputShape.count) }
    signals = sites.map { $0.goesBack ? $0.signal : nil }
    func owned(_ sites: [Site], _ operations: (Site) -> [nb_operation]) -> [(nb_operation, Int?)] {
      let owned: [(nb_operation, Int?)] = sites.flatMap { site in operations(site).map { ($0, site.layer) } }
      if purpose == .trace { return owned }
      return owned.map(\.0).fused().map { ($0.operation, owned[$0.index].1) }
    }
    var all = owned(sites) { $0.forward }
    forwardCount = all.count
    var (value, divisor): (nb_operation?, Double) = (nil, 1)
    if let objective, let last = sites.last {
      let columns = last.outputShape.count
      let arithmetic = objective.arithmetic(rows: layout.rows, columns: columns)
      let outputs = layout.isByUnit ? UnsafeMutableRawPointer(buffers.outputsByRow) : last.output
      value = nb_operation(
        layout.isByLane ? arithmetic.laneValue : arithmetic.value, rows: layout.rows, columns: columns
      ) {
        $0.loss = nb_loss(outputs: outputs, targets: buffers.targetsByRow, result: buffers.result)
      }
      divisor = arithmetic.lossDivisor
      if purpose != .evaluation {
        // One of each value is done with what fills rows up as well.
        let formGradient = layout.kind(nil, byUnit: arithmetic.unitGradient, byLane: arithmetic.laneGradient)
        let rows = formGradient == nil ? layout.storedRows : layout.rows
        let gradient = nb_operation(formGradient ?? arithmetic.gradient, rows: rows, columns: columns) {
          ($0.factor, $0.divisor) = (arithmetic.factor, arithmetic.divisor)
          $0.loss_back = nb_loss_back(outputs: last.output, targets: buffers.targets, signal: last.signal)
        }
        all.append((gradient, nil))
        all += owned(sites.reversed()) { $0.backward }
        all += owned(sites) { $0.afterwards }
        all += (buffers.update?.operations ?? []).map { ($0, nil) }
      }
    }
    (step, owners) = (all.map(\.0), all.map(\.1))
    (loss, lossDivisor) = (value, divisor)
  }

  /// The sites of all layers, each laid out.
  private static func sites<Scalar: KernelScalar>(
    of network: Network, _ layout: Layout, _ buffers: PlanBuffers<Scalar>, _ purpose: PlanPurpose, _ memory: PlanMemory
  ) -> [Site] {
    let surroundings = Site.Surroundings(
      layout: layout, storedRows: buffers.storedRows, memory: memory, signals: buffers.signals, purpose: purpose,
      descends: buffers.gradients == nil, rates: buffers.rates.map { UnsafeRawPointer($0) })
    let parameters = Dictionary(grouping: network.blocks, by: \.layer).mapValues { blocks in
      blocks.map { block in
        let offset = block.offset * layout.lanes
        let values = (block.role.isLearnt ? buffers.parameters : buffers.statistics) + offset
        let target = block.role.isLearnt ? (buffers.gradients ?? buffers.parameters) + offset : values
        return Site.Parameter(values: UnsafeMutableRawPointer(values), target: UnsafeMutableRawPointer(target))
      }
    }
    var (input, shape, signal, isLowest) = (
      UnsafeMutableRawPointer(buffers.inputs), network.inputShape, 0, true
    )
    return network.layers.enumerated().map { index, layer in
      var site = Site(
        surroundings, layer: index, shapes: (shape, layer.output(for: shape)), input: input,
        parameters: parameters[index] ?? [], signalBelow: signal, isLowest: isLowest)
      layer.place(in: &site)
      (input, shape, signal) = (site.output, site.outputShape, site.signalAbove)
      isLowest = isLowest && site.parameters.isEmpty
      return site
    }
  }

  /// Sets the rate of the plain descent that is part of a step.
  mutating func setRate(_ rate: Double) {
    for index in step.indices where step[index].descends != 0 { step[index].rate = rate }
  }
}
