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
  var test: Score?
  /// The accuracy on the rows to learn from, where it was looked at.
  var accuracy: Double?
  /// All parameters in declaration order, at a point of the curve of a network of few.
  var parameters: [Double]?
}

extension SharedArray<LogEntry> {
  /// The most points of curves that are no rows of the log, over all trainings.
  static var mostPoints: Int { 65_536 }

  /// The most rows of the log, over all trainings.
  static var mostRows: Int { 100_000 }

  /// Leaves out every other point or row where there are too many; the first and the last stay.
  mutating func thin() {
    guard count > Swift.min(Self.mostPoints, Self.mostRows) else { return }
    thin(Self.mostPoints) { !$0.isLogged }
    thin(Self.mostRows) { $0.isLogged }
  }

  private mutating func thin(_ most: Int, _ isCounted: (LogEntry) -> Bool) {
    var places = indices.filter { isCounted(self[$0]) }
    guard places.count > most else { return }
    while places.count > most { places = places.indices.filter { $0 % 2 == 0 }.map { places[$0] } }
    let kept = Set(places)
    let (first, last) = (startIndex, endIndex - 1)
    let left = indices.filter { !isCounted(self[$0]) || kept.contains($0) || $0 == first || $0 == last }
    self = SharedArray(left.map { self[$0] })
  }
}
