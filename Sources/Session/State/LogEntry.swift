import Engine

/// A recorded loss, counted over all trainings since the network began.
struct LogEntry: Sendable {
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
