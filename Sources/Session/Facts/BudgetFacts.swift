import Engine
import Language
import Outputs

/// What a session has taken of its budget, besides what the facts tell of data and network.
struct Spending: Sendable {
  /// The bytes of the runs that were kept.
  var runs = 0.0
  /// The bytes of what was before, for `undo`.
  var past = 0.0
  /// The bytes of what was said, until it is written.
  var outputs = 0.0
  /// The steps that trainings have asked for; what is taken back was asked for all the same.
  var steps = 0

  /// The notebooks that the `run` under way runs, those that they run included.
  var notebooks = 0

  fileprivate var memory: Double { runs + past + outputs }
}

extension Facts {
  /// Takes over what `undo` does not bring back: the files, and what was spent.
  mutating func stand(_ files: FileAccess, _ spending: Spending) {
    self.files = files
    let runs = self.spending.runs
    self.spending = spending
    self.spending.runs = runs
  }

  /// The bytes that the data takes, as far as it is known.
  var dataMemory: Double { knownData?.byteCount ?? 0 }

  /// The bytes that the network takes.
  var networkMemory: MemoryNeed { MemoryNeed(parameters: parameterCount, precision: precision) }

  /// The bytes that are not taken by anything yet.
  var memoryLeft: Double { max(0, budget.memory - spending.memory - networkMemory.byteCount - dataMemory) }

  /// Refuses what the budget has no memory for.
  ///
  /// - Parameters:
  ///   - need: what it needs.
  ///   - what: what messages call it.
  ///   - place: where it was asked for.
  ///   - held: what stays beside it of data and network.
  func requireMemory(
    _ need: MemoryNeed, for what: String, at place: Span, beside held: Double = 0
  ) throws(Diagnostic) {
    let taken = spending.memory + held
    guard need.byteCount + taken > budget.memory else { return }
    throw Diagnostic(lackOfMemory(need.byteCount, for: what, beside: taken), at: place).overBudget(!budget.isOfMachine)
  }

  /// The same for what stands beside all that the session has.
  func requireMemoryBeside(_ need: MemoryNeed, for what: String, at place: Span) throws(Diagnostic) {
    try requireMemory(need, for: what, at: place, beside: networkMemory.byteCount + dataMemory)
  }

  /// Why there is no memory for something.
  func lackOfMemory(_ bytes: Double, for what: String) -> String {
    lackOfMemory(bytes, for: what, beside: budget.memory - memoryLeft)
  }

  private func lackOfMemory(_ bytes: Double, for what: String, beside taken: Double) -> String {
    let need = "\(what) needs \(inBytes(bytes)) of memory"
    let isTooMuchAlone = bytes > budget.memory
    if budget.isOfMachine {
      return need + (isTooMuchAlone ? "" : ", beside \(inBytes(taken)) that are taken")
        + ", more than the machine can give"
    }
    let limit = inBytes(budget.memory)
    return need
      + (isTooMuchAlone ? "; the limit is \(limit)" : "; of the limit of \(limit) \(inBytes(taken)) are taken")
  }

  /// Takes steps from the budget, if it has so many.
  mutating func ask(steps: Int, at place: Span) throws(Diagnostic) {
    let (asked, isTooMany) = spending.steps.addingReportingOverflow(steps)
    let all = isTooMany ? Int.max : asked
    if let most = budget.steps, all > most {
      let before = spending.steps > 0 ? ", after \(spending.steps) before it" : ""
      let message = "\(counted(steps, "step")) are asked for\(before); the limit is \(most)"
      throw Diagnostic(message, at: place).overBudget(true)
    }
    spending.steps = all
  }
}

extension Diagnostic {
  fileprivate func overBudget(_ isLimited: Bool) -> Diagnostic {
    var copy = self
    copy.isOverBudget = isLimited
    return copy
  }
}

/// Bytes in the largest unit of which there is one.
private func inBytes(_ bytes: Double) -> String {
  let units: [(Double, String)] = [(1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB")]
  guard let (size, unit) = units.first(where: { bytes >= $0.0 }) else { return counted(Int(bytes.rounded()), "byte") }
  return "\(((bytes / size * 10).rounded() / 10).plain) \(unit)"
}
