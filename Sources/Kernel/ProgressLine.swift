import Outputs
import Session

/// The line that tells how far a training is: not before half a second, and ten times a second at most.
struct ProgressLine {
  private var begun: (time: ContinuousClock.Instant, step: Int)?
  private var shown: ContinuousClock.Instant?

  /// The line, if it is time for one.
  mutating func line(_ position: Host.Progress, at now: ContinuousClock.Instant = .now) -> String? {
    guard let start = begun, position.step >= start.step else {
      begun = (now, position.step)
      return nil
    }
    guard now - start.time >= .milliseconds(500), shown.map({ now - $0 >= .milliseconds(100) }) ?? true else {
      return nil
    }
    shown = now
    let made = Double(position.step - start.step)
    let left = Double(position.steps - position.step) * ((now - start.time) / .seconds(1)) / max(made, 1)
    var parts: [String]
    if let runs = position.runs {
      parts = ["run \(runs.done) of \(runs.all)"]
    } else if let epoch = position.stepsPerEpoch {
      let done = formatted(Double(position.step) / Double(epoch), decimals: 1)
      parts = ["epoch \(done) of \(position.steps / epoch)"]
    } else {
      parts = ["step \(position.step) of \(position.steps)"]
    }
    if position.runs == nil, position.loss.isFinite { parts.append("loss \(formatted(position.loss, decimals: 4))") }
    if made > 0, left < 360_000 { parts.append("about \(Int(left.rounded(.up))) s left") }
    return parts.joined(separator: ", ")
  }
}
