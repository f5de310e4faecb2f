import Language
import Outputs

extension Sweep {
  /// What was made and what came of it, in a sentence or two.
  func sentence(wasInterrupted: Bool) -> String {
    let made = made.map(\.run)
    let count = combinations.count
    let kinds = count > 1 && count < points.count ? " of \(count) combinations" : ""
    let some = made.count < points.count ? "\(made.count) of \(points.count) runs" : counted(made.count, "run")
    let beginning = (wasInterrupted ? "Interrupted: made " : "Made ") + some + kinds + "."
    let counts: [(Int, String)] = [
      (made.count { $0.ending == .converged }, "converged"),
      (made.count { if case .stuck = $0.ending { true } else { false } }, "got stuck"),
      (made.count { $0.ending == .unfinished }, "came to no end"),
      (made.count { if case .diverged = $0.ending { true } else { false } }, "diverged"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { "\($0) \($1)" }
    return parts.isEmpty ? beginning : "\(beginning) Of these \(listed(parts, "and"))."
  }
}

extension SweepPlan {
  /// Says that the layers of the block come after those of the session, where no command takes these away.
  func remark(onLayersAfter state: State, _ runs: [Run]) -> String? {
    guard !state.network.layers.isEmpty, let first = runs.first else { return nil }
    let names = first.commands.map(\.form.name)
    guard names.contains(LayerCommand.form.name), !names.contains(ResetCommand.form.name) else { return nil }
    return "The layers of the block follow those of the session: `reset` in front of them begins a new network."
  }

  /// Whether runs stop once they do what they are asked for, so that their steps tell how fast they were.
  var stopsRuns: Bool { !pieces.contains { body.isExpectation($0) } }

  /// What the runs are asked for, as it is written; nil for nothing.
  func criterion(_ runs: [Run]) -> String? {
    guard let first = runs.first else { return nil }
    let expectations = first.commands.filter { $0.form.name == ExpectCommand.form.name }
    if !expectations.isEmpty {
      return expectations.map { $0.text(of: Span($0.places["subject"].lower, $0.places.head.upper)) }
        .joined(separator: ", and ")
    }
    let training = first.commands.last { $0.form.name == TrainCommand.form.name }
    return training?.arguments.condition(ifGiven: "until")?.description
  }
}
