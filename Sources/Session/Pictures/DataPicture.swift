import Datasets
import Language
import Outputs

/// `plot data`: the rows as points by class over two inputs, or as pictures.
struct DataPicture: Picture {
  private let plane: Plane
  private let rows: ChosenRows

  static let form = Form(
    "data", "rows as points by class over two inputs, or against the one there is; pictures as pictures",
    Plane.parameters + ChosenRows.parameters)

  /// The most pictures that are drawn where none are asked for by number.
  private static let fewPictures = 15

  /// The most pictures that are drawn at all.
  private static let mostPictures = 100

  init(_ word: String, _ arguments: Arguments) { (plane, rows) = (Plane(arguments), ChosenRows(arguments)) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> (data: FoundData, at: Places) {
    let data = try facts.requireData(at)
    if data.facts?.inputs != 1 || at.given("inputs") != nil { try plane.check(data, at) }
    try rows.check(data, facts, at)
    return (data, at)
  }

  func plot(_ ready: (data: FoundData, at: Places), _ state: State) throws(Diagnostic) -> Plot {
    var dataset = rows.dataset(ready.data, state)
    if dataset.pictureShape != nil { return pictures(dataset, state) }
    if let chosen = rows.chosen {
      let places = chosen.map { $0 - 1 }
      (dataset.inputs, dataset.targets) = (dataset.inputs.slice(rows: places), dataset.targets.slice(rows: places))
    }
    if dataset.inputs.columns == 1 { return againstOneInput(dataset, state) }
    let (first, second) = try plane.columns(dataset, state, ready.at)
    let (x, y) = (state.axis(ofInput: first, dataset), state.axis(ofInput: second, dataset))
    let marks = RowMarks(dataset, state) { .init(x: dataset.inputs[$0, first], y: dataset.inputs[$0, second]) }
    return Plot(
      title: "Data: \(dataset.name)",
      summary:
        "\(counted(dataset.inputs.rows, "row"))\(rows.place) of \(counted(marks.keys.count, "kind")) over \(x.label) and \(y.label).",
      panels: [.init(x: x, y: y, marks: marks.marks, shape: .square)], keys: marks.keys,
      remarks: RowMarks.remark(dataset))
  }

  /// The first target against the only input.
  private func againstOneInput(_ dataset: Dataset, _ state: State) -> Plot {
    let shown = 0..<min(dataset.inputs.rows, RowMarks.most)
    let points = shown.map { Plot.Point(x: dataset.inputs[$0, 0], y: dataset.targets[$0, 0]) }
    return Plot(
      title: "Data: \(dataset.name)",
      summary: "\(counted(dataset.inputs.rows, "row"))\(rows.place), \(state.targetHeadings[0]) against one input.",
      panels: [
        .init(
          x: .init(state.inputHeadings(1)[0]), y: .init(state.targetHeadings[0]),
          marks: [.points(.init(points, series: 0))])
      ], remarks: RowMarks.remark(dataset))
  }

  /// Each row as the picture that it is.
  private func pictures(_ dataset: Dataset, _ state: State) -> Plot {
    let all = dataset.places(rows.chosen)
    let seen = Array(all.prefix(rows.chosen == nil ? Self.fewPictures : Self.mostPictures))
    // Pixels are from 0 to 1 unless they were normalized or never were.
    let pixels = seen.lazy.flatMap { dataset.inputs.row($0) }
    let isUsual = pixels.allSatisfy { (0...1).contains($0) }
    let shades = Plot.Field.Colouring.shades(isUsual ? 0...1 : ClosedRange(around: pixels, share: 0, atLeast: 0.5))
    let panels = seen.map { row in
      state.picturePanel(
        "\(row + 1): \(state.targetText(row, dataset))", dataset.inputs.row(row), dataset.pictureShape, shades)
    }
    return Plot(
      title: "Data: \(dataset.name)",
      summary:
        "\(counted(seen.count, "picture")) of \(dataset.inputs.rows)\(rows.place), each with its row and its target.",
      panels: panels, keys: isUsual ? [] : [.init("", .scale(shades))],
      remarks: seen.count < all.count ? ["\(counted(all.count - seen.count, "more picture")) left out."] : [])
  }
}

extension State {
  /// Values as a picture of a shape; without one in a single row.
  func picturePanel(
    _ title: String, _ values: [Double], _ shape: Dataset.PictureShape?, _ colouring: Plot.Field.Colouring
  ) -> Plot.Panel {
    let columns = shape?.columns ?? values.count
    let rows = values.count / max(columns, 1)
    let field = Plot.Field(columns: columns, values: values, colouring: colouring)
    let (width, height) = (Double(columns), Double(rows))
    return Plot.Panel(
      title: title, x: .init("", .hidden, range: 0...width), y: .init("", .hidden, range: 0...height),
      marks: [.field(field)], shape: .square)
  }
}
