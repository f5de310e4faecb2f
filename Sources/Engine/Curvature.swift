/// The curvature of an objective at a network's weights, in the direction in which it is largest.
///
/// It is the largest eigenvalue λ of the Hessian. Plain descent with a rate above 2/λ overshoots in that direction, and
/// with momentum m above 2 (1 + m)/λ (LeCun et al. 1998; Cohen et al. 2021). It is found by power iteration, with the
/// product H v as the central difference of the gradient along v (Pearlmutter 1994), all in float64.
public struct Curvature: Sendable, Equatable {
  /// The largest eigenvalue; 0 where the objective curves up nowhere.
  public let largest: Double

  /// The products of each of the two iterations.
  private static let products = 24
  /// The step along a direction of length 1.
  private static let step = 1e-4

  /// Looks at the surroundings of the weights on some rows.
  public init(_ network: Network, inputs: Matrix, targets: Matrix, objective: Objective) {
    let base = network.inDoublePrecision
    let weights = base.parameters[0, base.parameterCount]
    func gradient(_ weights: [Double]) -> [Double] {
      var moved = base
      moved.parameters = .float64(weights)
      return Gradients(moved, inputs: inputs, targets: targets, objective: objective).allValues
    }
    func product(_ direction: [Double]) -> [Double] {
      let ahead = gradient(zip(weights, direction).map { $0 + Self.step * $1 })
      let behind = gradient(zip(weights, direction).map { $0 - Self.step * $1 })
      return zip(ahead, behind).map { ($0 - $1) / (2 * Self.step) }
    }
    // Of the largest magnitude first, which may be a curve down; then of H shifted so that all its eigenvalues are above 0.
    let first = Self.eigenvalue(of: weights.count, shift: 0, product)
    largest = first > 0 ? first : max(0, Self.eigenvalue(of: weights.count, shift: -first, product))
  }

  /// The eigenvalue of H + shift with the largest magnitude, less the shift.
  private static func eigenvalue(of count: Int, shift: Double, _ product: ([Double]) -> [Double]) -> Double {
    // Directions of a small generator, so that none is at right angles to all that matters.
    var seed: UInt64 = 0x9E37_79B9_7F4A_7C15
    var direction = (0..<count).map { _ -> Double in
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(seed >> 11) / 0x1p53 - 0.5
    }
    var value = 0.0
    for _ in 0..<products where !Interruption.isRequested {
      let length = norm(direction)
      guard length > 0, length.isFinite else { break }
      direction = direction.map { $0 / length }
      let next = zip(product(direction), direction).map { $0 + shift * $1 }
      value = zip(next, direction).reduce(0) { $0 + $1.0 * $1.1 }
      direction = next
    }
    return value.isFinite ? value - shift : .infinity
  }
}

extension Gradients {
  /// The gradient of all parameters in declaration order.
  var allValues: [Double] { values[0, values.count] }

  /// The Euclidean norm of the gradient of a block.
  public func norm(of block: ParameterBlock) -> Double { Engine.norm(values(of: block).values) }
}

/// The Euclidean norm of some values, summed in order.
public func norm(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
