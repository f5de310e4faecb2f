import Engine
import Language
import Outputs

/// What a session keeps of one run, to set it beside others.
struct Run: Sendable {
  let name: String
  let network: Network
  let steps: Int
  let curve: [Plot.Point]
  /// The network on the data to learn from.
  let training: Assessment
  /// The network on the test part.
  let test: Assessment?
}

/// Keeping runs and setting them side by side.
extension Session {
  mutating func keep(_ name: String) {
    guard let training = assessment(onTest: false) else { return }
    let run = Run(
      name: name, network: network, steps: stepsMade, curve: lossCurve.series[0].points, training: training,
      test: assessment(onTest: true))
    if let index = runs.firstIndex(where: { $0.name == name }) { runs[index] = run } else { runs.append(run) }
  }

  func runsTable(isFull: Bool) -> Table {
    let hasTest = runs.contains { $0.test != nil }
    let hasClasses = outline.tellsClasses
    let headings =
      ["steps", "loss"] + (hasClasses ? ["accuracy"] : []) + (hasTest ? ["test loss"] : [])
      + (hasTest && hasClasses ? ["test accuracy"] : [])
    return Table(
      columns: [Table.Column("run", isNumeric: false)] + headings.map { Table.Column($0) },
      rows: runs.map { run in
        [.text(run.name), .integer(run.steps)] + results(run).map { .number($0, decimals: decimals) }
      }, isFull: isFull)
  }

  /// The numbers of `show runs`, a row a run.
  var runRows: [[Double]] { runs.map { [Double($0.steps)] + results($0) } }

  private func results(_ run: Run) -> [Double] { [run.training, run.test].compactMap { $0 }.flatMap(results) }

  /// The loss, and the accuracy where the targets are classes.
  func results(_ assessment: Assessment) -> [Double] {
    [assessment.loss] + (outline.tellsClasses ? [assessment.accuracy] : [])
  }

  var runsPlot: Plot {
    Plot(
      title: "Loss of each run", xLabel: "step", yLabel: "loss",
      series: runs.map { Plot.Series(name: $0.name, points: $0.curve) })
  }
}
