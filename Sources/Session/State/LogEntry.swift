import Engine

/// A recorded loss, counted over all trainings since the network began.
struct LogEntry: Sendable {
  var step: Int
  /// The epochs that had been seen after the step.
  var epochs: Double
  /// Whether the training counted epochs, and not steps.
  var countsEpochs: Bool
  var loss: Double
  /// Whether it is a row of the log.
  var isLogged: Bool
  /// Whether it is a point of the curve.
  var isOnCurve: Bool
  /// The network on the test part.
  var test: Assessment?
}
