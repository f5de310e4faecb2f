/// Outputs that miss their targets and no longer learn: the last function of the network is saturated there.
///
/// Of an output's error a share reaches the layer below. For a squared error it is the slope of the function, y (1 - y)
/// for sigmoid and 1 - y² for tanh. Binary cross-entropy divides by y (1 - y), but not by less than 1e-12, as PyTorch's
/// BCELoss does. A share below the machine precision of the network counts as none.
public struct Saturation: Sendable, Equatable {
  /// For every output, the number of rows on which it is stuck.
  public let stuckRows: [Int]

  /// How far from its target an output may be that counts as one that meets it.
  public static let tolerance = 0.01

  /// The rows that are looked at together, so that memory does not grow with the data.
  private static let chunk = 1000

  /// Runs a network forward on all rows; nil if no output is stuck, or none can be with this last layer and loss.
  public init?(_ network: Network, inputs: Matrix, targets: Matrix, loss: Loss) {
    network.require(inputs, targets)
    let last = network.layers.last { !($0 is IdentityLayer) && !($0 is DropoutLayer) }
    guard let last, let lowest = Self.lowestOutput(of: last, loss) else { return nil }
    func count<Scalar: KernelScalar>(_ values: [Scalar]) -> [Int] {
      let plan = Plan<Scalar>(
        network, parameters: values, capacity: min(Self.chunk, inputs.rows), purpose: .evaluation)
      var stuck = Array(repeating: 0, count: targets.columns)
      for start in stride(from: 0, to: inputs.rows, by: Self.chunk) {
        let rows = start..<min(start + Self.chunk, inputs.rows)
        plan.load(rows, of: inputs)
        plan.forward()
        let outputs = plan.output(ofLayer: network.layers.count - 1)
        for row in rows {
          for column in stuck.indices {
            let output = outputs[row - start, column]
            // Nothing comes nearer to a target out of reach than the end of what the function gives.
            let target = min(max(targets[row, column], lowest), 1)
            guard (output - target).magnitude > Self.tolerance else { continue }
            let share = Self.share(at: output, lowest: lowest, loss)
            if share < Double(Scalar.ulpOfOne) { stuck[column] += 1 }
          }
        }
      }
      return stuck
    }
    switch network.parameters {
    case .float32(let values): stuckRows = count(values)
    case .float64(let values): stuckRows = count(values)
    }
    guard stuckRows.contains(where: { $0 > 0 }) else { return nil }
  }

  /// The lower end of what a function gives, whose upper end is 1; nil if it cannot be saturated under a loss.
  private static func lowestOutput(of function: any Layer, _ loss: Loss) -> Double? {
    switch loss {
    case .softmaxCrossEntropy: nil
    case .binaryCrossEntropy: function is SigmoidLayer ? 0 : nil
    case .meanSquaredError, .sumOfSquaredErrors:
      function is SigmoidLayer || function is TanhLayer ? function.traits.range?.lowerBound : nil
    }
  }

  /// The share of an output's error that reaches the layer below.
  private static func share(at output: Double, lowest: Double, _ loss: Loss) -> Double {
    let slope = (1 - output) * (output - lowest)
    return loss == .binaryCrossEntropy ? slope / max(slope, 1e-12) : slope
  }
}
