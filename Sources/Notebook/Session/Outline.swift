import Datasets
import Engine
import Language
import Outputs

/// What is known of a session without running it: the shapes of data and network, and where each was set.
///
/// A whole notebook is applied to an outline before its first command runs, and a session applies each command to its
/// own outline just before running it: the same rules, with the same words, in both.
struct Outline: Sendable {
  /// The data set's shapes.
  private(set) var data: DataShape?
  /// The place of the command whose files have to be read to know the data's shapes.
  private(set) var unreadData: Span?
  /// The layers with the places that set them.
  private(set) var layers: [PlacedLayer] = []
  /// The loss with its place.
  private(set) var loss: (name: LossName, place: Span)?
  private(set) var precision = Precision.float64
  private(set) var isTrained = false
  /// Whether a run was kept.
  private(set) var hasRuns = false
  /// The rows of a step that `batch` has chosen, and how they are chosen.
  private(set) var batch: (size: Int, order: BatchOrderName)?
  /// The place of the `batch` that has drawn some rows for good.
  private var fixedBatch: Span?

  /// The shapes of a data set.
  struct DataShape: Sendable {
    var rows: Int
    let inputs: Int
    let targets: Int
    /// One more than the largest label where the targets are one column of class labels.
    let classes: Int?
    /// Whether the targets are one column with no more than two values.
    let isTwoValued: Bool
    /// Whether every row of the targets holds probabilities that add up to 1.
    let areDistributions: Bool
    /// Whether all targets are from 0 to 1.
    let areShares: Bool
    var hasTest: Bool
    let place: Span

    init(_ dataset: Dataset, place: Span) {
      rows = dataset.inputs.rows
      inputs = dataset.inputs.columns
      targets = dataset.targets.columns
      classes = dataset.classCount
      isTwoValued = dataset.isTwoValued
      areDistributions = dataset.hasDistributions
      areShares = dataset.hasShares
      hasTest = dataset.test != nil
      self.place = place
    }
  }

  /// A layer and where the parts of its declaration stand.
  struct PlacedLayer: Sendable {
    let description: LayerDescription
    let place: Span
    let inputsPlace: Span
    let outputsPlace: Span
  }

  /// The inputs and outputs of each affine layer.
  var shapes: [(inputs: Int, outputs: Int)] {
    layers.compactMap {
      if case .affine(let inputs, let outputs, _, _) = $0.description { (inputs, outputs) } else { nil }
    }
  }

  /// The outline before its last changes, each without what came before it.
  private var earlier = Undoable<Outline>()

  /// The parameters and running statistics in declaration order, with their shapes.
  var parameters: [(name: ParameterName, rows: Int, columns: Int)] {
    var parameters: [(name: ParameterName, rows: Int, columns: Int)] = []
    var (affine, norm, width) = (0, 0, 0)
    for layer in layers {
      switch layer.description {
      case .affine(let inputs, let outputs, _, _):
        (affine, width) = (affine + 1, outputs)
        parameters.append((ParameterName(.weights, layer: affine), inputs, width))
        parameters.append((ParameterName(.biases, layer: affine), 1, width))
      case .batchNorm:
        norm += 1
        for role in ParameterName.Role.allCases where !role.isAffine {
          parameters.append((ParameterName(role, layer: norm), 1, width))
        }
      case .activation, .dropout: break
      }
    }
    return parameters
  }

  /// Applies a command, or says why it cannot be run; after a mistake the outline is as it was.
  mutating func apply(_ command: Command) throws(Diagnostic) {
    var before = self
    try check(command)
    guard command.action.isChange else { return }
    before.earlier = Undoable()
    earlier.keep(before)
  }

  private mutating func check(_ command: Command) throws(Diagnostic) {
    switch command.action {
    case .seed, .digits, .bind, .help, .optimizer, .schedule, .history, .quit, .saveNotebook: break
    case .precision(let name): try apply(name, command)
    case .data(let description):
      if case .csv(let csv) = description { try refuseContradiction(csv.firstLine.map(\.rawValue), command) }
      if description.isFile {
        (data, unreadData) = (nil, command.headSpan)
      } else {
        read(try Dataset(description, of: command, files: nil), place: command.headSpan)
      }
      (batch, fixedBatch) = (nil, nil)
      hasRuns = false
    case .split(let share):
      try refuseFixedBatch(command)
      try split(share, command)
    case .take(let count):
      try refuseFixedBatch(command)
      try take(count, command)
    case .normalize: try requireData(command)
    case .shuffle:
      try requireData(command)
      try refuseFixedBatch(command)
    case .layer(let description): try apply(description, command)
    case .loss(let name, _): loss = (name, command.headSpan)
    case .batch(let description):
      try requireData(command)
      batch = try requireBatch(description, command)
      fixedBatch = description.orders == [.fixed] ? command.headSpan : nil
    case .train(let training):
      try requireTraining(training, command)
      isTrained = true
    case .show(let subject, _): try require(subject, command)
    case .predict(let inputs):
      try requireNetwork(command)
      let width = shapes[0].inputs
      guard inputs.count == width else {
        throw Diagnostic(
          "the network takes \(counted(width, "input")), not \(inputs.count)", at: command.headSpan,
          notes: [.init("the network's inputs were set here", at: firstAffine.inputsPlace)])
      }
    case .plot(.loss): try requireHistory(command)
    case .plot(.runs): try requireRuns(command)
    case .keep:
      try requireHistory(command)
      try requireObjective(command)
      hasRuns = true
    case .expect(let expectation):
      try require(expectation.subject, command)
      try requireShape(expectation, command)
    case .save:
      try refuseReplace(command)
      try requireNetwork(command)
    case .compare: try requireNetwork(command)
    case .load:
      try requireNetwork(command)
      isTrained = false
    case .undo:
      var rest = earlier
      guard var before = rest.takeBack() else { throw Self.nothingToTakeBack(command) }
      before.earlier = rest
      self = before
    case .reset:
      layers = []
      loss = nil
      (batch, fixedBatch) = (nil, nil)
      isTrained = false
    case .rewind:
      try requireNetwork(command)
      isTrained = false
    }
  }

  static func nothingToTakeBack(_ command: Command) -> Diagnostic {
    Diagnostic("there is nothing to take back", at: command.headSpan)
  }

  /// Takes over the shapes of data that has been read.
  mutating func read(_ dataset: Dataset, place: Span) {
    (data, unreadData) = (DataShape(dataset, place: place), nil)
  }

  private mutating func split(_ share: Double, _ command: Command) throws(Diagnostic) {
    guard let shape = try requireData(command) else { return }
    if shape.hasTest { throw Diagnostic("the data has a test part already", at: command.headSpan, notes: [shape.note]) }
    guard shape.rows > 1 else { throw Diagnostic("one row cannot be split", at: command.headSpan, notes: [shape.note]) }
    data?.rows = Dataset.rowsLeft(of: shape.rows, test: share)
    data?.hasTest = true
  }

  private mutating func take(_ count: Int, _ command: Command) throws(Diagnostic) {
    guard let shape = try requireData(command) else { return }
    guard count <= shape.rows else {
      throw Diagnostic(
        "the data has only \(counted(shape.rows, "row"))", at: command.place(of: "rows"), notes: [shape.note])
    }
    data?.rows = count
  }

  /// Refuses to change the rows that a fixed batch was drawn from.
  private func refuseFixedBatch(_ command: Command) throws(Diagnostic) {
    guard let fixedBatch else { return }
    throw Diagnostic(
      "a fixed batch was drawn from the rows as they are", at: command.headSpan,
      notes: [.init("it was drawn here", at: fixedBatch)], help: "draw it after this command")
  }

  private mutating func apply(_ name: PrecisionName, _ command: Command) throws(Diagnostic) {
    if let first = layers.first {
      throw Diagnostic(
        "the precision must be chosen before the first layer", at: command.headSpan,
        notes: [.init("the first layer was declared here", at: first.place)], help: "'reset' removes the network")
    }
    precision = Precision(name)
  }

  private mutating func apply(_ description: LayerDescription, _ command: Command) throws(Diagnostic) {
    if case .affine(let inputs, let outputs, let weights, let biases) = description {
      try requireDrawable(weights, command, at: "weights")
      try requireDrawable(biases, command, at: "biases")
      if let before = layers.last(where: { $0.isAffine }), let width = shapes.last?.outputs, width != inputs {
        throw Diagnostic(
          "layer takes \(counted(inputs, "input")) but the layer before it gives \(width)",
          at: command.place(of: "inputs"),
          notes: [.init("the width was set here", at: before.outputsPlace)])
      }
      let parameters = parameterCount + (Double(inputs) + 1) * Double(outputs)
      try requireMemory(
        MemoryNeed(parameters: parameters, precision: precision), for: "a network of \(parameters.plain) parameters",
        at: command.headSpan)
    }
    if case .batchNorm = description, shapes.isEmpty {
      throw Diagnostic(
        "batch_norm needs a layer of known width before it", at: command.headSpan,
        help: "declare that one first: 'layer affine 2 4'")
    }
    layers.append(
      PlacedLayer(
        description: description, place: command.headSpan, inputsPlace: command.place(of: "inputs"),
        outputsPlace: command.place(of: "outputs")))
  }
}

extension Outline.PlacedLayer {
  var isAffine: Bool {
    if case .affine = description { true } else { false }
  }

  var isBatchNorm: Bool {
    if case .batchNorm = description { true } else { false }
  }

  func isActivation(_ names: ActivationName...) -> Bool {
    if case .activation(let name, _) = description { names.contains(name) } else { false }
  }
}
