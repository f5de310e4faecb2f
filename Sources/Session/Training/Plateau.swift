import Engine

/// A loss at which a curve stands still at its end.
struct Plateau: Equatable {
  /// The loss, that of the last point.
  let loss: Double
  /// The first step from which on the curve has stood there, and the last.
  let steps: ClosedRange<Int>

  /// The least share of all steps for which a curve has to stand still.
  private static let shortest = 0.1
  /// The largest difference, as a share of the loss, from what it is at the end.
  private static let flatness = 1e-3
  /// The least points that a curve must have had there.
  private static let fewestPoints = 8

  /// Looks at the end of a curve; nil if it is moving there, too short to tell, or has come to nothing.
  init?(_ curve: some Sequence<LogEntry>) {
    let points = curve.filter(\.isOnCurve)
    guard let first = points.first, let last = points.last, last.loss.isFinite, last.loss > 0 else { return nil }
    let near = last.loss * Self.flatness
    let flat = points.reversed().prefix { ($0.loss - last.loss).magnitude <= near }
    guard let start = flat.last, flat.count >= Self.fewestPoints,
      Double(last.step - start.step) >= Self.shortest * Double(last.step - first.step)
    else { return nil }
    (loss, steps) = (last.loss, start.step...last.step)
  }
}
