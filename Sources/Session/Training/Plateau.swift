/// The loss at which a curve stands at its end.
struct Plateau: Sendable, Equatable {
  /// The last loss.
  let loss: Double
  /// The steps over which the curve has stood there, up to its last.
  let steps: ClosedRange<Int>

  /// Looks for the longest end of a curve on which the loss stays within a thousandth of its last value; nil if that is
  /// less than a quarter of the steps, or a few points.
  init?(curve: [LogEntry]) {
    let points = curve.filter { $0.isOnCurve && $0.loss.isFinite }
    guard let first = points.first, let last = points.last, last.loss > 0 else { return nil }
    let band = Thresholds.plateauBand * last.loss
    let standing = points.reversed().prefix { ($0.loss - last.loss).magnitude <= band }
    guard let start = standing.last, standing.count >= Thresholds.plateauPoints,
      Double(last.step - start.step) >= Thresholds.plateauShare * Double(last.step - first.step)
    else { return nil }
    (loss, steps) = (last.loss, start.step...last.step)
  }
}
