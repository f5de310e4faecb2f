/// What a training looks at between its steps: a trainer, or one of several networks that make their steps together.
protocol TrainingSteps: AnyObject {
  /// How many parameters there are.
  var parameterCount: Int { get }
  /// The present parameters in declaration order.
  var parameterValues: [Double] { get }
  /// The network with the present weights.
  var network: Network { get }
  /// The stream after the steps made.
  var stream: RandomStream { get }
  /// What the optimiser remembers after the steps made.
  var optimizerState: OptimizerState { get }
  /// Whether every parameter and running statistic is finite.
  var isFinite: Bool { get }
  /// Whether a step or a look was left unfinished because nobody wanted it any longer.
  var isCut: Bool { get }
  /// The loss of the next step's rows at the present weights.
  func measureLoss() -> Double
  /// What the last layer gave for the rows that ``measureLoss()`` saw.
  func outputsOfMeasured() -> Matrix
  /// The targets of the rows that ``measureLoss()`` saw.
  func targetsOfMeasured() -> Matrix
  /// Keeps everything for ``backAtLastSave()``.
  func save()
  /// A trainer that goes on alone from what was last kept, or from the beginning.
  func backAtLastSave() -> Trainer
}

extension Trainer: TrainingSteps {
  /// This one.
  func backAtLastSave() -> Trainer {
    restore()
    return self
  }
}
