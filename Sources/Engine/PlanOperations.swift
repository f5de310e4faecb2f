import CKernels

/// A layer with its buffers in a plan.
struct PlacedLayer<Scalar: KernelScalar> {
  let layer: Layer
  /// Its place in the network, which counts identities too.
  let index: Int
  let input: UnsafeMutablePointer<Scalar>
  let output: UnsafeMutablePointer<Scalar>
  let inputWidth: Int
  let width: Int
  /// Where the layer's parameters are among all.
  let offset: Int

  /// What dropout multiplies its input by, drawn for every step.
  let mask: UnsafeMutablePointer<Scalar>?
  /// Where the layer's running statistics are among all.
  let statisticOffset: Int
  /// The statistics that batch normalisation uses, laid out as for NB_BATCH_NORM.
  let statistics: UnsafeMutablePointer<Scalar>?

  var isAffine: Bool {
    if case .affine = layer { true } else { false }
  }

  var isActivation: Bool {
    if case .activation = layer { true } else { false }
  }
}

/// The operations of a step in one layout.
///
/// Unit by unit, an activation next to an affine layer is done together with it: forward with the layer below it,
/// backward with the layer above it.
struct PlanOperations<Scalar: KernelScalar> {
  let layers: [PlacedLayer<Scalar>]
  let layout: Layout
  /// The running statistics of all layers.
  let running: UnsafeMutablePointer<Scalar>
  /// Whether batch normalisation takes these, and not the batch's own.
  let takesRunning: Bool

  private var isByUnit: Bool {
    if case .byUnit = layout { true } else { false }
  }

  /// The activation that an affine layer's operation does too, if any.
  private func fused(_ index: Int, with affine: Int) -> PlacedLayer<Scalar>? {
    guard isByUnit, layers.indices.contains(index), layers[index].isActivation, layers.indices.contains(affine),
      layers[affine].isAffine
    else { return nil }
    return layers[index]
  }

  /// Computes the output of every layer.
  func forward(_ parameters: UnsafeMutablePointer<Scalar>) -> [nb_operation] {
    layers.indices.filter { fused($0, with: $0 - 1) == nil }.map { index in
      let placed = layers[index]
      if let mask = placed.mask {
        return nb_operation(NB_MULTIPLY, rows: layout.storedRows, columns: placed.width)
          .with(x: placed.input, w: mask, y: placed.output)
      }
      if case .batchNorm(_, let epsilon) = placed.layer {
        return nb_operation(
          isByUnit ? NB_UNITS_BATCH_NORM : NB_BATCH_NORM, rows: layout.rows, columns: placed.width, factor: epsilon
        )
        .with(
          x: placed.input, w: parameters + placed.offset, t: takesRunning ? running + placed.statisticOffset : nil,
          y: placed.output, z: placed.statistics)
      }
      guard case .affine(let inputs, let outputs) = placed.layer else {
        return placed.layer.forward(rows: layout.storedRows, columns: placed.width)!
          .with(x: placed.input, y: placed.output)
      }
      let weights = parameters + placed.offset
      let kind = isByUnit ? NB_UNITS_AFFINE : NB_AFFINE
      let activation = fused(index + 1, with: index)
      return nb_operation(kind, rows: layout.rows, columns: outputs, inner: inputs)
        .doing(activation?.layer.forward(rows: 0, columns: 0))
        .with(x: placed.input, w: weights, t: weights + inputs * outputs, y: placed.output, z: activation?.output)
    }
  }

  /// Computes the gradients from the loss's by the outputs, which is in the first of two buffers; without a place for
  /// them, makes a step of plain descent instead, whose rate is set later.
  func backward(
    _ parameters: UnsafeMutablePointer<Scalar>, gradients: UnsafeMutablePointer<Scalar>?,
    buffers: (UnsafeMutablePointer<Scalar>, UnsafeMutablePointer<Scalar>)
  ) -> [nb_operation] {
    var operations: [nb_operation] = []
    var (signal, next) = buffers
    for index in layers.indices.reversed() where fused(index, with: index + 1) == nil {
      let placed = layers[index]
      if case .affine(let inputs, let columns) = placed.layer {
        // The gradient by the input is taken at the weights of the forward pass, before they are updated.
        if index > 0 {
          let activation = fused(index - 1, with: index)
          operations.append(
            nb_operation(inputGradient, rows: layout.rows, columns: columns, inner: inputs)
              .doing(activation?.layer.backward(rows: 0, columns: 0))
              .with(x: signal, w: parameters + placed.offset, t: activation?.output, y: next))
        }
        let kind = gradients == nil ? parameterDescent : parameterGradient
        let target = (gradients ?? parameters) + placed.offset
        operations.append(
          nb_operation(kind, rows: layout.rows, columns: columns, inner: inputs)
            .with(x: placed.input, w: signal, y: target, z: target + inputs * columns))
      } else if let mask = placed.mask {
        operations.append(
          nb_operation(NB_MULTIPLY, rows: layout.storedRows, columns: placed.width).with(x: signal, w: mask, y: next))
      } else if placed.layer.isBatchNorm {
        operations.append(
          nb_operation(
            gradients == nil ? batchNormDescent : batchNormGradient, rows: layout.rows, columns: placed.width,
            inner: takesRunning ? 1 : 0
          )
          .with(
            x: placed.input, w: signal, t: parameters + placed.offset, y: next,
            z: (gradients ?? parameters) + placed.offset, s: placed.statistics))
      } else if let backward = placed.layer.backward(rows: layout.storedRows, columns: placed.width) {
        operations.append(backward.with(x: placed.output, w: signal, y: next))
      }
      swap(&signal, &next)
    }
    return operations
  }

  /// Lets the running statistics follow those of the batch.
  func tracking() -> [nb_operation] {
    layers.compactMap { placed in
      guard case .batchNorm(let momentum, _) = placed.layer else { return nil }
      return nb_operation(NB_BATCH_NORM_TRACKING, rows: layout.rows, columns: placed.width, factor: momentum)
        .with(x: placed.statistics!, y: running + placed.statisticOffset)
    }
  }

  /// The objective's gradient by the outputs.
  func lossGradient(
    _ objective: Objective, targets: UnsafeMutablePointer<Scalar>, to signal: UnsafeMutablePointer<Scalar>
  ) -> nb_operation {
    let outputs = layers[layers.count - 1]
    var operation = objective.operations(rows: layout.rows, columns: outputs.width).gradient
    if isByUnit, operation.kind == NB_SOFTMAX_CROSS_ENTROPY_GRADIENT {
      operation.kind = NB_UNITS_SOFTMAX_CROSS_ENTROPY_GRADIENT
    } else {
      operation.rows = layout.storedRows
    }
    return operation.with(x: outputs.output, t: targets, y: signal)
  }

  private var inputGradient: nb_kind { isByUnit ? NB_UNITS_AFFINE_INPUT_GRADIENT : NB_AFFINE_INPUT_GRADIENT }
  private var parameterGradient: nb_kind {
    isByUnit ? NB_UNITS_AFFINE_PARAMETER_GRADIENT : NB_AFFINE_PARAMETER_GRADIENT
  }
  private var batchNormGradient: nb_kind { isByUnit ? NB_UNITS_BATCH_NORM_GRADIENT : NB_BATCH_NORM_GRADIENT }
  private var batchNormDescent: nb_kind { isByUnit ? NB_UNITS_BATCH_NORM_DESCENT : NB_BATCH_NORM_DESCENT }
  private var parameterDescent: nb_kind {
    isByUnit ? NB_UNITS_AFFINE_PARAMETER_DESCENT : NB_AFFINE_PARAMETER_DESCENT
  }
}
