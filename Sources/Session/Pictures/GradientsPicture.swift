import Engine
import Language
import Outputs

/// `plot gradients`: how the gradient of each parameter is spread, a histogram a parameter.
struct GradientsPicture: Picture {
  static let form = Form(
    "gradients", synonyms: ["gradient"], "how the gradients of each parameter are spread on all rows, a histogram each")

  init(_ word: String, _ arguments: Arguments) {}

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) -> FoundObjective { try facts.requireObjective(at) }

  func plot(_ objective: FoundObjective, _ state: State) -> Plot {
    let gradients = state.gradients(objective, row: nil)
    let blocks = state.blocks { $0.role.isLearnt }
    let parts = blocks.map { (name: ParameterName($0).description, values: gradients.values(of: $0).values) }
    let range = Histogram.range(of: parts.flatMap(\.values))
    let histograms = parts.map { Histogram($0.values, over: range) }
    let spread = zip(parts, histograms).map { part, histogram in
      "\(part.name) \(formatted(histogram.mean, decimals: state.decimals)) ± \(formatted(histogram.deviation, decimals: state.decimals))"
    }
    return Plot(
      title: "Gradients", summary: "mean ± standard deviation: \(spread.joined(separator: ", ")).",
      panels: zip(parts, histograms).map { part, histogram in
        .init(title: part.name, x: .init("", range: range), y: .init(""), marks: [.bars(histogram.bars)])
      },
      remarks: ["The height of a bar is the share of a parameter's gradients that lie in its part."])
  }
}
