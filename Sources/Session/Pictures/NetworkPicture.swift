import Datasets
import Engine
import Language
import Outputs

/// `plot network`: units and links, with the values of a row where one is asked for.
struct NetworkPicture: Picture {
  private let row: Int?

  static let form = Form(
    "network",
    "units and links, coloured and wide by the sign and size of the weights, with biases or the values of a row",
    [.row])

  /// The most units of a layer that are drawn.
  private static let most = 9

  init(_ word: String, _ arguments: Arguments) { row = arguments.integer(ifGiven: "row") }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundFit? {
    guard row != nil else {
      _ = try facts.requireNetwork(at)
      return nil
    }
    let fit = try facts.requireFit(at)
    try facts.requireRow(row, at)
    return fit
  }

  func plot(_ fit: FoundFit?, _ state: State) -> Plot {
    let weights = state.blocks { $0.role == .weights }
    let matrices = weights.map { state.network.values(of: $0) }
    let biases = state.blocks { $0.role == .biases }.map { state.network.values(of: $0).row(0) }
    let values = fit.map { self.values($0, state) }
    let counts = [matrices[0].rows] + matrices.map(\.columns)
    let columns = counts.enumerated().map { Column(units: $1, layer: $0, of: counts.count, most: Self.most) }
    let largest = matrices.flatMap(\.values).reduce(0) { max($0, $1.magnitude) }
    var links: [Plot.Link] = []
    for (layer, matrix) in matrices.enumerated() {
      for (from, start) in columns[layer].places {
        for (to, end) in columns[layer + 1].places where largest > 0 {
          links.append(.init(from: start, to: end, strength: matrix[from, to] / largest))
        }
      }
    }
    let strongest = (values ?? biases).joined().reduce(0) { max($0, $1.magnitude) }
    let texts = columns.enumerated().flatMap { layer, column in
      let names = names(layer, counts, state)
      let shown = values?[layer] ?? (layer == 0 ? nil : biases[layer - 1])
      return column.places.map { unit, place in
        let value = shown?[unit]
        let words = value.map { (values == nil ? "b " : "") + Self.short($0, decimals: min(state.decimals, 2)) }
        return Plot.Text(
          [names[unit]] + (words.map { [$0] } ?? []), at: place, isFramed: true,
          strength: value.map { strongest > 0 ? $0 / strongest : 0 } ?? 0)
      } + (column.gap.map { [Plot.Text(["\(column.missing) more"], at: $0)] } ?? [])
    }
    let all = matrices.flatMap(\.values)
    return Plot(
      title: "Network" + (row.map { " on row \($0)" } ?? ""),
      summary:
        "\(counts.map(String.init).joined(separator: "-")), weights from \(state.shown(all.min() ?? 0)) to \(state.shown(all.max() ?? 0))"
        + (values.map { ", outputs \($0.last!.prefix(10).map(state.shown).joined(separator: ", "))" } ?? "") + ".",
      panels: [
        .init(
          x: .init("", .hidden, range: 0...1), y: .init("", .hidden, range: 0...1),
          marks: [.links(links), .texts(texts)])
      ],
      keys: [.init("weight above 0", .link(0.5)), .init("weight below 0", .link(-0.5))])
  }

  /// A number that fits into a unit: what is nothing to two decimals is 0.00.
  private static func short(_ value: Double, decimals: Int) -> String {
    formatted(value.magnitude < 0.005 ? 0 : value, decimals: decimals)
  }

  /// What the units of a layer are called.
  private func names(_ layer: Int, _ counts: [Int], _ state: State) -> [String] {
    layer == 0
      ? state.unitHeadings(0, counts[0])
      : layer == counts.count - 1 ? state.outputHeadings(counts[layer]) : state.hiddenHeadings(counts[layer])
  }

  /// What every unit gives for the row: inputs, hidden layers, and what is predicted.
  private func values(_ fit: FoundFit, _ state: State) -> [[Double]] {
    let inputs = state.dataset(fit.data).inputs.slice(row: (row ?? 1) - 1)
    let evaluation = Evaluation(state.network, inputs: inputs)
    let hidden = (1..<max(state.network.shapedLayers.count, 1)).map { evaluation.hidden($0, of: state.network).row(0) }
    return [inputs.row(0)] + hidden + [state.predictions(from: evaluation.outputs).row(0)]
  }

  /// The places of the units of a layer, one below the other, those in the middle left out where there are many.
  private struct Column {
    let places: [(unit: Int, place: Plot.Point)]
    let missing: Int
    /// Where it says how many are left out.
    let gap: Plot.Point?

    init(units: Int, layer: Int, of layers: Int, most: Int) {
      let elision = Elision(of: units, keeping: units > most ? most - 1 : units, atMostLast: most)
      let x = (Double(layer) + 0.5) / Double(layers)
      let slots = elision.first + elision.last + (elision.missing > 0 ? 1 : 0)
      func place(_ slot: Int) -> Plot.Point { .init(x: x, y: 1 - (Double(slot) + 0.5) / Double(slots)) }
      places = elision.places.enumerated().map { index, unit in
        (unit, place(index < elision.first ? index : index + (elision.missing > 0 ? 1 : 0)))
      }
      missing = elision.missing
      gap = elision.missing > 0 ? place(elision.first) : nil
    }
  }
}
