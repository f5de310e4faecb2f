import Notebook

/// One line on standard error that says how far a training is, while standard error is a terminal.
final class ProgressLine {
  private let isShown: Bool
  private let clock = ContinuousClock()
  private var start: ContinuousClock.Instant?
  private var lastDrawn: ContinuousClock.Instant?
  private var lastStep = 0
  private var isOnScreen = false

  init(isShown: Bool) {
    self.isShown = isShown
  }

  /// Draws the line anew, ten times a second at most; true, for the training goes on.
  func update(_ progress: Session.Progress) -> Bool {
    guard isShown else { return true }
    let now = clock.now
    guard let start, let lastDrawn, progress.step > lastStep else {
      (self.start, self.lastDrawn, lastStep) = (now, now, progress.step)
      return true
    }
    lastStep = progress.step
    guard now - lastDrawn >= .milliseconds(100) else { return true }
    self.lastDrawn = now
    draw(progress, seconds: (now - start) / .seconds(1))
    if progress.step == progress.steps { clear() }
    return true
  }

  private func draw(_ progress: Session.Progress, seconds: Double) {
    let speed = Double(progress.step) / seconds
    let left = (Double(progress.steps - progress.step) / speed).rounded(.up)
    let done = progress.step * 20 / progress.steps
    let bar = String(repeating: "#", count: done) + String(repeating: ".", count: 20 - done)
    let loss = formatted(progress.loss, decimals: 4)
    show(
      "\r[\(bar)] step \(progress.step) of \(progress.steps)  loss \(loss)  \(Int(speed)) steps/s  \(Int(left)) s left\u{1B}[K"
    )
    isOnScreen = true
  }

  /// Removes the line.
  func clear() {
    if isOnScreen { show("\r\u{1B}[K") }
    isOnScreen = false
  }

  private func show(_ text: String) {
    writeToStandardError(text)
  }
}
