import Engine
import Outputs

/// What stands for how good a network is, wherever it is told: in the log, of runs, and in comparisons.
extension State {
  /// Whether an output of the network can be right or wrong.
  var tellsClasses: Bool {
    guard let data = facts.knownData, let width = facts.shapes.last?.outputs else { return true }
    return data.tellsClasses(withOutputs: width)
  }

  /// The names of the results.
  var resultNames: [String] { ["loss"] + (tellsClasses ? ["accuracy"] : []) }

  /// The loss, and the accuracy where the targets are classes.
  func results(_ assessment: Assessment) -> [Double] {
    [assessment.loss] + (tellsClasses ? [assessment.accuracy] : [])
  }

  /// A number for a sentence, with the session's decimals.
  func shown(_ value: Double) -> String { formatted(value, decimals: decimals) }
}
