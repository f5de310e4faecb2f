import Datasets
import Engine
import Language
import Outputs

/// `plot boundary`: the class that each point of a plane is taken for, and the data on it.
struct BoundaryPicture: Picture {
  private let plane: Plane
  private let rows: ChosenRows

  static let form = Form(
    "boundary",
    "the class that each point of the plane of two inputs is taken for, and how surely; wrong rows are crossed",
    Plane.parameters + [ChosenRows.test])

  /// The cells of the picture across and down.
  private static let side = 64

  init(_ word: String, _ arguments: Arguments) { (plane, rows) = (Plane(arguments), ChosenRows(arguments)) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> (fit: FoundFit, at: Places) {
    let fit = try facts.requireFit(at)
    try plane.check(fit.data, at)
    try facts.requireTargets(fit, at)
    try facts.requireClasses(fit, at, "picture", for: "a boundary")
    try rows.check(fit.data, facts, at)
    return (fit, at)
  }

  func plot(_ ready: (fit: FoundFit, at: Places), _ state: State) throws(Diagnostic) -> Plot {
    let whole = state.dataset(ready.fit.data)
    let (first, second) = try plane.columns(whole, state, ready.at)
    let (x, y) = (state.axis(ofInput: first, whole), state.axis(ofInput: second, whole))
    let grid = state.grid((first, x), (second, y), side: Self.side, whole.inputs)
    let predicted = state.predictions(from: Evaluation(state.network, inputs: grid).outputs)
    let field = Plot.Field(
      columns: Self.side, values: (0..<predicted.rows).map { Self.shade(predicted, row: $0) }, colouring: .classes,
      x: x.range ?? 0...1, y: y.range ?? 0...1)

    let dataset = rows.dataset(ready.fit.data, state)
    let outputs = state.predictions(from: state.outputs(for: dataset))
    let targets = state.fitted(dataset.targets, ready.fit)
    func isWrong(_ row: Int) -> Bool { predictedClass(outputs, row: row) != predictedClass(targets, row: row) }
    let marks = RowMarks(dataset, state, isWrong: isWrong) { row in
      .init(x: dataset.inputs[row, first], y: dataset.inputs[row, second])
    }
    let count = dataset.inputs.rows
    let right = (0..<count).count { !isWrong($0) }
    let classes = max(predicted.columns, 2)
    let inputs = whole.inputs.columns
    let others =
      inputs > 2
      ? [
        "The plane has the other \(counted(inputs - 2, "input")) at the mean; a row is judged by all of its own, and may lie "
          + "on the colour of another class without being wrong."
      ] : []
    return Plot(
      title: "Boundary",
      summary:
        "Boundary of 2 inputs, \(classes) classes, \(share(right, of: count)) of \(counted(count, "row"))\(rows.place) on their side.",
      panels: [.init(x: x, y: y, marks: [.field(field)] + marks.marks, shape: .square)], keys: marks.keys,
      remarks: others + RowMarks.remark(dataset))
  }

  /// The class of a row of predictions, and how far it is from being another, as the colouring of classes has it.
  private static func shade(_ predicted: Matrix, row: Int) -> Double {
    let chosen = predictedClass(predicted, row: row)
    let value = predicted[row, predicted.columns == 1 ? 0 : chosen]
    let certainty = predicted.columns == 1 ? (value - 0.5).magnitude * 2 : value
    return Double(chosen) + min(max(certainty.isFinite ? certainty : 0, 0), 0.999)
  }
}

/// A share in percent with one decimal.
func share(_ part: Int, of whole: Int) -> String {
  "\(formatted(whole == 0 ? 0 : 100 * Double(part) / Double(whole), decimals: 1)) %"
}
