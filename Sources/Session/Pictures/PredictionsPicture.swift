import Datasets
import Engine
import Language
import Outputs

/// `plot predictions`: targets and predictions against the one input, or predictions against targets.
struct PredictionsPicture: Picture {
  private let rows: ChosenRows

  static let form = Form(
    "predictions", synonyms: ["prediction"],
    "targets and what is predicted: against the input where there is one, otherwise one against the other",
    [ChosenRows.test])

  /// The most targets that are drawn.
  private static let mostPanels = 12

  /// The places at which a curve of predictions is drawn.
  private static let steps = 200

  init(_ word: String, _ arguments: Arguments) { rows = ChosenRows(arguments) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundFit {
    let fit = try facts.requireFit(at)
    if let data = fit.data.facts, data.targets == 1, fit.network.outputs > 1 {
      throw Diagnostic(
        "the targets are classes, which have no axis", at: at["picture"], notes: [data.note],
        help: data.inputs == 2 ? "write 'plot boundary' or 'plot confusion'" : "write 'plot confusion'")
    }
    try facts.requireTargets(fit, at)
    try rows.check(fit.data, facts, at)
    return fit
  }

  func plot(_ fit: FoundFit, _ state: State) -> Plot {
    let dataset = rows.dataset(fit.data, state)
    let predicted = state.predictions(from: state.outputs(for: dataset))
    let targets = state.fitted(dataset.targets, fit)
    let names = state.targetHeadings
    let shown = min(dataset.inputs.rows, RowMarks.most)
    let panels = (0..<min(predicted.columns, Self.mostPanels)).map { column in
      dataset.inputs.columns == 1
        ? curve(column, names, dataset, targets, shown, state)
        : scatter(column, names, predicted, targets, shown, isOne: predicted.columns == 1)
    }
    var total = 0.0
    for row in 0..<predicted.rows {
      for column in 0..<predicted.columns {
        let difference = predicted[row, column] - targets[row, column]
        total += difference * difference
      }
    }
    let error = (total / Double(max(predicted.rows * predicted.columns, 1))).squareRoot()
    let isCurve = dataset.inputs.columns == 1
    return Plot(
      title: "Predictions",
      summary: "\(counted(dataset.inputs.rows, "row"))\(rows.place), root mean squared error \(state.shown(error)).",
      panels: panels,
      keys: isCurve
        ? [.init("target", .point(0)), .init("prediction", .line(1))]
        : [.init("row", .point(0)), .init("prediction = target", .line(1))],
      remarks: RowMarks.remark(dataset)
        + (predicted.columns > Self.mostPanels
          ? ["Only the first \(Self.mostPanels) of \(predicted.columns) targets."] : []))
  }

  /// Targets as points and predictions as a line over the input.
  private func curve(
    _ column: Int, _ names: [String], _ dataset: Dataset, _ targets: Matrix, _ shown: Int, _ state: State
  ) -> Plot.Panel {
    let values = (0..<dataset.inputs.rows).map { dataset.inputs[$0, 0] }
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let grid = (0...Self.steps).map { [low + (high - low) * Double($0) / Double(Self.steps)] }
    let line = state.predictions(from: Evaluation(state.network, inputs: Matrix(grid)).outputs)
    let name = names.indices.contains(column) ? names[column] : "t\(column + 1)"
    return Plot.Panel(
      x: .init(state.inputHeadings(1)[0]), y: .init(name),
      marks: [
        .points(.init((0..<shown).map { .init(x: values[$0], y: targets[$0, column]) }, series: 0)),
        .line(.init(grid.indices.map { .init(x: grid[$0][0], y: line[$0, column]) }, series: 1)),
      ])
  }

  /// Predictions against targets, with the line on which both are the same.
  private func scatter(
    _ column: Int, _ names: [String], _ predicted: Matrix, _ targets: Matrix, _ shown: Int, isOne: Bool
  ) -> Plot.Panel {
    let name = names.indices.contains(column) ? names[column] : "t\(column + 1)"
    let wanted = (0..<targets.rows).map { targets[$0, column] }
    let given = (0..<predicted.rows).map { predicted[$0, column] }
    let range = ClosedRange(around: wanted + given, share: 0.05, atLeast: 1)
    return Plot.Panel(
      title: isOne ? nil : name, x: .init(isOne ? "target \(name)" : "target", range: range),
      y: .init("prediction", range: range),
      marks: [
        .line(
          .init(
            [.init(x: range.lowerBound, y: range.lowerBound), .init(x: range.upperBound, y: range.upperBound)],
            series: 1)),
        .points(.init((0..<shown).map { .init(x: wanted[$0], y: given[$0]) }, series: 0)),
      ], shape: .square)
  }
}
