import Datasets
import Engine
import Language
import Outputs

/// `plot hidden`: what the units of a hidden layer give, each over the plane of two inputs, or for some rows.
struct HiddenPicture: Picture {
  private let layer: Int
  private let rows: ChosenRows

  static let form = Form(
    "hidden",
    "what hidden units give: over the one or two inputs of the data, otherwise and for rows asked for a cell a row",
    [.positional("layer", .integer(1...Int(Int32.max)), default: "1", names: .hiddenLayer, "the hidden layer")]
      + ChosenRows.parameters)

  /// The cells of a surface across and down, and the most units and rows that are drawn.
  private static let (side, mostUnits, mostRows) = (24, 24, 40)

  init(_ word: String, _ arguments: Arguments) {
    (layer, rows) = (arguments.integer("layer"), ChosenRows(arguments))
  }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundFit {
    let fit = try facts.requireFit(at)
    let count = facts.shapes.count - 1
    guard layer <= count else {
      throw Diagnostic(
        count == 0 ? "the network has no hidden layer" : "there is no hidden layer \(layer): the network has \(count)",
        at: at.given("layer") ?? at["picture"],
        help: count == 0 ? "what lies between two affine layers is hidden" : nil)
    }
    try rows.check(fit.data, facts, at)
    return fit
  }

  func plot(_ fit: FoundFit, _ state: State) -> Plot {
    let dataset = rows.dataset(fit.data, state)
    if rows.chosen == nil, dataset.inputs.columns == 1 { return curves(dataset, state) }
    return dataset.inputs.columns == 2 && rows.chosen == nil ? surfaces(dataset, state) : cells(dataset, state)
  }

  /// Each unit as a curve over the only input.
  private func curves(_ dataset: Dataset, _ state: State) -> Plot {
    let axis = state.axis(ofInput: 0, dataset)
    let range = axis.range ?? 0...1
    let places = (0...200).map { range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / 200 }
    let values = Evaluation(state.network, inputs: Matrix(places.map { [$0] })).hidden(layer, of: state.network)
    let names = state.hiddenHeadings(values.columns)
    return Plot(
      title: title(state),
      summary: "\(counted(values.columns, "unit")) over \(axis.label), values from "
        + "\(state.shown(values.values.min() ?? 0)) to \(state.shown(values.values.max() ?? 0)).",
      x: axis, y: .init("output"),
      series: names.indices.map { unit in
        .init(name: names[unit], points: places.indices.map { .init(x: places[$0], y: values[$0, unit]) })
      })
  }

  private func title(_ state: State) -> String { "Outputs of hidden layer \(layer)" }

  /// Each unit over the plane, with the rows on it.
  private func surfaces(_ dataset: Dataset, _ state: State) -> Plot {
    let (x, y) = (state.axis(ofInput: 0, dataset), state.axis(ofInput: 1, dataset))
    let grid = state.grid((0, x), (1, y), side: Self.side, dataset.inputs)
    let values = Evaluation(state.network, inputs: grid).hidden(layer, of: state.network)
    let units = min(values.columns, Self.mostUnits)
    let limit = values.values.reduce(0) { max($0, $1.magnitude) }
    let colouring = Plot.Field.Colouring.twoEnded(limit)
    let marks = RowMarks(dataset, state, most: RowMarks.few) {
      .init(x: dataset.inputs[$0, 0], y: dataset.inputs[$0, 1])
    }
    let panels = (0..<units).map { unit in
      let field = Plot.Field(
        columns: Self.side, values: (0..<values.rows).map { values[$0, unit] }, colouring: colouring,
        x: x.range ?? 0...1, y: y.range ?? 0...1)
      return Plot.Panel(
        title: state.hiddenHeadings(values.columns)[unit], x: .init("", .hidden, range: x.range),
        y: .init("", .hidden, range: y.range), marks: [.field(field)] + marks.marks, shape: .square)
    }
    return Plot(
      title: title(state),
      summary: "\(counted(values.columns, "unit")) over \(x.label) and \(y.label), values from "
        + "\(state.shown(values.values.min() ?? 0)) to \(state.shown(values.values.max() ?? 0)).",
      panels: panels, keys: [.init("", .scale(colouring))] + marks.keys,
      remarks: remark(units, of: values.columns) + RowMarks.remark(dataset, most: RowMarks.few))
  }

  /// A cell a row and unit.
  private func cells(_ dataset: Dataset, _ state: State) -> Plot {
    let all = dataset.places(rows.chosen)
    let seen = Array(all.prefix(Self.mostRows))
    let evaluation = Evaluation(state.network, inputs: dataset.inputs.slice(rows: seen))
    let values = evaluation.hidden(layer, of: state.network)
    let limit = values.values.reduce(0) { max($0, $1.magnitude) }
    let field = Plot.Field(
      columns: values.columns, values: values.values, colouring: .twoEnded(limit),
      decimals: values.columns <= 9 && values.rows <= 20 ? min(state.decimals, 2) : nil)
    let missing = all.count - seen.count
    let next = missing > 0 ? all[seen.count] + 1 : 0
    return Plot(
      title: title(state),
      summary: "\(counted(seen.count, "row"))\(rows.place) and \(counted(values.columns, "unit")), values from "
        + "\(state.shown(values.values.min() ?? 0)) to \(state.shown(values.values.max() ?? 0)).",
      panels: [
        .init(
          x: .init("unit", .names(state.hiddenHeadings(values.columns))),
          y: .init("row", .names(seen.map { String($0 + 1) })), marks: [.field(field)], shape: .cells)
      ],
      keys: [.init("", .scale(.twoEnded(limit)))],
      remarks: missing > 0
        ? [
          "\(counted(missing, "more row")) \(missing == 1 ? "is" : "are") left out; `rows \(next)..\(min(next + Self.mostRows - 1, all[all.count - 1] + 1))` chooses others."
        ] : [])
  }

  private func remark(_ units: Int, of count: Int) -> [String] {
    units < count ? ["Only the first \(units) of \(count) units are drawn."] : []
  }
}
