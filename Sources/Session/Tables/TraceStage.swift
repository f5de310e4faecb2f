import Engine
import Outputs

/// A layer with weights and what is done with its units up to the next one, as a teacher draws it; or, counted as 0, what is
/// done with the inputs before the first.
struct TraceStage {
  /// The layer among those with weights, counted from 1.
  let number: Int
  /// What is done in it, in order.
  let parts: [Part]

  /// One layer of the network.
  struct Part {
    /// Where the network's layers count it.
    let place: Int
    /// The layer as the language names it.
    let layer: String
    let names: FormulaNames
    let formulas: LayerFormulas
    /// Its parameters that are learnt.
    let blocks: [ParameterBlock]
  }

  /// The name of what its last part gives.
  var output: String { parts[parts.count - 1].names.output }

  /// The layers in it, as the language names them.
  var layers: String { parts.map(\.layer).joined(separator: ", ") }

  /// How captions name it.
  var name: String { number == 0 ? "before layer 1" : "layer \(number)" }
}

extension Network {
  /// The stages that a row goes through.
  ///
  /// Inputs are `x`, the sums of a layer `z`, what its units give `h`, and those of the last one `y`; what lies between `z`
  /// and these is `v1`, `v2` and so on. Where nothing is done with the sums they are `h` or `y` themselves. The gradient by
  /// the sums is `delta`.
  var traceStages: [TraceStage] {
    let starts = shapedLayers
    let ends = starts.dropFirst() + [layers.count]
    let ranges = (starts[0] > 0 ? [0..<starts[0]] : []) + zip(starts, ends).map { $0..<$1 }
    let names = Dictionary(grouping: blocks, by: \.layer)
    var (input, between) = ("x", 0)
    return ranges.map { range in
      let number = starts.count { $0 < range.upperBound }
      let parts = range.map { place in
        var output = number == starts.count ? "y" : "h"
        if starts.contains(place), place + 1 < range.upperBound {
          output = "z"
        } else if number == 0 || place + 1 < range.upperBound {
          between += 1
          output = "v\(between)"
        }
        let part = part(at: place, input, output, names[place] ?? [])
        input = output
        return part
      }
      return TraceStage(number: number, parts: parts)
    }
  }

  private func part(at place: Int, _ input: String, _ output: String, _ blocks: [ParameterBlock]) -> TraceStage.Part {
    let names = FormulaNames(
      input: input, output: output, gradient: layers[place].shapes == nil ? "∂L/∂\(output)" : "delta",
      parameters: blocks.map { ParameterName($0).description })
    return TraceStage.Part(
      place: place, layer: layers[place].name, names: names, formulas: layers[place].formulas(names),
      blocks: blocks.filter(\.role.isLearnt))
  }
}
