import Datasets
import Engine
import Language
import Outputs

/// What a command needs of the session before it can run, each with the message that says what is missing.
extension Outline {
  func requireNetwork(_ command: Command) throws(Diagnostic) {
    guard !shapes.isEmpty else {
      throw Diagnostic(
        "there is no network yet", at: command.headSpan, help: "declare a layer first: 'layer affine 2 4'")
    }
  }

  /// The shapes of the data; nil if its files have not been read yet.
  @discardableResult
  func requireData(_ command: Command) throws(Diagnostic) -> DataShape? {
    guard data != nil || unreadData != nil else {
      throw Diagnostic("there is no data yet", at: command.headSpan, help: "choose it first: 'data xor'")
    }
    return data
  }

  func requireHistory(_ command: Command) throws(Diagnostic) {
    guard isTrained else {
      throw Diagnostic(
        "there is no history: the network has not been trained", at: command.headSpan,
        help: "train first: 'train 1000 lr 0.1'")
    }
  }

  func requireRuns(_ command: Command) throws(Diagnostic) {
    guard hasRuns else {
      throw Diagnostic("no run was kept", at: command.headSpan, help: "keep one after its training: 'keep first'")
    }
  }

  func requireRow(_ row: Int?, _ command: Command) throws(Diagnostic) {
    guard let row, let data, row > data.rows else { return }
    throw Diagnostic(
      "there is no row \(row): the data has \(data.rows)", at: command.place(of: "row"), notes: [data.note])
  }

  /// Data that the network takes, and memory for a pass over it.
  func requireFit(_ command: Command, rows: Int? = nil) throws(Diagnostic) {
    try requireNetwork(command)
    guard let data = try requireData(command) else { return }
    guard shapes[0].inputs == data.inputs else {
      throw Diagnostic(
        "the network takes \(counted(shapes[0].inputs, "input")) but the data has \(data.inputs)", at: command.headSpan,
        notes: [.init("the network's inputs were set here", at: firstAffine.inputsPlace), data.note],
        help: "write 'reset', and begin the network anew with 'layer affine \(data.inputs) \(shapes[0].outputs)'")
    }
    var width = Double(data.inputs)
    var valuesPerRow = width + Double(shapes[shapes.count - 1].outputs)
    var widest = width
    for layer in layers {
      if case .affine(_, let outputs, _, _) = layer.description { width = Double(outputs) }
      valuesPerRow += width
      widest = max(widest, width)
    }
    try requireMemory(
      MemoryNeed(
        parameters: parameterCount, rows: rows ?? data.rows, valuesPerRow: valuesPerRow,
        widestLayer: widest,
        precision: precision), for: "a pass over \(rows ?? data.rows) rows", at: command.headSpan)
  }

  /// A loss that fits the last layer and the data.
  func requireObjective(_ command: Command, rows: Int? = nil) throws(Diagnostic) {
    try requireFit(command, rows: rows)
    guard let loss else {
      throw Diagnostic(
        "there is no loss yet", at: command.headSpan,
        help: "choose it first: 'loss softmax_cross_entropy' or 'loss mse'")
    }
    let last = layers[layers.count - 1]
    let lossNote = Diagnostic.Note("the loss was chosen here", at: loss.place)
    let layerNote = Diagnostic.Note("the last layer was declared here", at: last.place)
    if loss.name == .softmaxCrossEntropy, last.isActivation(.softmax) {
      throw Diagnostic(
        "softmax_cross_entropy includes softmax, so the network must not end with a softmax layer",
        at: command.headSpan,
        notes: [layerNote, lossNote], help: "leave out 'layer softmax'")
    }
    if loss.name == .binaryCrossEntropy, !last.isActivation(.sigmoid, .softmax) {
      throw Diagnostic(
        "binary_cross_entropy needs outputs between 0 and 1", at: command.headSpan, notes: [layerNote, lossNote],
        help: "end the network with 'layer sigmoid'")
    }
    let width = shapes[shapes.count - 1].outputs
    if loss.name == .softmaxCrossEntropy, width == 1 {
      throw Diagnostic(
        "softmax over a single output is always 1, so softmax_cross_entropy has nothing to learn", at: command.headSpan,
        notes: [.init("the outputs were set here", at: lastAffine.outputsPlace), lossNote],
        help: "give the network one output a class, or use 'loss binary_cross_entropy' after 'layer sigmoid'")
    }
    if let data, let problem = data.problem(withOutputs: width, loss: loss.name) {
      throw Diagnostic(
        problem, at: command.headSpan,
        notes: [.init("the outputs were set here", at: lastAffine.outputsPlace), data.note])
    }
  }

  /// Whether an output of the network can be right or wrong; true as long as the data is not known.
  var tellsClasses: Bool {
    guard let data, let width = shapes.last?.outputs else { return true }
    // One column for several outputs holds labels, which become a column a class.
    return data.targets > 1 ? data.areDistributions : width > 1 || data.isTwoValued
  }

  /// Targets that are classes.
  func requireClasses(_ command: Command, at argument: String) throws(Diagnostic) {
    guard !tellsClasses, let data else { return }
    throw Diagnostic(
      "accuracy needs classes, but the targets are numbers", at: command.place(of: argument), notes: [data.note],
      help: data.targets > 1
        ? "the targets of a row must add up to 1: a share for each class"
        : "one output tells two values apart; for more classes give the network an output for each")
  }

  /// Initial values that are numbers in both precisions.
  func requireDrawable(_ initialiser: InitialiserDescription, _ command: Command, at argument: String)
    throws(Diagnostic)
  {
    let values: [Double] =
      switch initialiser {
      case .he, .xavier, .lecun, .torch: []
      case .normal(let deviation): [deviation]
      case .uniform(let lower, let upper): [lower, upper]
      case .constant(let value): [value]
      }
    guard let large = values.first(where: { $0.magnitude > 1e30 }) else { return }
    throw Diagnostic(
      "\(argument) of \(large.plain) would overflow", at: command.place(of: argument), help: "use numbers up to 1e30")
  }

  func requireMemory(_ need: MemoryNeed, for what: String, at place: Span) throws(Diagnostic) {
    guard !need.isAllowed else { return }
    throw Diagnostic(
      "\(what) needs \(inGigabytes(need.byteCount)) of memory; the limit is \(inGigabytes(MemoryNeed.limit))", at: place
    )
  }

  private func inGigabytes(_ bytes: Double) -> String {
    let (size, unit) = bytes >= 1e12 ? (bytes / 1e12, "TB") : (bytes / 1e9, "GB")
    return "\(((size * 10).rounded() / 10).plain) \(unit)"
  }

  /// The number of parameters and running statistics, a real one because a mistyped size may pass the largest integer.
  var parameterCount: Double {
    parameters.reduce(0) { $0 + Double($1.rows) * Double($1.columns) }
  }

  var firstAffine: PlacedLayer { layers.first { $0.isAffine }! }
  var lastAffine: PlacedLayer { layers.last { $0.isAffine }! }
}

extension Outline.DataShape {
  var note: Diagnostic.Note { .init("the data was chosen here", at: place) }

  /// Why the targets do not fit so many outputs, or nil if they do, be it as one column a class.
  func problem(withOutputs width: Int, loss: LossName) -> String? {
    if targets == width {
      switch loss {
      case .softmaxCrossEntropy:
        return areDistributions ? nil : "softmax_cross_entropy needs target rows that add up to 1"
      case .binaryCrossEntropy: return areShares ? nil : "binary_cross_entropy needs targets from 0 to 1"
      case .mse, .sse: return nil
      }
    }
    let given =
      "the network gives \(width) outputs but the data has \(counted(targets, "target column"))"
    guard targets == 1 else { return given }
    guard let classes else { return "\(given), which holds no class labels 0, 1, 2 …" }
    return classes <= width ? nil : "the network gives \(width) outputs but the data has \(classes) classes"
  }
}
