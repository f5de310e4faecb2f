import Testing

@testable import Engine

/// How far predictions are from their targets, as scikit-learn measures it, and the loss of each row.
@Suite struct RegressionMeasureTests {
  private static let recorded = RecordedLines("regression.txt").lines
  private static let names = recorded.filter { $0.words.last == "measures" }.map { $0.words[0] }

  private func matrix(_ name: String, _ word: String) throws -> Matrix {
    let line = try #require(Self.recorded.first { $0.words.starts(with: [name, word]) })
    let columns = try #require(line.words.last.flatMap { Int($0) })
    return Matrix(rows: line.numbers.count / columns, columns: columns, values: line.numbers)
  }

  @Test func theMeasuresAreThoseOfScikitLearn() throws {
    try #require(Self.names.count == 6)
    for name in Self.names {
      let (predictions, targets) = (try matrix(name, "predictions"), try matrix(name, "targets"))
      let wanted = try #require(Self.recorded.first { $0.words == [name, "measures"] }).numbers
      let found = [
        rootMeanSquaredError(of: predictions, targets: targets), meanAbsoluteError(of: predictions, targets: targets),
        determination(of: predictions, targets: targets),
      ]
      for (value, number) in zip(found, wanted) {
        #expect((value - number).magnitude <= 1e-12 * max(1, number.magnitude), "\(name)")
      }
    }
  }

  /// The mean of three times 0.1 is rounded to another number than 0.1.
  @Test func aConstantColumnIsOneWhoseValuesAreTheSame() {
    let targets = Matrix([[0.1], [0.1], [0.1]])
    #expect((0.1 + 0.1 + 0.1) / 3 != 0.1)
    #expect(determination(of: targets, targets: targets) == 1)
    #expect(determination(of: Matrix([[0.1], [0.1], [0.2]]), targets: targets) == 0)
    #expect(determination(of: Matrix([[7]]), targets: Matrix([[7]])) == 1)
  }

  @Test func anAssessmentMeasuresOverAllItsChunks() throws {
    var network = Network(precision: .float64)
    var stream = RandomStream(seed: 5)
    network.addAffine(inputs: 2, outputs: 2, weights: .normal(1), biases: .normal(1), from: &stream)
    let inputs = Matrix(rows: 2300, columns: 2, values: (0..<4600).map { _ in stream.normal() })
    let targets = Matrix(rows: 2300, columns: 2, values: (0..<4600).map { _ in stream.normal() })
    let outputs = Evaluation(network, inputs: inputs).outputs
    let mse = Assessment(
      network, inputs: inputs, targets: targets, objective: Objective(loss: .meanSquaredError, reduction: .mean))
    let regression = try #require(mse.regression)
    #expect(regression.rmse == rootMeanSquaredError(of: outputs, targets: targets))
    #expect(regression.r2 == determination(of: outputs, targets: targets))
    #expect((regression.rmse * regression.rmse - mse.loss).magnitude < 1e-12)
    let shares = Matrix(rows: 2300, columns: 2, values: (0..<2300).flatMap { [Double($0 % 2), Double(1 - $0 % 2)] })
    let softmax = Objective(loss: .softmaxCrossEntropy, reduction: .mean)
    #expect(Assessment(network, inputs: inputs, targets: shares, objective: softmax).regression == nil)
  }

  /// A row by itself has the very loss of data that has no other, in both precisions and past the end of a chunk.
  @Test(arguments: [Precision.float32, .float64], [Loss.meanSquaredError, .sumOfSquaredErrors, .softmaxCrossEntropy])
  func theLossOfARowIsThatOfDataThatHasNoOther(precision: Precision, loss: Loss) {
    var network = Network(precision: precision)
    var stream = RandomStream(seed: 5)
    network.addAffine(inputs: 3, outputs: 5, weights: .normal(1), biases: .normal(1), from: &stream)
    network.add(TanhLayer())
    network.addAffine(inputs: 5, outputs: 2, weights: .normal(1), biases: .normal(1), from: &stream)
    let inputs = Matrix(rows: 1003, columns: 3, values: (0..<3009).map { _ in stream.normal() })
    let targets = Matrix(rows: 1003, columns: 2, values: (0..<1003).flatMap { [Double($0 % 2), Double(1 - $0 % 2)] })
    let objective = Objective(loss: loss, reduction: .mean)
    let losses = Assessment.rowLosses(network, inputs: inputs, targets: targets, objective: objective)
    #expect(losses.count == 1003)
    for row in [0, 1, 2, 17, 998, 999, 1000, 1001, 1002] {
      let alone = Gradients(
        network, inputs: inputs.slice(row: row), targets: targets.slice(row: row), objective: objective)
      #expect(losses[row] == alone.loss, "row \(row)")
    }
  }
}
