import Language
import Outputs

/// `plot confusion`: how often each class is taken for each, as cells.
struct ConfusionPicture: Picture {
  private let subject = ConfusionSubject("confusion", Arguments())

  static let form = Form("confusion", "how often each class is taken for each, on the test part if there is one")

  init(_ word: String, _ arguments: Arguments) {}

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundObjective {
    try subject.check(facts, at, argument: "picture")
  }

  func plot(_ objective: FoundObjective, _ state: State) -> Plot {
    let counts = subject.counts(objective, state)
    let names = counts.indices.map { state.className($0) ?? String($0) }
    let total = counts.joined().reduce(0, +)
    let right = counts.indices.reduce(0) { $0 + counts[$1][$1] }
    let most = counts.joined().max() ?? 0
    let colouring = Plot.Field.Colouring.shades(0...Double(max(most, 1)))
    let field = Plot.Field(
      columns: names.count, values: counts.joined().map(Double.init), colouring: colouring,
      decimals: names.count <= 12 ? 0 : nil)
    let part = state.dataset(objective.fit.data).test == nil ? "the data" : "the test part"
    return Plot(
      title: "Confusion on \(part)",
      summary: "\(share(right, of: total)) of \(counted(total, "row")) on the diagonal" + worst(counts, names) + ".",
      panels: [
        .init(
          x: .init("predicted", .names(names)), y: .init("true", .names(names)), marks: [.field(field)], shape: .cells)
      ],
      keys: [.init("rows", .scale(colouring))], remarks: field.remarkOnCrowding)
  }

  /// What is mistaken most often.
  private func worst(_ counts: [[Int]], _ names: [String]) -> String {
    var worst = (count: 0, row: 0, column: 0)
    for row in counts.indices {
      for column in counts.indices where row != column && counts[row][column] > worst.count {
        worst = (counts[row][column], row, column)
      }
    }
    return worst.count == 0
      ? "" : "; most often \(names[worst.row]) is taken for \(names[worst.column]), \(counted(worst.count, "time"))"
  }
}
