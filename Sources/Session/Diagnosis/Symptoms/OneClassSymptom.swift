import Outputs

/// Targets that are all the same, of which there is nothing to learn.
enum OneClassSymptom: Symptom {
  static func findings(in run: RunEvidence, after found: [Finding]) -> [Finding] {
    guard run.training.request.row == nil, run.rows.count > 1, !run.answers.differ(Array(run.answers.rows)) else {
      return []
    }
    let target = run.targets.row(0)
    let rows = counted(run.rowCount, "row")
    let what: String
    if run.targets.columns > 1, let index = target.firstIndex(of: 1), target.allSatisfy({ $0 == 0 || $0 == 1 }) {
      what = "All \(rows) to learn from are of one class, \(run.state.className(index) ?? String(index))"
    } else {
      what = "All \(rows) to learn from have the same target, \(target.map { $0.plain }.joined(separator: " "))"
    }
    return [
      Finding(
        kind: .oneClass,
        evidence: "\(what): a network that gives this answer to everything has a loss of 0, and nothing says that it "
          + "tells rows apart.", cure: CureWriter(run).shuffled)
    ]
  }
}
