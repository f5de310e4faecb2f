/// The losses of a training as a curve: of every step at first, and ever further apart as it grows.
///
/// Which steps are on it depends on the steps made alone, and not on how many were asked for.
struct Curve {
  /// The steps between two points; a power of two.
  private(set) var interval = 1
  private var count = 0

  /// The most points, beside those that are in the log too.
  private static let mostPoints = 512

  /// Adds a record, and leaves out every other point where there are too many.
  mutating func add(_ record: Training.Record, to records: inout [Training.Record]) {
    records.append(record)
    count += 1
    guard count > Self.mostPoints else { return }
    interval *= 2
    records.removeAll { !$0.isLogged && $0.step != 1 && $0.step % interval != 0 }
    count = records.count { !$0.isLogged }
  }
}
