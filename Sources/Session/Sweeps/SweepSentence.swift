import Language
import Outputs

extension Sweep {
  /// What was made and what came of it, in a sentence or two.
  var sentence: String {
    let made = made.map(\.run)
    let count = combinations.count
    let kinds = count > 1 && count < points.count ? " of \(count) combinations" : ""
    let interrupted = made.count < points.count
    let beginning =
      interrupted
      ? "Interrupted: \(counted(made.count, "run")) of \(points.count) \(made.count == 1 ? "was" : "were") made\(kinds)."
      : "Made \(counted(made.count, "run"))\(kinds)."
    var parts: [String] = []
    func add(_ count: Int, _ what: String) { if count > 0 { parts.append("\(count) \(what)") } }
    add(made.count { $0.ending == .converged }, "converged")
    add(made.count { if case .stuck = $0.ending { true } else { false } }, "stand still elsewhere")
    add(made.count { $0.ending == .unfinished }, "were still moving")
    add(made.count { if case .diverged = $0.ending { true } else { false } }, "diverged")
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
