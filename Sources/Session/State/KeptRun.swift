import Engine

/// What is kept of one run, to set it beside others.
struct KeptRun: Sendable {
  let name: String
  let network: Network
  let steps: Int
  /// How its trainings were made.
  let trainings: [String]
  /// What was recorded of it; a copy shares that with the session.
  let history: SharedArray<LogEntry>
  /// The network on the data to learn from.
  let training: Assessment
  /// The network on the test part.
  let test: Assessment?

  /// The losses that its curve goes through.
  var curve: [LogEntry] { history.filter(\.isOnCurve) }
}
