import Engine
import Outputs

/// What stands for how good a network is, wherever it is told: in the log, of runs, and in comparisons.
extension State {
  /// Whether an output of the network can be right or wrong.
  var tellsClasses: Bool {
    guard let data = facts.knownData, let width = facts.layers.lastShaped?.shapes?.outputs else { return true }
    return data.tellsClasses(withOutputs: width)
  }

  /// The names of the results.
  var resultNames: [String] { Self.resultNames(tellsClasses: tellsClasses) }

  /// The names of the results where outputs can be right or wrong, and where they cannot.
  static func resultNames(tellsClasses: Bool) -> [String] {
    ["loss"] + (tellsClasses ? ["accuracy"] : [RMSE.word, R2.word])
  }

  /// The results of a run of a sweep; none where there is no score.
  func results(_ score: Score?, of sweep: Sweep) -> [Double] {
    score.map { Self.results($0, tellsClasses: sweep.tellsClasses) } ?? []
  }

  /// The loss, and the accuracy where the targets are classes, otherwise how far the predictions are from them.
  func results(_ assessment: Assessment) -> [Double] { results(Score(assessment)) }

  /// The same of what stays of an assessment.
  func results(_ score: Score) -> [Double] { Self.results(score, tellsClasses: tellsClasses) }

  /// The same for outputs that can be right or wrong, or cannot.
  static func results(_ score: Score, tellsClasses: Bool) -> [Double] {
    // A loss that includes softmax is refused for numbers; one that was recorded before the data has none of these.
    let regression = score.regression.map { [$0.rmse, $0.r2] } ?? [.nan, .nan]
    return [score.loss] + (tellsClasses ? [score.accuracy] : regression)
  }

  /// The name of a result on the data to learn from, which says so where there is a test part beside it.
  func onTraining(_ name: String, _ objective: FoundObjective) -> String {
    dataset(objective.fit.data).test == nil ? name : "\(name) on the training part"
  }

  /// A number for a sentence, with the session's decimals.
  func shown(_ value: Double) -> String { formatted(value, decimals: decimals) }
}
