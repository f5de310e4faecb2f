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

  /// The rows that are looked at first, after which most units have given something, and then together, so that memory does
  /// not grow with the data.
  private static let chunks = (first: 32, rest: 500)

  /// Runs a network forward on all rows, so many at a time, until no unit has been silent on those before.
  public init(_ network: Network, inputs: Matrix) {
    let layers = network.layers.indices.filter { network.layers[$0] is ReLULayer }
    guard !layers.isEmpty else {
      units = []
      return
    }
    network.require(inputs)
    let silent =
      switch network.parameters {
      case .float32(let values): Self.silent(layers, network, values, inputs)
      case .float64(let values): Self.silent(layers, network, values, inputs)
      }
    units = zip(layers, silent).flatMap { layer, places in places.map { Unit(layer: layer, place: $0) } }
  }

  /// The places in some layers of units that are silent on every row.
  private static func silent<Scalar: KernelScalar>(
    _ layers: [Int], _ network: Network, _ values: [Scalar], _ inputs: Matrix
  ) -> [[Int]] {
    let plan = Plan<Scalar>(
      network, parameters: values, capacity: min(chunks.rest, inputs.rows), purpose: .evaluation)
    var silent: [[Int]]?
    var start = 0
    while start < inputs.rows, silent?.contains(where: { !$0.isEmpty }) ?? true {
      let rows = start..<min(start + (start == 0 ? chunks.first : chunks.rest), inputs.rows)
      plan.load(rows, of: inputs)
      plan.forward()
      silent = layers.enumerated().map { index, layer in
        if let silent, silent[index].isEmpty { return [] }
        let outputs = plan.output(ofLayer: layer)
        let values = outputs.values
        return (silent?[index] ?? Array(0..<outputs.columns)).filter { column in
          stride(from: column, to: values.count, by: outputs.columns).allSatisfy { values[$0] == 0 }
        }
      }
      start = rows.upperBound
    }
    return silent ?? []
  }
}
