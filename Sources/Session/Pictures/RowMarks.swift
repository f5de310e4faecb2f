import Datasets
import Engine
import Outputs

/// Rows of data as points of their class, or of which side of the mean their target lies on.
struct RowMarks {
  let marks: [Plot.Mark]
  let keys: [Plot.Key]

  /// The most rows that are drawn.
  static let most = 2000

  /// The most that are drawn on each of many small panels.
  static let few = 60

  /// Marks rows by two coordinates each; `isWrong` has a cross in the place of a point.
  init(
    _ dataset: Dataset, _ state: State, most: Int = most, isWrong: (Int) -> Bool = { _ in false },
    at point: (Int) -> Plot.Point
  ) {
    let rows = 0..<min(dataset.inputs.rows, most)
    let (names, series) = Self.series(dataset, state)
    let groups = Dictionary(grouping: rows, by: series)
    marks =
      names.indices.map { index in
        Plot.Mark.points(.init((groups[index] ?? []).filter { !isWrong($0) }.map(point), series: index))
      }
      + names.indices.compactMap { index in
        let wrong = (groups[index] ?? []).filter(isWrong)
        return wrong.isEmpty ? nil : .points(.init(wrong.map(point), series: index, sign: .cross))
      }
    let hasWrong = rows.contains(where: isWrong)
    keys =
      names.enumerated().map { .init($1, .point($0)) }
      + (hasWrong ? [.init("wrong", .point(0, .cross))] : [])
  }

  /// What the series are called, and that of a row.
  private static func series(_ dataset: Dataset, _ state: State) -> (names: [String], ofRow: (Int) -> Int) {
    let targets = dataset.targets
    if targets.columns > 1, dataset.hasDistributions {
      let names = state.dataset?.targetNames.flatMap { $0.count == targets.columns ? $0 : nil }
      return (
        (0..<targets.columns).map { state.className($0) ?? names?[$0] ?? "class \($0)" },
        { targets.largestColumn(ofRow: $0) }
      )
    }
    if targets.columns == 1, let count = state.dataset?.classNames?.count ?? state.dataset?.usedClassCount {
      return ((0..<count).map { state.className($0) ?? "class \($0)" }, { Int(targets[$0, 0]) })
    }
    let mean = (0..<targets.rows).reduce(0) { $0 + targets[$1, 0] } / Double(max(targets.rows, 1))
    let name = state.targetHeadings.first ?? "t"
    return (
      ["\(name) below \(state.shown(mean)), its mean", "\(name) from there on"], { targets[$0, 0] < mean ? 0 : 1 }
    )
  }

  /// The sentence for rows that are not drawn.
  static func remark(_ dataset: Dataset, most: Int = most) -> [String] {
    dataset.inputs.rows > most ? ["Only the first \(most) of \(dataset.inputs.rows) rows are drawn."] : []
  }
}
