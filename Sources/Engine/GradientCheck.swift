/// The gradient of every parameter held against differences of the loss around the present weights.
///
/// All of it is in float64, whatever the precision of the network, and as ``Gradients`` are: nothing is dropped, and batch
/// normalisation takes its running statistics. The differences are central ones of the fourth order,
/// (8 (L(+h) - L(-h)) - (L(+2h) - L(-2h))) / 12 h (Fornberg 1988).
public struct GradientCheck: Sendable {
  /// What came of each parameter's check, in declaration order.
  public let blocks: [Block]
  /// The rows that the loss was taken over: the first of the data.
  public let rows: Int

  /// What came of checking one parameter.
  public struct Block: Sendable {
    /// The parameter.
    public let block: ParameterBlock
    /// The values of it that were checked: all of them, or some that are spread evenly.
    public let checked: Int
    /// Those of them that were set aside, because a function has a kink within the step.
    public let setAside: Int
    /// The value with the largest error; nil if all were set aside.
    public let worst: Entry?
  }

  /// One value of a parameter.
  public struct Entry: Sendable {
    /// Its row and column, counted from 0.
    public let row, column: Int
    /// Its gradient as the network computes it.
    public let gradient: Double
    /// Its gradient as the differences give it.
    public let difference: Double
    /// How far apart they are, relative to the sum of their magnitudes.
    public let error: Double
  }

  /// The largest error of gradients that agree.
  public static let tolerance = 1e-6
  /// The most rows that the loss is taken over.
  public static let mostRows = 100
  /// The most multiplications; with more parameters than that allows for, some of each are checked.
  static let mostMultiplications = 1e10
  /// The least values of a parameter that are checked, if it has so many.
  static let fewest = 4

  /// The steps, as shares of a weight or of 1 if that is more. A wrong gradient agrees with none of them, so the one that
  /// agrees best counts.
  private static let steps = [0x1p-10, 0x1p-14, 0x1p-18]
  /// The error from which on it is not worth while to try another step.
  private static let goodError = 1e-8

  /// Checks a network on the first rows of some data; what is no longer wanted ends early, and is of no use.
  public init(_ network: Network, inputs: Matrix, targets: Matrix, objective: Objective) {
    network.require(inputs, targets)
    let learnt = network.blocks.filter(\.role.isLearnt)
    // Four losses for each value that is checked of each parameter.
    let costOfRow = 4 * Double(learnt.count) * Double(network.parameterCount)
    func number(costing cost: Double) -> Int { Int(min(Self.mostMultiplications / cost, 1e9)) }
    let rows = min(inputs.rows, Self.mostRows, max(1, number(costing: costOfRow * Double(Self.fewest))))
    let most = max(Self.fewest, number(costing: costOfRow * Double(rows)))
    self.rows = rows
    let surroundings = Surroundings(network.inDoublePrecision, inputs, targets, objective, rows: rows)
    blocks = learnt.map { Self.check($0, at: min($0.count, most), surroundings) }
  }

  /// Checks so many values of a parameter.
  private static func check(_ block: ParameterBlock, at count: Int, _ surroundings: Surroundings) -> Block {
    var (setAside, worst) = (0, Entry?.none)
    for place in places(count, of: block.count) {
      if Interruption.isRequested { break }
      guard let found = difference(at: block.offset + place, surroundings) else {
        setAside += 1
        continue
      }
      if let worst, worst.error >= found.error { continue }
      worst = Entry(
        row: place / block.columns, column: place % block.columns,
        gradient: surroundings.gradient[block.offset + place],
        difference: found.value, error: found.error)
    }
    return Block(block: block, checked: count, setAside: setAside, worst: worst)
  }

  /// The difference quotient that agrees best, and its error; nil if a function has a kink within every step.
  private static func difference(at index: Int, _ surroundings: Surroundings) -> (value: Double, error: Double)? {
    var best: (value: Double, error: Double)?
    for step in steps {
      guard let value = surroundings.difference(at: index, step: step) else { continue }
      let error = surroundings.error(of: value, at: index)
      if best.map({ error < $0.error }) ?? true { best = (value, error) }
      if error <= goodError { break }
    }
    return best
  }

  /// Places among many, all of them or as many as are wanted, spread as multiples of the golden section are.
  static func places(_ count: Int, of all: Int) -> [Int] {
    guard count < all else { return Array(0..<all) }
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
    var stride = Int(Double(all) * 0.618)
    while divisor(all, stride) != 1 { stride += 1 }
    return (0..<count).map { $0 * stride % all }.sorted()
  }

  /// Whether every gradient that was checked agrees with its difference, and one was.
  public var agrees: Bool { error <= Self.tolerance }

  /// The largest error; not a number if nothing could be checked.
  public var error: Double { worst?.entry.error ?? .nan }

  /// The value with the largest error, and its parameter.
  public var worst: (block: ParameterBlock, entry: Entry)? {
    blocks.reduce(nil) { worst, next in
      guard let entry = next.worst, entry.error > worst?.entry.error ?? -1 else { return worst }
      return (next.block, entry)
    }
  }
}

/// The loss around the weights of a network, and its gradient there.
private final class Surroundings {
  /// The gradient of every parameter.
  let gradient: [Double]
  private let plan: Plan<Double>
  private let parameters: [Double]
  private let inputs: Matrix
  /// The layers with a kink.
  private let kinks: [Int]
  /// What the gradient's objective is of the loss that is shown.
  private let scale: Double
  /// What gradients that are smaller are measured by: a hundredth of the largest, but no less than what rounding alone makes
  /// of the differences.
  private let leastSize: Double

  init(_ network: Network, _ inputs: Matrix, _ targets: Matrix, _ objective: Objective, rows: Int) {
    parameters = network.parameters[0, network.parameterCount]
    plan = Plan(network, parameters: parameters, capacity: rows, objective: objective, purpose: .gradients)
    self.inputs = inputs.slice(rows: Array(0..<rows))
    kinks = network.layers.indices.filter { network.layers[$0].traits.hasKink }
    plan.load(0..<rows, of: inputs, targets)
    plan.forward()
    plan.backward()
    gradient = plan.gradientValues
    scale = objective.gradientScale(rows: rows)
    let largestOutput = plan.output(ofLayer: network.layers.count - 1).values.reduce(0) { max($0, $1.magnitude) }
    let rounding = 4 * Double.ulpOfOne * (largestOutput + (plan.lossValue() * scale).magnitude) / 0x1p-10
    let largest = gradient.reduce(0) { max($0, $1.magnitude) }
    leastSize = max(largest / 100, rounding / GradientCheck.tolerance, .leastNormalMagnitude)
  }

  /// How far a difference quotient is from the gradient.
  func error(of difference: Double, at index: Int) -> Double {
    let error =
      (gradient[index] - difference).magnitude
      / max(gradient[index].magnitude + difference.magnitude, leastSize)
    return error.isNaN ? .infinity : error
  }

  /// The difference quotient for one parameter; nil if a function has a kink between its losses.
  func difference(at index: Int, step: Double) -> Double? {
    let value = parameters[index]
    let width = step * max(value.magnitude, 1).binade
    defer { plan.setParameter(index, to: value) }
    var losses: [Double] = []
    var before: [[Bool]]?
    for offset in [-2 * width, -width, width, 2 * width] {
      plan.setParameter(index, to: value + offset)
      plan.forward()
      let now = kinks.map { sides(ofInputsTo: $0) }
      guard before ?? now == now else { return nil }
      before = now
      losses.append(plan.lossValue() * scale)
    }
    return (8 * (losses[2] - losses[1]) - (losses[3] - losses[0])) / (12 * width)
  }

  /// Which values that go into a layer are above 0.
  private func sides(ofInputsTo layer: Int) -> [Bool] {
    (layer == 0 ? inputs : plan.output(ofLayer: layer - 1)).values.map { $0 > 0 }
  }
}

extension Objective {
  /// What the objective of the gradient is of the loss that is shown, which is a mean over the rows, or for the sum of
  /// squared errors the sum.
  func gradientScale(rows: Int) -> Double {
    switch (loss, reduction) {
    case (.sumOfSquaredErrors, .sum): 1
    case (.sumOfSquaredErrors, .mean): 1 / Double(rows)
    case (_, .mean): 1
    case (_, .sum): Double(rows)
    }
  }
}
