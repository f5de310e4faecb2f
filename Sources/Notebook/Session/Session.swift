import Datasets
import Engine
import Language
import Outputs

/// One data set, one network, one random stream, and the commands that act on them: the same in batch and in the REPL.
public struct Session {
  /// Sees every few milliseconds of a training; returns false to stop it at a whole step.
  public var observer: (Progress) -> Bool = { _ in true }
  /// Whether the states before the last changes are kept, for `undo` and `compare`.
  public var keepsEarlier = false
  /// The names that `let` has given, for the commands to come.
  public var parser = Parser()
  /// What was run, for `history` and `save notebook`.
  public internal(set) var transcript = Transcript()
  /// The notebooks that this session wrote, and so may write again.
  var savedNotebooks: Set<String> = []
  /// Whether `quit` was run, and so nothing more is to be.
  public private(set) var hasQuit = false

  private(set) var outline = Outline()
  /// The session before its last changes, each without what came before it.
  var earlier = Undoable<Session>()
  private(set) var dataset: Dataset?
  var network = Network(precision: .float64)
  private(set) var objective: Objective?
  private(set) var decimals = 4
  var history: [Entry] = []
  /// The steps made since the network began.
  var stepsMade = 0
  var stream = RandomStream(seed: 0)
  var isSeeded = false
  var hasExplainedTargets = false
  private(set) var optimizer = Optimizer.sgd
  /// What was kept, in the order in which it was kept first.
  var runs: [Run] = []
  /// What the optimizer remembers of the trainings before.
  var optimizerState: OptimizerState?
  /// How the learning rate changes; nil for not at all.
  private(set) var schedule: ScheduleDescription?
  /// The rows that the steps of the trainings to come see.
  private(set) var batchOrder = BatchOrder.all
  /// The steps after which the training just run was stopped before its end, by the user or by what its numbers became.
  var stoppedAfter: Int?

  /// Where a training is.
  public struct Progress: Sendable {
    /// The steps made.
    public var step: Int
    /// The steps to make, at most.
    public var steps: Int
    /// The loss last looked at.
    public var loss: Double
  }

  /// A recorded loss, counted over all trainings since the network began.
  struct Entry: Sendable {
    var step: Int
    /// The epoch that ended with the step, where the training counted epochs.
    var epoch: Int?
    var loss: Double
    /// Whether it is a row of the log.
    var isLogged: Bool
    /// Whether it is a point of the curve.
    var isOnCurve: Bool
    /// The network on the test part.
    var test: Assessment?
  }

  let threads: Int?
  let files: FileAccess

  /// Creates a session with nothing in it; large steps are split among some threads, or as many as there are processors.
  public init(threads: Int? = nil, files: FileAccess = FileAccess(folder: ".")) {
    self.threads = threads
    self.files = files
  }

  /// Does what a command says.
  mutating func perform(_ command: Command, emit: (Output) -> Void) throws(Diagnostic) {
    var next = outline
    try next.apply(command)
    let before = outline
    outline = next
    switch command.action {
    case .seed(let seed, let name):
      stream = RandomStream(seed: seed, family: name == .torch ? .torch : .numpy)
      isSeeded = true
    case .precision(let name): network = Network(precision: Precision(name))
    case .digits(let number): decimals = number
    case .bind(let name, let value):
      if command.isOverridden {
        // A text may be a path, which is the machine's own and has no place in a report.
        let isText = if case .string = value { true } else { false }
        emit(
          .note(isText ? "\(name) is set on the command line." : "\(name) is \(value.shown), set on the command line."))
      }
    case .data(let description):
      let read: Dataset
      do throws(Diagnostic) {
        read = try Dataset(description, of: command, files: files)
      } catch {
        outline = before  // the data stays what it was
        throw error
      }
      dataset = read
      outline.read(read, place: command.headSpan)
      hasExplainedTargets = false
      batchOrder = .all
      runs = []
      if description.isFile { emit(.note(summary(of: read))) }
    case .split(let share):
      try change(command, before, emit) { data, stream throws(DatasetError) in
        try data.split(test: share, from: &stream)
      }
    case .shuffle: try change(command, before, emit) { data, stream in data.shuffle(from: &stream) }
    case .take(let count):
      try change(command, before, emit) { data, _ throws(DatasetError) in try data.take(count) }
    case .normalize(let name):
      try change(command, before, emit) { data, _ throws(DatasetError) in
        try data.normalize(name == .standard ? .standard : .minmax)
      }
    case .layer(let description): add(description, emit)
    case .loss(let name, let reduction): objective = Objective(name, reduction)
    case .optimizer(let description):
      optimizer = Optimizer(description)
      optimizerState = nil
    case .schedule(let description): schedule = description
    case .batch(let description): batchOrder = order(of: description, emit)
    case .train(let training): try train(training, command, emit)
    case .show(let subject, let isFull): for output in outputs(of: subject, isFull: isFull) { emit(output) }
    case .predict(let inputs): emit(.table(prediction(for: inputs)))
    case .plot(.loss): emit(.plot(lossCurve))
    case .plot(.runs): emit(.plot(runsPlot))
    case .keep(let name): keep(name)
    case .expect(let expectation): emit(.note(try confirm(expectation, command)))
    case .save(let path): emit(.note(try save(path, command)))
    case .saveNotebook(let path, let replaces): emit(.note(try saveNotebook(path, replaces: replaces, command)))
    case .load(let path):
      do throws(Diagnostic) {
        emit(.note(try load(path, command)))
      } catch {
        outline = before  // the network and its history stay what they were
        throw error
      }
      forgetTraining()
    case .reset:
      network = Network(precision: network.precision)
      objective = nil
      batchOrder = .all
      forgetTraining()
    case .rewind:
      network.rewind()
      forgetTraining()
    case .undo: emit(.note(try takeBack(command)))
    case .compare(let run): for output in try comparison(with: run, command) { emit(output) }
    case .history: emit(.text(transcript.listing))
    case .quit: hasQuit = true
    case .help(let name):
      emit(.text(name.flatMap { CommandTable.spec(named: $0) }?.help ?? CommandTable.overview))
    }
  }

  /// Changes the rows of the data, and says what came of it; where that fails the data stays what it was.
  private mutating func change(
    _ command: Command, _ before: Outline, _ emit: (Output) -> Void,
    _ change: (inout Dataset, inout RandomStream) throws(DatasetError) -> Void
  ) throws(Diagnostic) {
    guard let unchanged = dataset else { return }
    var changed = unchanged
    if command.drawsFromStream { noteMissingSeed(emit) }
    do throws(DatasetError) {
      try change(&changed, &stream)
    } catch {
      outline = before
      throw Diagnostic(error.message, at: command.headSpan, help: error.help)
    }
    dataset = changed
    outline.read(changed, place: outline.data?.place ?? command.headSpan)
    emit(.note(summary(of: changed)))
  }

  /// What a data set holds, in a sentence.
  private func summary(of dataset: Dataset) -> String {
    let inputs = dataset.inputs
    var text = "\(dataset.name): \(counted(inputs.rows, "row")) of \(counted(inputs.columns, "input"))"
    if let classes = dataset.classNames?.count ?? dataset.usedClassCount {
      text += ", \(classes) \(classes == 1 ? "class" : "classes")"
    }
    if let names = dataset.classNames {
      let shown = names.prefix(10).map(excerpt)
      text += " (\(shown.joined(separator: ", "))\(names.count > 10 ? ", …" : ""))"
    }
    if let test = dataset.test { text += "; \(counted(test.inputs.rows, "row")) to test on" }
    return text + "."
  }

  private mutating func add(_ description: LayerDescription, _ emit: (Output) -> Void) {
    switch description {
    case .affine(let inputs, let outputs, let weights, let biases):
      let (weights, biases) = (Initialiser(weights), Initialiser(biases))
      if weights.isRandom || biases.isRandom { noteMissingSeed(emit) }
      network.addAffine(inputs: inputs, outputs: outputs, weights: weights, biases: biases, from: &stream)
    case .activation(let name, let slope): network.add(Activation(name, slope: slope))
    case .dropout(let probability): network.addDropout(probability)
    case .batchNorm(let momentum, let epsilon): network.addBatchNorm(momentum: momentum, epsilon: epsilon)
    }
  }

  /// Says, before the first draw, that nobody has set a seed.
  mutating func noteMissingSeed(_ emit: (Output) -> Void) {
    guard !isSeeded else { return }
    isSeeded = true
    emit(.note("No seed was set, so the random stream starts from seed 0."))
  }

  /// The targets as the network's outputs are compared with them: labels become one column a class where it has several.
  func fitted(_ targets: Matrix) -> Matrix {
    guard let width = network.outputWidth else { return Matrix([]) }
    return targets.columns == width ? targets : Dataset.oneHot(targets, classes: width)
  }

  /// The targets to learn from, as the network's outputs are compared with them.
  func fittedTargets() -> Matrix { fitted(dataset?.targets ?? Matrix([])) }

  private mutating func forgetTraining() {
    history = []
    stepsMade = 0
    optimizerState = nil
  }
}
