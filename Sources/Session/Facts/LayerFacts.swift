import Engine
import Language

/// A layer as it was asked for, and where the parts of its declaration stand.
struct DeclaredLayer: Sendable {
  let layer: any Layer
  let place: Span
  let inputsPlace: Span
  let outputsPlace: Span

  init(_ layer: any Layer, _ at: Places) {
    (self.layer, place) = (layer, at.head)
    (inputsPlace, outputsPlace) = (at["inputs"], at["outputs"])
  }

  /// What goes in and comes out, if it has shapes of its own.
  var shapes: (inputs: Int, outputs: Int)? { layer.shapes.map { ($0.input.count, $0.output.count) } }
}

/// The layers in their order, with what the next one and the checks of every command ask of all of them.
struct DeclaredLayers: Sendable, RandomAccessCollection {
  private var layers = SharedArray<DeclaredLayer>()
  /// The first and the last layer with shapes of their own.
  private(set) var firstShaped, lastShaped: DeclaredLayer?
  /// The number of parameters and running statistics, a real one because a mistyped size may pass the largest integer.
  private(set) var parameterCount = 0.0

  init() {}

  init(_ layers: some Sequence<DeclaredLayer>) { for layer in layers { append(layer) } }

  var startIndex: Int { 0 }
  var endIndex: Int { layers.count }
  subscript(place: Int) -> DeclaredLayer { layers[place] }

  mutating func append(_ declared: DeclaredLayer) {
    layers.append(declared)
    let layer = declared.layer
    if let input = layer.shapes?.input ?? lastShaped?.layer.shapes?.output {
      for parameter in layer.parameters(for: input) {
        parameterCount += Double(parameter.rows) * Double(parameter.columns)
      }
    }
    if layer.shapes != nil { (firstShaped, lastShaped) = (firstShaped ?? declared, declared) }
  }
}

extension Facts {
  /// The values that the next layer gets: the outputs of the last one, otherwise the inputs of the data.
  var nextInputs: Int? { layers.lastShaped?.shapes?.outputs ?? knownData?.inputs }

  /// What the numbers of a command are likely to be, by the names of their arguments.
  var knownNumbers: [String: Int] { nextInputs.map { ["inputs": $0] } ?? [:] }

  /// The inputs and outputs of each layer with shapes of its own.
  var shapes: [(inputs: Int, outputs: Int)] { layers.compactMap(\.shapes) }

  /// The parameters and running statistics in declaration order, with their shapes.
  var parameters: [(name: ParameterName, rows: Int, columns: Int)] {
    var parameters: [(name: ParameterName, rows: Int, columns: Int)] = []
    var counts: [ParameterRole: Int] = [:]
    var shape: Shape?
    for declared in layers {
      let layer = declared.layer
      shape = layer.shapes?.input ?? shape
      if let shape {
        for parameter in layer.parameters(for: shape) {
          counts[parameter.role, default: 0] += 1
          let name = ParameterName(parameter.role, layer: counts[parameter.role, default: 0])
          parameters.append((name, parameter.rows, parameter.columns))
        }
      }
      shape = layer.shapes?.output ?? shape
    }
    return parameters
  }

  /// The parameters and running statistics in declaration order, with the extents that they have in files.
  var arrays: [(name: ParameterName, shape: [Int])] {
    parameters.map { ($0.name, $0.name.role.isMatrix ? [$0.rows, $0.columns] : [$0.columns]) }
  }

  /// The number of parameters and running statistics.
  var parameterCount: Double { layers.parameterCount }
}
