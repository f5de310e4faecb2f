import Testing

@testable import Engine

/// The gradient of every layer and loss against central finite differences.
@Suite struct GradientTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let activation: any Layer
    let isLast: Bool
    let loss: Loss
    let reduction: Reduction
    let rows: Int
    var testDescription: String { "\(activation) \(isLast ? "last" : "hidden"), \(loss), \(reduction), \(rows) rows" }
  }

  static let cases: [Case] = {
    let activations = everyActivation + [IdentityLayer(), SoftmaxLayer()]
    var cases: [Case] = []
    for activation in activations {
      for reduction in [Reduction.mean, .sum] {
        for rows in [1, 5] {
          for loss in [Loss.softmaxCrossEntropy, .meanSquaredError, .sumOfSquaredErrors] {
            for isLast in [false, true] {
              cases.append(Case(activation: activation, isLast: isLast, loss: loss, reduction: reduction, rows: rows))
            }
          }
          if activation is SigmoidLayer || activation is SoftmaxLayer {
            cases.append(
              Case(activation: activation, isLast: true, loss: .binaryCrossEntropy, reduction: reduction, rows: rows))
          }
        }
      }
    }
    return cases
  }()

  /// The step of the difference, and the largest difference allowed relative to the largest gradient.
  private static let step = 1e-5
  private static let tolerance = 1e-7

  @Test(arguments: cases) func agreesWithFiniteDifferences(testCase: Case) throws {
    var stream = RandomStream(seed: 3)
    let network = Self.network(testCase, &stream)
    let inputs = Self.matrix(rows: testCase.rows, columns: 3) { stream.normal() }
    let targets = Self.targets(rows: testCase.rows, &stream)
    let objective = Objective(loss: testCase.loss, reduction: testCase.reduction)
    let analytic = Gradients(network, inputs: inputs, targets: targets, objective: objective)
    let parameters = try #require(network.parameters.as(Double.self))

    var measured: [Double] = []
    for index in parameters.indices {
      let losses = [Self.step, -Self.step].map { offset in
        var moved = network
        var values = parameters
        values[index] += offset
        moved.parameters = .float64(values)
        return Gradients(moved, inputs: inputs, targets: targets, objective: objective).loss
      }
      measured.append((losses[0] - losses[1]) / (2 * Self.step) * Self.scale(testCase))
    }
    let computed = (0..<network.shapedLayers.count).flatMap { analytic.weights($0).values + analytic.biases($0).values }
    let largest = try #require(measured.map(\.magnitude).max())
    #expect(largest > 1e-3, "a gradient of zero would agree with anything")
    try #require(computed.count == parameters.count)
    for (value, difference) in zip(computed, measured) {
      #expect((value - difference).magnitude <= Self.tolerance * max(largest, 1))
    }
  }

  /// What the gradient's objective is of the loss that is shown: the shown one is a mean over the rows, or a sum for sse.
  private static func scale(_ testCase: Case) -> Double {
    let rows = Double(testCase.rows)
    switch (testCase.loss, testCase.reduction) {
    case (.sumOfSquaredErrors, .sum): return 1
    case (.sumOfSquaredErrors, .mean): return 1 / rows
    case (_, .mean): return 1
    case (_, .sum): return rows
    }
  }

  private static func network(_ testCase: Case, _ stream: inout RandomStream) -> Network {
    var network = Network(precision: .float64)
    network.addAffine(inputs: 3, outputs: 4, weights: .normal(1), biases: .normal(1), from: &stream)
    let hidden: any Layer = testCase.isLast ? TanhLayer() : testCase.activation
    network.add(hidden)
    network.addAffine(inputs: 4, outputs: 3, weights: .normal(1), biases: .normal(1), from: &stream)
    if testCase.isLast { network.add(testCase.activation) }
    return network
  }

  private static func matrix(rows: Int, columns: Int, _ value: () -> Double) -> Matrix {
    Matrix(rows: rows, columns: columns, values: (0..<(rows * columns)).map { _ in value() })
  }

  /// Probabilities that add up to 1, which every loss takes.
  private static func targets(rows: Int, _ stream: inout RandomStream) -> Matrix {
    let raw = matrix(rows: rows, columns: 3) { stream.uniform() + 0.1 }
    let values = (0..<rows).flatMap { row in
      let sum = raw.row(row).reduce(0, +)
      return raw.row(row).map { $0 / sum }
    }
    return Matrix(rows: rows, columns: 3, values: values)
  }
}
