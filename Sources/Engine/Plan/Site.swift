import CKernels

/// What a layer sees of a plan: its input, its parameters and the gradient that comes back to it, and where it appends its
/// operations.
///
/// Backward, the gradient by a layer's output, its signal, becomes that by its input: in place where the shapes are the
/// same, otherwise in a second buffer, so that two of them do for all layers.
public struct Site {
  /// Where the network's layers count it.
  let layer: Int
  /// How many rows there are, and how they lie.
  let layout: Layout
  /// Whether dropout drops, and batch normalisation takes the batch's own statistics.
  let isTraining: Bool
  let inputShape: Shape
  let outputShape: Shape
  /// The parameters and running statistics, one for each of the layer's roles.
  let parameters: [Parameter]
  /// Whether gradients go back through it.
  let goesBack: Bool
  /// The operations of a forward pass.
  private(set) var forward: [nb_operation] = []
  /// The operations of a backward pass, in their order.
  private(set) var backward: [nb_operation] = []
  /// The operations after it.
  private(set) var afterwards: [nb_operation] = []
  /// What is drawn before every forward pass.
  private(set) var masks: [Mask] = []

  private let input: UnsafeMutableRawPointer
  private let storedRows: Int
  private let memory: PlanMemory
  private let signals: (UnsafeMutableRawPointer, UnsafeMutableRawPointer)
  private let descends: Bool
  /// The rates of plain descent, one for each of several networks side by side.
  let rates: UnsafeRawPointer?
  private let isLowest: Bool
  /// Which of the buffers holds the signal, and which the gradient by the input.
  private var signalIndex: Int
  private let inputSignalIndex: Int
  /// Where the outputs lie: where the inputs lie, for a layer that hands them on.
  private(set) var output: UnsafeMutableRawPointer

  /// A matrix or vector of parameters.
  struct Parameter {
    /// Its values.
    let values: UnsafeMutableRawPointer
    /// Where its gradient is written, or the parameter itself where it descends.
    let target: UnsafeMutableRawPointer
  }

  /// Factors that a layer draws for its values in every step.
  struct Mask {
    let values: UnsafeMutableRawPointer
    let columns: Int
    /// The share of the values that become 0.
    let probability: Double
  }

  /// What an operation is laid out for.
  struct Buffers {
    /// The layer's inputs.
    let input: UnsafeMutableRawPointer
    /// The gradient by its outputs, which becomes that by its inputs.
    let signal: UnsafeMutableRawPointer
  }

  /// What is the same for all layers of a plan.
  struct Surroundings {
    let layout: Layout
    /// The rows that have a place in memory in the largest batch.
    let storedRows: Int
    let memory: PlanMemory
    let signals: (UnsafeMutableRawPointer, UnsafeMutableRawPointer)
    let purpose: PlanPurpose
    /// Whether parameters descend as soon as their gradients are known.
    let descends: Bool
    /// Their rates, one for each of several networks side by side; nil otherwise.
    let rates: UnsafeRawPointer?
  }

  /// The site of a layer above another, or of the lowest.
  init(
    _ surroundings: Surroundings, layer: Int, shapes: (Shape, Shape), input: UnsafeMutableRawPointer,
    parameters: [Parameter], signalBelow: Int, isLowest: Bool
  ) {
    (layout, storedRows, memory) = (surroundings.layout, surroundings.storedRows, surroundings.memory)
    (signals, descends, rates) = (surroundings.signals, surroundings.descends, surroundings.rates)
    isTraining = surroundings.purpose.isTraining
    // Nothing below a layer without parameters needs a gradient if there are none.
    goesBack = surroundings.purpose != .evaluation && !(isLowest && parameters.isEmpty)
    (self.layer, (inputShape, outputShape), self.input, output) = (layer, shapes, input, input)
    (self.parameters, self.isLowest) = (parameters, isLowest)
    (signalIndex, inputSignalIndex) = (signalBelow, signalBelow)
  }

  /// Whether matrices lie unit by unit.
  var isByUnit: Bool { layout.isByUnit }

  /// The index of the buffer with the gradient by the layer's outputs.
  var signalAbove: Int { signalIndex }

  /// The gradient by the layer's outputs.
  var signal: UnsafeMutableRawPointer { signalIndex == 0 ? signals.0 : signals.1 }

  // MARK: - Memory

  /// Memory for the outputs.
  mutating func takeOutput() -> UnsafeMutableRawPointer {
    output = memory.take(storedRows * outputShape.count)
    return output
  }

  /// Memory of so many values that is the layer's own.
  func take(_ count: Int) -> UnsafeMutableRawPointer { memory.take(count) }

  /// Memory for factors that are drawn for every step: 0 with a probability.
  mutating func takeMask(dropping probability: Double) -> UnsafeMutableRawPointer {
    let values = memory.take(storedRows * inputShape.count)
    masks.append(Mask(values: values, columns: inputShape.count, probability: probability))
    return values
  }

  /// Moves the signal to the other buffer, and gives a place for the gradient by the inputs; nil where nobody wants that.
  mutating func moveSignal() -> UnsafeMutableRawPointer? {
    signalIndex = 1 - inputSignalIndex
    guard goesBack, !isLowest else { return nil }
    return inputSignalIndex == 0 ? signals.0 : signals.1
  }

  // MARK: - Operations

  /// Appends an operation of the forward pass; one of each value is done with what fills rows up as well.
  mutating func forward(
    _ kind: nb_kind, isEach: Bool = false, inner: Int = 0, _ lay: (inout nb_operation, Buffers) -> Void
  ) {
    forward.append(operation(kind, isEach: isEach, inner: inner, lay))
  }

  /// Appends an operation of the backward pass.
  mutating func backward(
    _ kind: nb_kind, isEach: Bool = false, inner: Int = 0, _ lay: (inout nb_operation, Buffers) -> Void
  ) {
    guard goesBack else { return }
    backward.append(operation(kind, isEach: isEach, inner: inner, lay))
  }

  /// Appends an operation for after the backward pass.
  mutating func afterwards(_ kind: nb_kind, _ lay: (inout nb_operation, Buffers) -> Void) {
    guard goesBack else { return }
    afterwards.append(operation(kind, isEach: false, inner: 0, lay))
  }

  private func operation(
    _ kind: nb_kind, isEach: Bool, inner: Int, _ lay: (inout nb_operation, Buffers) -> Void
  ) -> nb_operation {
    var operation = nb_operation(
      kind, rows: isEach ? layout.storedRows : layout.rows, columns: outputShape.count, inner: inner)
    operation.descends = descends ? 1 : 0
    lay(&operation, Buffers(input: input, signal: signal))
    return operation
  }
}
