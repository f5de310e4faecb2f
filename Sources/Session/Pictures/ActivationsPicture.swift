import Engine
import Language
import Outputs

/// `plot activations`: how the outputs of each hidden layer are spread, a histogram a layer.
struct ActivationsPicture: Picture {
  static let form = Form(
    "activations", synonyms: ["activation"], "how the outputs of each layer are spread, a histogram a layer")

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
    let range = Histogram.range(of: layers.flatMap(\.values))
    let histograms = layers.map { Histogram($0.values, over: range) }
    let spread = zip(layers, histograms).map { layer, histogram in
      "\(layer.name) \(state.shown(histogram.mean)) ± \(state.shown(histogram.deviation))"
    }
    return Plot(
      title: "Activations", summary: "mean ± standard deviation: \(spread.joined(separator: ", ")).",
      panels: zip(layers, histograms).map { layer, histogram in
        .init(title: layer.name, x: .init("", range: range), y: .init(""), marks: [.bars(histogram.bars)])
      },
      remarks: ["The height of a bar is the share of the values of a layer that lie in its part."]
        + (rows < dataset.inputs.rows ? ["On the first \(rows) of \(dataset.inputs.rows) rows."] : []))
  }
}
