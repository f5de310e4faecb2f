import Testing

@testable import Engine

/// What outputs stand for, at the ends of what numbers can be.
@Suite struct EvaluationTests {
  @Test(arguments: [Precision.float32, .float64]) func softmaxOfLargeNumbersIsFinite(precision: Precision) {
    let softmax = Evaluation.softmax(of: Matrix([[1000, 1000, 0], [-1000, -1000, -1000]]), precision: precision)
    #expect(softmax.row(0) == [0.5, 0.5, 0])
    let third = precision == .float32 ? Double(Float(1) / 3) : 1.0 / 3
    #expect(softmax.row(1) == [third, third, third])
  }

  /// PyTorch's BCELoss cuts each logarithm at -100.
  @Test func aSureOutputCostsAHundredWhereItIsWrong() {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 0)
    network.addAffine(inputs: 1, outputs: 1, weights: .constant(0), biases: .constant(1000), from: &stream)
    network.add(SigmoidLayer())
    let objective = Objective(loss: .binaryCrossEntropy, reduction: .mean)
    func loss(_ target: Double) -> Double {
      Assessment(network, inputs: Matrix([[0]]), targets: Matrix([[target]]), objective: objective).loss
    }
    #expect(loss(0) == 100 && loss(1) == 0 && loss(0.25) == 75)
  }

  @Test func oneHalfIsTheUpperSideAndTheFirstOfEqualsTheLargest() {
    #expect(predictedClass(Matrix([[0.5]]), row: 0) == 1)
    #expect(predictedClass(Matrix([[(0.5).nextDown]]), row: 0) == 0)
    #expect(predictedClass(Matrix([[0, 0], [1, 2], [2, 2]]), row: 1) == 1)
    #expect(predictedClass(Matrix([[0, 0], [1, 2], [2, 2]]), row: 2) == 0)
  }
}
