import CKernels
import Testing

@testable import Engine

/// What is easily one too few: the last value, the last chunk, the rows that are bytes, the state that is another's.
@Suite struct EdgeOfStepTests {
  private static func network(
    _ precision: Precision, inputs: Int = 3, hidden: Int = 5, outputs: Int = 2
  ) -> Network {
    var network = Network(precision: precision)
    var stream = RandomStream(seed: 2)
    network.addAffine(inputs: inputs, outputs: hidden, weights: .normal(0.5), biases: .normal(0.5), from: &stream)
    network.add(TanhLayer())
    network.addAffine(inputs: hidden, outputs: outputs, weights: .normal(0.5), biases: .normal(0.5), from: &stream)
    return network
  }

  private let squared = Objective(loss: .meanSquaredError, reduction: .mean)

  @Test(arguments: [Precision.float64, .float32]) func everyValueIsLookedAtForBeingFinite(precision: Precision) {
    var start = Self.network(precision)
    start.add(BatchNormLayer())
    let count = start.parameterCount + start.statisticCount
    for index in 0..<count {
      var network = start
      var values = network.blocks.flatMap { network.values(of: $0).values }
      values[index] = index % 2 == 0 ? .infinity : .nan
      network.replaceValues(values)
      let trainer = Trainer(
        network, inputs: Matrix([[1, 2, 3], [0, 1, 0]]), targets: Matrix([[0, 1], [1, 0]]), objective: squared,
        recipe: Recipe(learningRate: LearningRate(0.1)))
      #expect(!trainer.isFinite, "value \(index) of \(count)")
    }
  }

  @Test func theLossOfManyRowsIsTheirMean() {
    let network = Self.network(.float64)
    var stream = RandomStream(seed: 3)
    let rows = 2345
    let inputs = Matrix(rows: rows, columns: 3, values: (0..<(3 * rows)).map { _ in stream.normal() })
    let targets = Matrix(rows: rows, columns: 2, values: (0..<(2 * rows)).map { _ in stream.normal() })
    for loss in [Loss.meanSquaredError, .sumOfSquaredErrors] {
      let objective = Objective(loss: loss, reduction: .mean)
      let whole = Assessment(network, inputs: inputs, targets: targets, objective: objective).loss
      let each = (0..<rows).map { row in
        Assessment(network, inputs: inputs.slice(row: row), targets: targets.slice(row: row), objective: objective).loss
      }
      let sum = each.reduce(0, +)
      let expected = loss == .meanSquaredError ? sum / Double(rows) : sum
      #expect((whole - expected).magnitude < 1e-11 * expected, "\(loss)")
    }
  }

  /// Row by row and unit by unit, in either precision: bytes over a number are the quotients.
  @Test(arguments: [Precision.float64, .float32], [2, 300]) func bytesAreDivided(precision: Precision, rows: Int) {
    let bytes = (0..<(rows * 4)).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
    let quotients = bytes.map { precision == .float64 ? Double($0) / 255 : Double(Float($0) / 255) }
    let targets = Matrix(rows: rows, columns: 2, values: (0..<(rows * 2)).map { Double($0 % 2) })
    let matrices = [
      Matrix(rows: rows, columns: 4, bytes: bytes, divisor: 255), Matrix(rows: rows, columns: 4, values: quotients),
    ]
    let digests = matrices.map { inputs in
      let trainer = Trainer(
        Self.network(precision, inputs: 4), inputs: inputs, targets: targets, objective: squared,
        recipe: Recipe(learningRate: LearningRate(0.1), order: rows == 2 ? .shuffled(2) : .all))
      trainer.run(steps: 20)
      return trainer.network.digest
    }
    #expect(digests[0] == digests[1])
  }

  @Test func theStateOfAnotherOptimizerIsNotTakenOver() {
    let (inputs, targets) = (Matrix([[1, 2, 3], [0, 1, 0]]), Matrix([[0, 1], [1, 0]]))
    func trainer(_ optimizer: Optimizer, _ state: OptimizerState?) -> Trainer {
      let trainer = Trainer(
        Self.network(.float64), inputs: inputs, targets: targets, objective: squared,
        recipe: Recipe(learningRate: LearningRate(0.1), optimizer: optimizer), state: state)
      trainer.run(steps: 5)
      return trainer
    }
    let state = trainer(Optimizer(.momentum(0.9)), nil).optimizerState
    let fresh = trainer(Optimizer(.nesterov(0.9)), nil)
    #expect(trainer(Optimizer(.nesterov(0.9)), state).network.digest == fresh.network.digest)
    #expect(
      trainer(Optimizer(.momentum(0.9)), state).network.digest != trainer(Optimizer(.momentum(0.9)), nil).network.digest
    )
    #expect(
      trainer(Optimizer(.momentum(0.8)), state).network.digest == trainer(Optimizer(.momentum(0.8)), nil).network.digest
    )
  }

  /// What optimisers remember is as much a result as the weights.
  @Test(arguments: KernelForm.names.filter { KernelForm(named: $0) != nil }, [Precision.float64, .float32])
  func statesAreTheSameInEveryFormAndByAnyNumberOfThreads(form: String, precision: Precision) throws {
    let rules: [Optimizer.Rule] = [.momentum(0.9), .nesterov(0.8), .adagrad, .rmsprop(0.9), .adam(0.9, 0.99)]
    let optimizers = rules.flatMap { [Optimizer($0, weightDecay: 0.01), Optimizer($0, source: .book, clipping: 0.1)] }
    var stream = RandomStream(seed: 4)
    for (inputs, hidden, rows) in [(3, 5, 4), (33, 70, 40)] {
      let network = Self.network(precision, inputs: inputs, hidden: hidden)
      let samples = Matrix(rows: rows, columns: inputs, values: (0..<(rows * inputs)).map { _ in stream.normal() })
      let targets = Matrix(rows: rows, columns: 2, values: (0..<(rows * 2)).map { Double($0 % 2) })
      for optimizer in optimizers {
        let states = try [("portable", 1), (form, 1), (form, 3)].map { name, threads in
          let trainer = Trainer(
            network, inputs: samples, targets: targets, objective: squared,
            recipe: Recipe(learningRate: LearningRate(0.1), optimizer: optimizer, order: .shuffled(3)),
            kernels: try #require(KernelForm(named: name)), threads: ThreadCount(exactly: threads))
          trainer.run(steps: 9)
          return trainer.optimizerState
        }
        #expect(states[0] == states[1] && states[0] == states[2], "\(optimizer)")
        #expect(states[0].steps == 9 && states[0].values.count > 0)
      }
    }
  }

  /// PyTorch's BCELoss divides by x (1 - x), but by no less than 1e-12.
  @Test func aSureOutputHasTheGradientOfPyTorch() {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 0)
    network.addAffine(inputs: 1, outputs: 1, weights: .constant(0), biases: .constant(1), from: &stream)
    let gradients = Gradients(
      network, inputs: Matrix([[0]]), targets: Matrix([[0]]),
      objective: Objective(loss: .binaryCrossEntropy, reduction: .mean))
    #expect(gradients.biases(0)[0, 0] == 1 / 1e-12)
  }

  /// A plan's operations belong to the layers in their order, forward and backward.
  @Test func everyOperationHasAnOwner() {
    let network = Self.network(.float64)
    let memory = PlanMemory(scalarSize: 8)
    let layout = Layout.byRow(rows: 4)
    let buffers = PlanBuffers<Double>(network, layout, .gradients, nil, memory)
    let batch = PlannedBatch(network, layout, buffers, squared, .gradients, memory)
    #expect(
      batch.step.map { String(cString: nb_kind_name($0.kind)) } == [
        "AFFINE", "AFFINE", "SQUARED_ERROR_BACK", "AFFINE_BACK", "AFFINE_PARAMETERS", "AFFINE_PARAMETERS",
      ])
    #expect(batch.owners == [0, 2, nil, 2, 2, 0])
    let unit = PlannedBatch(network, .byUnit(rows: 4, stride: 4), buffers, squared, .gradients, memory)
    #expect(
      unit.step.map { String(cString: nb_kind_name($0.kind)) } == [
        "UNITS_AFFINE", "UNITS_AFFINE", "SQUARED_ERROR_BACK", "UNITS_AFFINE_BACK", "UNITS_AFFINE_PARAMETERS",
        "UNITS_AFFINE_PARAMETERS",
      ])
    for batch in [batch, unit] {
      #expect(batch.step[0].activation == NB_TANH && batch.step[3].activation == NB_TANH_BACK)
    }
  }
}
