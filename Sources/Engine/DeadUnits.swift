/// The rectifying units of a network that give 0 on every row: no row hands them a gradient, so they learn nothing.
public struct DeadUnits: Sendable, Equatable {
  /// The dead units in order: the layer among all, and the unit in it, both counted from 0.
  public let units: [(layer: Int, unit: Int)]

  /// The rows that are looked at together, so that memory does not grow with the data.
  private static let chunk = 1000

  /// Runs a network forward on all rows.
  public init(_ network: Network, inputs: Matrix) {
    let rectifiers = network.layers.indices.filter { network.layers[$0] is ReLULayer }
    guard !rectifiers.isEmpty else {
      units = []
      return
    }
    let widths = network.layerWidths
    var dead = rectifiers.map { layer in (layer, Set(0..<widths[layer])) }
    for start in stride(from: 0, to: inputs.rows, by: Self.chunk) where !Interruption.isRequested {
      let rows = Array(start..<min(start + Self.chunk, inputs.rows))
      let evaluation = Evaluation(network, inputs: inputs.slice(rows: rows))
      for index in dead.indices {
        let outputs = evaluation.layerOutputs[dead[index].0]
        dead[index].1 = dead[index].1.filter { unit in (0..<outputs.rows).allSatisfy { outputs[$0, unit] == 0 } }
      }
    }
    units = dead.flatMap { layer, units in units.sorted().map { (layer, $0) } }
  }

  /// Whether the same units are dead.
  public static func == (first: DeadUnits, second: DeadUnits) -> Bool {
    first.units.elementsEqual(second.units) { $0 == $1 }
  }
}
