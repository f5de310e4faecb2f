import Language

/// Runs by their numbers, counted from 1.
struct SweepRuns: Sendable, Equatable {
  let ranges: [ClosedRange<Int>]
  /// Where they stand; nil for runs that nobody has written.
  let place: Span?

  init(ranges: [ClosedRange<Int>], place: Span?) { (self.ranges, self.place) = (ranges, place) }

  /// Runs by their places, counted from 0 and in order, those that follow one another as a range.
  init(places: [Int]) {
    var ranges: [ClosedRange<Int>] = []
    for number in places.map({ $0 + 1 }) {
      if let last = ranges.last, last.upperBound == number - 1 {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    self.init(ranges: ranges, place: nil)
  }

  /// Whether a run, counted from 0, is one of them.
  func hold(_ place: Int) -> Bool { ranges.contains { $0.contains(place + 1) } }

  /// As they are written.
  var written: String {
    "runs "
      + ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)..\($0.upperBound)" }.joined(separator: " ")
  }
}
