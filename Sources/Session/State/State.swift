import Datasets
import Engine
import Language

/// All that `undo` takes back: one data set, one network, one random stream, and what was done with them.
///
/// Files, observers and threads stand outside of it, in a ``Host``.
struct State: Sendable {
  /// What is known without running, as it was when the last command ended.
  var facts: Facts
  /// The samples, once a command has chosen them.
  var dataset: Dataset?
  var network: Network
  var stream = RandomStream(seed: 0)
  /// Whether a seed was set, or its absence said.
  var isSeeded = false
  /// Whether weights were drawn without one, which has to be said once something comes of them.
  var hasDrawnUnseeded = false
  /// The decimals of the numbers shown.
  var decimals = DigitsCommand.standard
  var optimizer = Optimizer.sgd
  /// What the optimizer remembers of the trainings before.
  var optimizerState: OptimizerState?
  /// How the learning rate changes; nil for not at all.
  var schedule: Schedule?
  /// The rows that the steps of the trainings to come see.
  var batchOrder = BatchOrder.all
  /// The losses since the network began.
  var history = SharedArray<LogEntry>()
  /// Whether the weights came from a file.
  var hasLoaded = false
  /// What the weights learned from, once they have, as far as that is known.
  var learned: Learned?
  /// What the initial weights learned from, which is known of those of a file alone.
  var initiallyLearned: Learned?
  /// How the trainings since then were made; one like the one before is not told again.
  var trainings: [String] = []
  /// How the last of them was made and ended.
  var lastTraining: LastTraining?
  /// The steps made since the network began.
  var stepsMade = 0
  /// The epochs seen since then, as far as that can be said: steps on batches are parts of one.
  var epochsMade = 0.0
  /// Whether it was said that class labels became one column a class.
  var hasExplainedTargets = false
  /// What was kept, in the order in which it was kept first.
  var runs = SharedArray<KeptRun>()
  /// The sweep that was made last.
  var sweep: Sweep?
  /// What was run, for `history` and `save notebook`.
  var transcript = Transcript()

  /// How the learning rate changes over a training.
  struct Schedule: Sendable {
    let schedule: LearningRate.Schedule
    /// The steps at the start in which it grows.
    let warmUp: Int
  }

  /// What weights learned from.
  struct Learned: Sendable {
    let samples: SampleDescription
    /// Whether a file tells it, and not a training here.
    let isFromFile: Bool
  }

  init(_ facts: Facts) {
    self.facts = facts
    network = Network(precision: facts.precision)
  }

  /// Forgets what trainings have left behind, but for the weights.
  mutating func forgetTraining() {
    history = []
    trainings = []
    lastTraining = nil
    stepsMade = 0
    epochsMade = 0
    optimizerState = nil
    hasLoaded = false
    learned = nil
  }

  /// The samples that the weights learned from, where a file tells them.
  var loadedSamples: SampleDescription? { learned.flatMap { $0.isFromFile ? $0.samples : nil } }

  /// This state with another network of the same layers.
  func with(_ network: Network) -> State {
    var state = self
    state.network = network
    return state
  }

  /// About how much of the memory of this state a command has put something else in the place of.
  func bytesReplaced(by effect: Effect) -> Int {
    var bytes = 0
    if effect.parts.contains(.data) { bytes += dataset?.byteCount ?? 0 }
    // The weights, and up to two values that an optimizer remembers of each.
    if effect.parts.contains(.weights) { bytes += network.parameterCount * 3 * MemoryLayout<Double>.size }
    return bytes
  }
}

/// What a check has found is there, and a run relies on.
extension State {
  /// The samples that a check has found.
  func dataset(_ found: FoundData) -> Dataset {
    guard let dataset else { preconditionFailure("a check has found data where there is none") }
    return dataset
  }

  /// The targets as the network's outputs are compared with them: labels become one column a class where it has several.
  func fitted(_ targets: Matrix, _ found: FoundFit) -> Matrix {
    let width = found.network.outputs
    return targets.columns == width ? targets : Dataset.oneHot(targets, classes: width)
  }

  /// The network on the data to learn from.
  func assessment(_ found: FoundObjective) -> Assessment {
    let dataset = dataset(found.fit.data)
    return Assessment(
      network, inputs: dataset.inputs, targets: fitted(dataset.targets, found.fit), objective: found.objective)
  }

  /// The network on the test part; nil without one.
  func testAssessment(_ found: FoundObjective) -> Assessment? {
    dataset(found.fit.data).test.map {
      Assessment(network, inputs: $0.inputs, targets: fitted($0.targets, found.fit), objective: found.objective)
    }
  }

  /// The network on the test part that a check has found.
  func assessment(_ found: FoundTest) -> Assessment {
    guard let assessment = testAssessment(found.objective) else {
      preconditionFailure("a check has found a test part where there is none")
    }
    return assessment
  }

  /// What the last layer gives for samples.
  func outputs(for dataset: Dataset) -> Matrix { Evaluation(network, inputs: dataset.inputs).outputs }

  /// What is predicted for the rows of the data to learn from.
  func predictions(_ found: FoundFit) -> Matrix { predictions(from: outputs(for: dataset(found.data))) }

  /// The targets of these rows, a column for each of the network's outputs.
  func targets(_ found: FoundFit) -> Matrix { fitted(dataset(found.data).targets, found) }

  /// Whether predictions are probabilities of classes.
  var isSoftmaxed: Bool { includesSoftmax || network.layers.last is SoftmaxLayer }

  /// Whether the loss includes softmax.
  private var includesSoftmax: Bool { facts.loss?.objective.loss == .softmaxCrossEntropy }

  /// The outputs, after softmax where the loss includes it.
  func predictions(from outputs: Matrix) -> Matrix {
    includesSoftmax ? Evaluation.softmax(of: outputs, precision: network.precision) : outputs
  }
}
