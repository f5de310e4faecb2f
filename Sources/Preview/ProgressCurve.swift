import Session

/// The losses of a training under way, at so few steps that they can be sent many times a second.
struct ProgressCurve {
  private(set) var points: [PageState.Progress.Point] = []
  private var spacing = 1

  /// The most points, of which every second goes when there are more.
  static let mostPoints = 200

  /// Takes note of where a training is; steps that go back are those of another one.
  mutating func add(_ progress: Host.Progress) {
    if let last = points.last, progress.step < last.step { self = ProgressCurve() }
    if let last = points.last, progress.step < last.step + spacing { return }
    points.append(PageState.Progress.Point(step: progress.step, loss: progress.loss))
    guard points.count > Self.mostPoints else { return }
    points = points.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    spacing = max(spacing, (points[points.count - 1].step - points[0].step) / (points.count - 1))
  }
}
