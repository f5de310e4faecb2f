import Language
import Outputs

/// Comparing a value with what a notebook says it is.
extension Session {
  /// A sentence that says what was confirmed; an expectation that is not met is a diagnostic.
  func confirm(_ expectation: Expectation, _ command: Command) throws(Diagnostic) -> String {
    let name = expectation.subject.description
    switch expectation.claim {
    case .text(let text):
      guard text == digest else {
        throw Diagnostic("\(name) is \"\(digest)\", not \"\(text)\"", at: command.place(of: "comparison"))
      }
      return "As expected: \(name) is \(text)."
    case .comparison(let comparison):
      return try confirm(comparison, expectation, command)
    case .rows(let rows):
      return try confirm(rows, expectation, command)
    }
  }

  private func confirm(
    _ comparison: Comparison, _ expectation: Expectation, _ command: Command
  ) throws(Diagnostic) -> String {
    let name = expectation.subject.description
    let value = rows(of: expectation.subject)[0][0]
    var claim = "\(comparison.relation.rawValue) \(comparison.value.plain)"
    if comparison.relation == .equal, expectation.tolerance > 0 { claim += " within \(expectation.tolerance.plain)" }
    guard comparison.holds(for: value, within: expectation.tolerance) else {
      throw Diagnostic("\(name) is \(value.plain), expected \(claim)", at: command.headSpan)
    }
    // As it was written, digits and all, unless a name or a second line stands in it.
    let place = Span(command.place(of: "comparison").lower, command.headSpan.upper)
    let written = command.text(of: place)
    return "As expected: \(name) \(written.contains { "$\\".contains($0) } ? claim : written)."
  }

  private func confirm(
    _ expected: [WrittenRow], _ expectation: Expectation, _ command: Command
  ) throws(Diagnostic) -> String {
    let name = expectation.subject.description
    let actual = rows(of: expectation.subject)
    guard actual.map(\.count) == expected.map({ $0.values.count + $0.targets.count }) else {
      throw Diagnostic(
        "\(name) has \(actual.count) rows, expected \(expected.count) of the lengths written", at: command.headSpan)
    }
    var differences: [Diagnostic] = []
    var count = 0
    for (rowIndex, (row, written)) in zip(actual, expected).enumerated() {
      for (column, (value, wanted)) in zip(row, written.values + written.targets).enumerated() {
        count += 1
        if value == wanted || (value - wanted).magnitude <= expectation.tolerance { continue }
        differences.append(
          Diagnostic(
            "\(name), row \(rowIndex + 1), column \(column + 1) is \(value.plain), expected \(wanted.plain)",
            at: written.places[column]))
      }
    }
    let isExact = expectation.tolerance == 0
    guard var first = differences.first else {
      let written = command.places["within"].map(command.text(of:)) ?? ""
      let tolerance = written.hasPrefix("$") ? expectation.tolerance.plain : written
      return "As expected: \(name), \(counted(count, "number"))\(isExact ? ", exactly" : " within \(tolerance)")."
    }
    first.help =
      "\(differences.count) of \(count) numbers differ"
      + (isExact ? "" : " by more than \(expectation.tolerance.plain)")
    throw first
  }
}

extension Subject: CustomStringConvertible {
  /// The subject as it is written.
  public var description: String {
    func on(_ row: Int?) -> String { row.map { " row \($0)" } ?? "" }
    switch self {
    case .model: return "model"
    case .data(let row): return "data" + on(row)
    case .weights: return "weights"
    case .biases: return "biases"
    case .parameter(let name): return name.description
    case .gradients(let name, let row): return "gradients" + (name.map { " \($0)" } ?? "") + on(row)
    case .outputs(let row): return "outputs" + on(row)
    case .predictions(let row): return "predictions" + on(row)
    case .hidden(let layer, let row): return "hidden" + (layer.map { " \($0)" } ?? "") + on(row)
    case .loss(let row): return "loss" + on(row)
    case .trainingLoss: return "training_loss"
    case .accuracy: return "accuracy"
    case .testLoss: return "test_loss"
    case .testAccuracy: return "test_accuracy"
    case .confusion: return "confusion"
    case .runs: return "runs"
    case .history: return "history"
    case .digest: return "digest"
    }
  }
}
