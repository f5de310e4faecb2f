import Engine
import Language
import Outputs

/// `plot activations`: how the outputs of each hidden layer are spread, a histogram a layer.
struct ActivationsPicture: Picture {
  static let form = Form(
    "activations", "how the outputs of each layer are spread, a histogram a layer")

  /// The most rows that are looked at.
  private static let most = 1000

  init(_ word: String, _ arguments: Arguments) {}

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundFit { try facts.requireFit(at) }

  func plot(_ fit: FoundFit, _ state: State) -> Plot {
    let dataset = state.dataset(fit.data)
    let rows = min(dataset.inputs.rows, Self.most)
    let evaluation = Evaluation(state.network, inputs: dataset.inputs.slice(rows: Array(0..<rows)))
    let count = state.network.shapedLayers.count
    let layers = (1...count).map { layer in
      (
        name: layer == count ? "output" : "hidden \(layer)",
        values: (layer == count ? evaluation.outputs : evaluation.hidden(layer, of: state.network)).values
      )
    }
    // Hidden layers are to be compared; the output may be of any size.
    let hidden = range(of: state.network, layers.dropLast().flatMap(\.values))
    let ranges = layers.indices.map { $0 == count - 1 ? Histogram.range(of: layers[$0].values) : hidden }
    let histograms = zip(layers, ranges).map { Histogram($0.values, over: $1) }
    let spread = zip(layers, histograms).map { layer, histogram in
      "\(layer.name) \(state.shown(histogram.mean)) ± \(state.shown(histogram.deviation))"
    }
    return Plot(
      title: "Activations", summary: "mean ± standard deviation: \(spread.joined(separator: ", ")).",
      panels: layers.indices.map { index in
        .init(
          title: layers[index].name, x: .init("", range: ranges[index]), y: .init(""),
          marks: [.bars(histograms[index].bars)])
      },
      remarks: ["The height of a bar is the share of the values of a layer that lie in its part."]
        + (rows < dataset.inputs.rows ? ["On the first \(rows) of \(dataset.inputs.rows) rows."] : []))
  }

  /// The range of the hidden layers: that of their activations where all have the same, otherwise that of their values.
  private func range(of network: Network, _ values: [Double]) -> ClosedRange<Double> {
    let ranges = network.shapedLayers.dropFirst().map { network.layers[$0 - 1].traits.range }
    guard let first = ranges.first, let range = first, ranges.allSatisfy({ $0 == range }) else {
      return Histogram.range(of: values)
    }
    return range
  }
}
