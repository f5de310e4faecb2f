import Files
import Outputs
import Report
import Session

/// A line on standard error that says how far a training is: step, loss and its course, speed, and the time left; of a
/// sweep the runs that are done.
///
/// Drawn ten times a second at most, and never for a training that is done before the first time.
public final class ProgressBar {
  private let style: () -> TerminalStyle
  private let isShown: Bool
  private let clock = ContinuousClock()
  private var start = ContinuousClock.now
  private var lastDrawn = ContinuousClock.now
  private var lastStep = Int.max
  private var losses: [Double] = []
  private var isOnScreen = false

  /// Creates a bar; one that is not shown does nothing.
  public init(isShown: Bool, style: @escaping () -> TerminalStyle) {
    (self.isShown, self.style) = (isShown, style)
  }

  /// Takes note of where a training is, and draws the line anew if it is time.
  public func update(_ progress: Host.Progress) {
    guard isShown else { return }
    let now = clock.now
    if progress.step < lastStep || (progress.step == lastStep && progress.runs == nil) {
      (start, lastDrawn, losses) = (now, now, [])
    }
    lastStep = progress.step
    guard now - lastDrawn >= .milliseconds(100) else { return }
    lastDrawn = now
    if progress.loss.isFinite, losses.last != progress.loss { losses.append(progress.loss) }
    write("\r" + line(progress, seconds: (now - start) / .seconds(1)) + "\u{1B}[K", to: standardError)
    isOnScreen = true
  }

  /// Removes the line, if there is one.
  public func clear() {
    defer { (isOnScreen, lastStep) = (false, .max) }
    if isOnScreen { write("\r\u{1B}[K", to: standardError) }
  }

  /// As much as the window has room for, the least important left out first.
  private func line(_ progress: Host.Progress, seconds: Double) -> String {
    let style = style()
    let speed = Double(progress.step) / max(seconds, 1e-3)
    let left = (Double(progress.steps - progress.step) / speed).rounded(.up)
    let share = bar(Double(progress.step) / Double(progress.steps), style)
    let isSweep = progress.runs != nil
    let parts =
      [place(progress)] + (isSweep ? [] : ["loss \(formatted(progress.loss, decimals: 4))"])
      + [speed > 0 ? "\(duration(left)) left" : "", share]
      + (isSweep
        ? [] : [style.sparkline(Array(losses.suffix(200)), columns: 16), "\(perSecond(speed)) steps/s"])
    var shown = String(parts[0].prefix(style.columns - 1))
    for part in parts.dropFirst() where displayWidth(shown) + 2 + displayWidth(part) < style.columns {
      shown += "  " + part
    }
    return shown
  }

  private func place(_ progress: Host.Progress) -> String {
    if let runs = progress.runs { return "run \(runs.done) of \(runs.all)" }
    guard let steps = progress.stepsPerEpoch else { return "step \(progress.step) of \(progress.steps)" }
    return "epoch \(formatted(Double(progress.step) / Double(steps), decimals: 1)) of \(progress.steps / steps)"
  }

  private func bar(_ share: Double, _ style: TerminalStyle) -> String {
    let done = min(Int(share * 20), 20)
    let (full, empty) = style.isUnicode ? ("█", "░") : ("#", ".")
    return String(repeating: full, count: done) + String(repeating: empty, count: 20 - done)
  }

  private func perSecond(_ speed: Double) -> String {
    switch speed {
    case ..<10: formatted(speed, decimals: 1)
    case ..<100_000: String(Int(speed))
    case ..<100_000_000: "\(Int(speed / 1e3)) k"
    default: "\(Int(speed / 1e6)) M"
    }
  }

  private func duration(_ seconds: Double) -> String {
    guard seconds < 360_000 else { return "days" }
    let whole = Int(seconds)
    if whole < 100 { return "\(whole) s" }
    if whole < 600 { return "\(whole / 60) min \(whole % 60) s" }
    return whole < 6000 ? "\(whole / 60) min" : "\(whole / 3600) h \(whole / 60 % 60) min"
  }
}
