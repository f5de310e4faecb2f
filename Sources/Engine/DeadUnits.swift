/// Rectifying units that give 0 for every row: nothing of an error passes through them, so what leads into them stands still.
///
/// A dead unit is no failure by itself: the others may do what is wanted.
public struct DeadUnits: Sendable, Equatable {
  /// The units, from the input up.
  public let units: [Unit]

  /// One of them.
  public struct Unit: Sendable, Hashable {
    /// Its layer among all layers of the network, counted from 0.
    public let layer: Int
    /// Its place in the layer, counted from 0.
    public let place: Int
  }

  /// The rows that are looked at together, so that memory does not grow with the data.
  private static let chunk = 1000

  /// Runs a network forward on all rows, so many at a time.
  public init(_ network: Network, inputs: Matrix) {
    let layers = network.layers.indices.filter { network.layers[$0] is ReLULayer }
    var silent: [Set<Int>]?
    for start in stride(from: 0, to: layers.isEmpty ? 0 : inputs.rows, by: Self.chunk) {
      let rows = Array(start..<min(start + Self.chunk, inputs.rows))
      let outputs = Evaluation(network, inputs: inputs.slice(rows: rows)).layerOutputs
      let seen = layers.map { layer in Self.silentColumns(of: outputs[layer]) }
      silent = silent.map { zip($0, seen).map { $0.intersection($1) } } ?? seen
    }
    units = zip(layers, silent ?? []).flatMap { layer, places in
      places.sorted().map { Unit(layer: layer, place: $0) }
    }
  }

  private static func silentColumns(of outputs: Matrix) -> Set<Int> {
    Set((0..<outputs.columns).filter { column in (0..<outputs.rows).allSatisfy { outputs[$0, column] == 0 } })
  }
}
