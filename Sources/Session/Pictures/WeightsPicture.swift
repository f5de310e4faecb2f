import Engine
import Language
import Outputs

/// `plot weights`, `plot W1`: parameters as cells, two colours for their signs.
struct WeightsPicture: Picture {
  private let name: ParameterName?

  static let form = Form("weights", "W of every affine layer as cells; of a first layer on pictures a picture a unit")

  init(_ word: String, _ arguments: Arguments) { name = ParameterName(word) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) {
    if let name { return try facts.requireParameter(name, at, "picture") }
    _ = try facts.requireNetwork(at)
  }

  func plot(_ ready: Void, _ state: State) -> Plot {
    let blocks = state.blocks { [name] in name == nil ? $0.role == .weights : $0 == name }
    let values = blocks.map { state.network.values(of: $0) }
    let limit = values.flatMap(\.values).reduce(0) { max($0, $1.magnitude) }
    let drawn = zip(blocks, values).map { panels($0, $1, limit, state, isOne: blocks.count == 1) }
    let ranges = zip(blocks, values).map { block, matrix in
      "\(ParameterName(block)) from \(state.shown(matrix.values.min() ?? 0)) to \(state.shown(matrix.values.max() ?? 0))"
    }
    return Plot(
      title: name.map { "\($0)" } ?? "Weights", summary: ranges.joined(separator: ", ") + ".",
      panels: drawn.flatMap(\.panels),
      keys: [.init("", .scale(.twoEnded(limit)))], remarks: Array(Set(drawn.flatMap(\.remarks))).sorted())
  }

  /// The most units of a layer on pictures that are drawn.
  private static let mostUnits = 24

  private func panels(
    _ block: ParameterBlock, _ matrix: Matrix, _ limit: Double, _ state: State, isOne: Bool
  ) -> (panels: [Plot.Panel], remarks: [String]) {
    let units = state.unitHeadings(block.depth, matrix.columns)
    if block.role == .weights, block.depth == 1, let shape = state.dataset?.pictureShape,
      shape.rows * shape.columns == matrix.rows
    {
      let count = min(matrix.columns, Self.mostUnits)
      let panels = (0..<count).map { unit in
        state.picturePanel(units[unit], (0..<matrix.rows).map { matrix[$0, unit] }, shape, .twoEnded(limit))
      }
      return (panels, count < matrix.columns ? ["Only the first \(count) of \(matrix.columns) units are drawn."] : [])
    }
    let field = Plot.Field(
      columns: matrix.columns, values: matrix.values, colouring: .twoEnded(limit),
      decimals: matrix.columns <= 9 && matrix.rows <= 20 ? min(state.decimals, 2) : nil)
    let panel = Plot.Panel(
      title: isOne ? nil : ParameterName(block).description, x: .init("", .names(units)),
      y: .init("", .names(block.role.label.map { [$0] } ?? state.unitHeadings(block.depth - 1, matrix.rows))),
      marks: [.field(field)],
      shape: .cells)
    return ([panel], field.remarkOnCrowding)
  }
}

/// `plot W1`: one parameter.
struct ParameterPicture: Picture {
  private let weights: WeightsPicture

  static let form = Form("W1", "one parameter as cells, also b1, W2 and so on", pattern: ParameterName.pattern)

  init(_ word: String, _ arguments: Arguments) { weights = WeightsPicture(word, arguments) }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) { try weights.check(facts, at) }

  func plot(_ ready: Void, _ state: State) -> Plot { weights.plot(ready, state) }
}
