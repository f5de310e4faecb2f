import Engine

/// How the loss went in the later part of a training.
struct LossCourse {
  /// The first loss of the training.
  let first: Double
  /// The last one that is finite.
  let last: Double
  /// The lowest one.
  let lowest: Double
  /// The mean of the losses in the third quarter of the steps, and in the last.
  let quarters: (third: Double, last: Double)
  /// The lowest loss in the third quarter of the steps, and in the last.
  let lows: (third: Double, last: Double)
  /// The least and the largest loss in the later half.
  let range: ClosedRange<Double>
  /// The share of the differences in the later half that go up.
  let rises: Double
  /// Where it stands at its end, if it does.
  let plateau: Plateau?

  /// Whether each loss is that of the same rows, so that only steps that overshoot make it go up.
  private let isOfSameRows: Bool

  /// Looks at the entries of one training; nil if too few are known for a course.
  init?(_ entries: [LogEntry], areMeans: Bool, isOfSameRows: Bool) {
    let means = entries.filter { areMeans && $0.isLogged }
    let isOfMeans = means.count >= Thresholds.coursePoints
    let points = (isOfMeans ? means : entries.filter(\.isOnCurve)).filter { $0.loss.isFinite }
    guard let first = points.first, let last = points.last, points.count >= Thresholds.coursePoints else { return nil }
    func mean(_ share: ClosedRange<Double>) -> [Double] {
      points.filter {
        share.contains(Double($0.step - first.step) / Double(max(1, last.step - first.step)))
      }.map(\.loss)
    }
    let (third, fourth) = (mean(0.5...0.75), mean(0.75...1))
    let later = mean(0.5...1)
    guard let thirdLow = third.min(), let lastLow = fourth.min(), let least = later.min(), let most = later.max() else {
      return nil
    }
    (self.first, self.last, lowest) = (first.loss, last.loss, points.map(\.loss).min() ?? last.loss)
    (lows, self.isOfSameRows) = ((thirdLow, lastLow), isOfSameRows)
    quarters = (Self.mean(third), Self.mean(fourth))
    range = least...most
    rises = Double(zip(later, later.dropFirst()).count { $1 > $0 }) / Double(max(1, later.count - 1))
    plateau = Plateau(isOfMeans ? means.map(Self.asPoint) : entries)
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private static func asPoint(_ entry: LogEntry) -> LogEntry {
    var entry = entry
    entry.isOnCurve = true
    return entry
  }

  /// Whether the loss still falls: by more in a quarter of the steps than a loss may that stands.
  ///
  /// Means of a loss that goes round in a cycle depend on where the points are in it; its lowest values do not.
  var isFalling: Bool {
    func falls(_ third: Double, _ last: Double) -> Bool { last < third * (1 - Thresholds.plateauBand) }
    guard falls(quarters.third, quarters.last) else { return false }
    return !(isOfSameRows && isShaking) || falls(lows.third, lows.last)
  }

  /// Whether it goes up and down by much, and not as rounding does.
  var isShaking: Bool {
    rises >= Thresholds.risesOfOscillation
      && range.upperBound - range.lowerBound >= Thresholds.widthOfOscillation * quarters.last
  }
}
