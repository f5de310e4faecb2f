import Testing

@testable import Engine

/// Which outputs count as stuck, and that training does not move these.
@Suite struct SaturationTests {
  /// What goes into the last function, the target, and whether the output is stuck there in double precision.
  private static let cases: [(any Layer, Loss, Double, Double, Bool)] = [
    (SigmoidLayer(), .meanSquaredError, 40, 0, true),  // the output is 1
    (SigmoidLayer(), .meanSquaredError, 40, 1, false),  // and meets its target
    (SigmoidLayer(), .meanSquaredError, 40, 0.995, false),  // or nearly
    (SigmoidLayer(), .meanSquaredError, 40, 0.98, true),
    (SigmoidLayer(), .meanSquaredError, 40, 3, false),  // as near to it as it can be
    (SigmoidLayer(), .meanSquaredError, 30, 0, false),  // the slope is 1e-13
    (SigmoidLayer(), .meanSquaredError, -35, 1, false),  // 6e-16
    (SigmoidLayer(), .meanSquaredError, -37, 1, true),  // 9e-17
    (SigmoidLayer(), .sumOfSquaredErrors, -37, 1, true),
    (SigmoidLayer(), .binaryCrossEntropy, -37, 1, false),  // 9e-17 over 1e-12
    (SigmoidLayer(), .binaryCrossEntropy, -63, 1, false),  // 4e-28 over 1e-12
    (SigmoidLayer(), .binaryCrossEntropy, -64, 1, true),  // 2e-28 over 1e-12
    (SigmoidLayer(), .binaryCrossEntropy, 40, 0, true),
    (SigmoidLayer(), .softmaxCrossEntropy, 40, 0, false),
    (TanhLayer(), .meanSquaredError, 20, -1, true),
    (TanhLayer(), .meanSquaredError, 20, 0, true),
    (TanhLayer(), .meanSquaredError, -20, 0, true),
    (TanhLayer(), .meanSquaredError, -20, -1, false),
    (TanhLayer(), .meanSquaredError, -20, -3, false),
    (TanhLayer(), .meanSquaredError, 10, 0, false),  // the slope is 8e-9
    (IdentityLayer(), .meanSquaredError, 40, 0, false),
    (ReLULayer(), .meanSquaredError, -40, 1, false),
  ]

  private func network(_ function: any Layer, _ precision: Precision, outputs: Int = 1) -> Network {
    var network = Network(precision: precision)
    var stream = RandomStream(seed: 0)
    network.addAffine(inputs: 1, outputs: outputs, weights: .constant(1), biases: .constant(0), from: &stream)
    network.add(function)
    return network
  }

  @Test(arguments: cases.indices) func isFoundWhereTheErrorNoLongerArrives(index: Int) {
    let (function, loss, input, target, isStuck) = Self.cases[index]
    let network = network(function, .float64)
    let (inputs, targets) = (Matrix([[input]]), Matrix([[target]]))
    let found = Saturation(network, inputs: inputs, targets: targets, loss: loss)
    #expect(found?.stuckRows == (isStuck ? [1] : nil), "\(Self.cases[index])")
    guard isStuck else { return }
    let trainer = Trainer(
      network, inputs: inputs, targets: targets, objective: Objective(loss: loss, reduction: .mean),
      recipe: Recipe(learningRate: LearningRate(1 / input.magnitude)))
    trainer.run(steps: 1000)
    // A step moves the weight by the rate, the input, twice an error of up to 2, and a share below 2⁻⁵².
    let weight = trainer.network.values(of: trainer.network.blocks[0])[0, 0]
    #expect((weight - 1).magnitude < 1000 * 4 * 0x1p-52, "\(Self.cases[index]): \(weight)")
  }

  @Test func singlePrecisionIsLostSooner() {
    func isStuck(_ input: Double, _ loss: Loss, _ precision: Precision) -> Bool {
      Saturation(network(SigmoidLayer(), precision), inputs: Matrix([[input]]), targets: Matrix([[1]]), loss: loss)
        != nil
    }
    #expect(isStuck(-17, .meanSquaredError, .float32) && !isStuck(-17, .meanSquaredError, .float64))
    #expect(!isStuck(-15, .meanSquaredError, .float32))
    // The slope, 4e-8, is divided away again.
    #expect(!isStuck(-17, .binaryCrossEntropy, .float32))
    #expect(isStuck(-45, .binaryCrossEntropy, .float32) && !isStuck(-45, .binaryCrossEntropy, .float64))
  }

  @Test func rowsAreCountedForEveryOutputAndWhateverHandsItOn() {
    var network = network(SigmoidLayer(), .float64, outputs: 3)
    network.add(IdentityLayer())
    network.add(DropoutLayer(0.5))
    let rows = 2500
    let inputs = Matrix(rows: rows, columns: 1, values: (0..<rows).map { $0 % 5 == 0 ? 50 : 0 })
    let targets = Matrix(
      rows: rows, columns: 3, values: (0..<rows).flatMap { [0, 1, $0 % 2 == 0 ? 1 : 0] })
    let found = Saturation(network, inputs: inputs, targets: targets, loss: .binaryCrossEntropy)
    #expect(found?.stuckRows == [500, 0, 250])
    network.add(SoftmaxLayer())
    #expect(Saturation(network, inputs: inputs, targets: targets, loss: .binaryCrossEntropy) == nil)
  }
}
