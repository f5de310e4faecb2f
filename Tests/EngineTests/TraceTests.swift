import CKernels
import Testing

@testable import Engine

/// A trace has the numbers of PyTorch's autograd, and the bits of evaluations, gradients and trainings.
@Suite struct TraceTests {
  private static let recorded = RecordedLines("torch_traces.txt").lines
  private static let count = 10

  private static let functions: [String: any Layer] = [
    "sigmoid": SigmoidLayer(), "tanh": TanhLayer(), "relu": ReLULayer(), "leaky_relu": LeakyReLULayer(slope: 0.1),
    "softplus": SoftplusLayer(), "elu": ELULayer(alpha: 0.7), "softmax": SoftmaxLayer(), "identity": IdentityLayer(),
  ]
  private static let losses: [String: Loss] = [
    "softmax_cross_entropy": .softmaxCrossEntropy, "mse": .meanSquaredError, "sse": .sumOfSquaredErrors,
    "binary_cross_entropy": .binaryCrossEntropy,
  ]

  @Test(arguments: 0..<count) func agreesWithAutograd(index: Int) throws {
    let lines = Self.recorded.filter { $0.words.first == String(index) }
    let net = try #require(lines.first).words
    let widths = net[2].split(separator: "-").compactMap { Int($0) }
    let rows = try #require(Int(net[6]))
    func numbers(_ words: String...) throws -> [Double] {
      try #require(lines.first { Array($0.words.dropFirst()) == words }?.numbers)
    }
    func matrix(_ values: [Double], columns: Int) -> Matrix {
      Matrix(rows: values.count / columns, columns: columns, values: values)
    }
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 0)
    for (layer, function) in net[3].split(separator: ",").enumerated() {
      network.addAffine(
        inputs: widths[layer], outputs: widths[layer + 1], weights: .constant(0), biases: .constant(0), from: &stream)
      let function = try #require(Self.functions[String(function)])
      network.add(function)
    }
    for block in network.blocks {
      network.replaceValues(of: block, by: try numbers(String(block.index), block.role.symbol), areInitial: true)
    }
    let loss = try #require(Self.losses[net[4]])
    let objective = Objective(loss: loss, reduction: net[5] == "sum" ? .sum : .mean)
    let inputs = matrix(try numbers("inputs"), columns: widths[0])
    let targets = matrix(try numbers("targets"), columns: widths[widths.count - 1])
    try #require(inputs.rows == rows && targets.rows == rows)
    let trace = Trace(network, inputs: inputs, targets: targets, objective: objective)
    func expect(_ values: [Double], _ name: String, _ layer: Int) throws {
      let wanted = try numbers(String(layer), name)
      try #require(values.count == wanted.count && !values.isEmpty)
      for (value, wanted) in zip(values, wanted) {
        #expect((value - wanted).magnitude <= 1e-12 * max(1, wanted.magnitude), "\(name)\(layer + 1)")
      }
    }
    for (layer, place) in network.shapedLayers.enumerated() {
      try expect(trace.layerOutputs[place].values, "z", layer)
      try expect(try #require(trace.outputGradients[place]).values, "delta", layer)
      try expect(trace.gradients.weights(layer).values, "dW", layer)
      try expect(trace.gradients.biases(layer).values, "db", layer)
    }
    let shown = try numbers("loss")[0]
    #expect((trace.gradients.loss - shown).magnitude <= 1e-12 * max(1, shown))
    let check = GradientCheck(network, inputs: inputs, targets: targets, objective: objective)
    #expect(check.agrees && check.rows == rows)
  }

  /// Nets with every layer there is, by row and by unit, in both precisions.
  private static func network(_ layer: any Layer, isLast: Bool, width: Int, _ precision: Precision) -> Network {
    var network = Network(precision: precision)
    var stream = RandomStream(seed: 3)
    network.addAffine(inputs: 3, outputs: width, weights: .normal(1), biases: .normal(1), from: &stream)
    network.add(BatchNormLayer())
    let hidden: any Layer = isLast ? DropoutLayer(0.5) : layer
    network.add(hidden)
    network.add(IdentityLayer())
    network.addAffine(inputs: width, outputs: 3, weights: .normal(1), biases: .normal(1), from: &stream)
    if isLast { network.add(layer) }
    return network
  }

  private static func matrix(rows: Int, seed: UInt32) -> Matrix {
    var stream = RandomStream(seed: seed)
    return Matrix(rows: rows, columns: 3, values: (0..<(3 * rows)).map { _ in stream.uniform() })
  }

  @Test(arguments: [Precision.float32, .float64], [1, 5, 40])
  func hasTheBitsOfGradientsAndEvaluations(precision: Precision, rows: Int) {
    let (inputs, targets) = (Self.matrix(rows: rows, seed: 1), Self.matrix(rows: rows, seed: 2))
    for layer in everyActivation + [SoftmaxLayer()] {
      for isLast in [false, true] {
        for loss in [Loss.softmaxCrossEntropy, .meanSquaredError, .sumOfSquaredErrors] {
          let network = Self.network(layer, isLast: isLast, width: 6, precision)
          let objective = Objective(loss: loss, reduction: .mean)
          let trace = Trace(network, inputs: inputs, targets: targets, objective: objective)
          let gradients = Gradients(network, inputs: inputs, targets: targets, objective: objective)
          #expect(trace.layerOutputs == Evaluation(network, inputs: inputs).layerOutputs)
          #expect(trace.gradients.loss == gradients.loss)
          for block in network.blocks where block.role.isLearnt {
            #expect(trace.gradients.values(of: block) == gradients.values(of: block), "\(layer), \(block.role.symbol)")
          }
          #expect(trace.outputGradients.allSatisfy { $0 != nil })
        }
      }
    }
  }

  @Test(arguments: [Precision.float32, .float64]) func aStepIsThatOfATraining(precision: Precision) {
    var network = Network(precision: precision)
    var stream = RandomStream(seed: 5)
    network.addAffine(inputs: 3, outputs: 4, weights: .he, biases: .normal(1), from: &stream)
    network.add(TanhLayer())
    network.addAffine(inputs: 4, outputs: 3, weights: .he, biases: .normal(1), from: &stream)
    let (inputs, targets) = (Self.matrix(rows: 7, seed: 1), Self.matrix(rows: 7, seed: 2))
    let objective = Objective(loss: .meanSquaredError, reduction: .mean)
    let trainer = Trainer(
      network, inputs: inputs, targets: targets, objective: objective,
      recipe: Recipe(learningRate: LearningRate(0.3)))
    trainer.run(steps: 1)
    let trace = Trace(network, inputs: inputs, targets: targets, objective: objective)
    #expect(trace.gradients.descended(rate: 0.3) == trainer.network)
    #expect(trainer.network != network)
  }

  @Test func nothingIsNeededBelowTheLowestWeights() {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 5)
    network.add(TanhLayer())
    network.addAffine(inputs: 3, outputs: 3, weights: .he, biases: .normal(1), from: &stream)
    let rows = Self.matrix(rows: 2, seed: 1)
    let trace = Trace(
      network, inputs: rows, targets: rows, objective: Objective(loss: .sumOfSquaredErrors, reduction: .sum))
    #expect(trace.outputGradients.map { $0 == nil } == [true, false])
  }

  /// What the outputs add to a loss, and the loss, whose formulas are those of its documentation.
  @Test func termsAddUpToTheLoss() {
    let (outputs, targets) = (Self.matrix(rows: 4, seed: 1), Self.matrix(rows: 4, seed: 2))
    for (loss, divisor) in [
      (Loss.softmaxCrossEntropy, 4.0), (.meanSquaredError, 12), (.sumOfSquaredErrors, 1), (.binaryCrossEntropy, 12),
    ] {
      var network = Network(precision: .float64)
      var stream = RandomStream(seed: 0)
      network.addAffine(inputs: 3, outputs: 3, weights: .constant(0), biases: .constant(0), from: &stream)
      for block in network.blocks where block.role.isMatrix {
        network.replaceValues(of: block, by: [1, 0, 0, 0, 1, 0, 0, 0, 1], areInitial: false)
      }
      let objective = Objective(loss: loss, reduction: .mean)
      let terms = objective.terms(of: outputs, targets, precision: .float64)
      let whole = Assessment(network, inputs: outputs, targets: targets, objective: objective).loss
      #expect((terms.values.reduce(0, +) / divisor - whole).magnitude < 1e-14, "\(loss)")
    }
    let term = Objective(loss: .sumOfSquaredErrors, reduction: .sum)
      .terms(of: Matrix([[0.75, 3]]), Matrix([[0.25, 1]]), precision: .float32)
    #expect(term == Matrix([[0.125, 2]]))
  }
}
