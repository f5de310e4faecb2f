/// The losses of a training as a curve: of every step at first, and ever further apart as it grows.
///
/// Which steps are on it depends on the steps made and on the rows of the log, and not on how many were asked for.
struct Curve {
  /// The points, in the order of their steps.
  private(set) var points: [Training.Record] = []
  /// The steps between two points; a power of two.
  private(set) var interval = 1
  private var count = 0

  /// The most points, beside those that are in the log too.
  private static let mostPoints = 512

  /// The largest interval: a log of many rows must not make it grow without end.
  private static let largestInterval = 1 << 40

  /// Whether a step is a point at the present interval.
  func holds(_ step: Int) -> Bool { Self.holds(step, interval) }

  private static func holds(_ step: Int, _ interval: Int) -> Bool { step == 1 || step % interval == 0 }

  /// Adds a point; where there are too many, every other one goes.
  mutating func add(_ record: Training.Record) {
    if points.isEmpty { points.reserveCapacity(Self.mostPoints + 1) }
    points.append(record)
    countOneMore()
  }

  /// Counts a row of the log that is no point by itself.
  mutating func countRow() { countOneMore() }

  /// Adds the last point, which stays wherever it is.
  mutating func close(with record: Training.Record) {
    if (points.last?.step ?? 0) < record.step { points.append(record) }
  }

  /// Forgets the points after a step.
  mutating func goBack(to step: Int) { points.removeAll { $0.step > step } }

  private mutating func countOneMore() {
    count += 1
    guard count > Self.mostPoints, interval < Self.largestInterval else { return }
    interval *= 2
    points.removeAll { [interval] in !Self.holds($0.step, interval) }
    count = points.count { !$0.isLogged }
  }
}
