import CKernels

/// What a network gives for some rows: every layer's output. Nothing is drawn, and nothing changes.
public struct Evaluation: Sendable {
  /// The output of every layer, from the input up, one row a sample.
  public let layerOutputs: [Matrix]

  /// Runs a network forward; the inputs must have the network's width.
  public init(_ network: Network, inputs: Matrix) {
    network.require(inputs)
    layerOutputs =
      switch network.parameters {
      case .float32(let values): Self.forward(network, values, inputs)
      case .float64(let values): Self.forward(network, values, inputs)
      }
  }

  private static func forward<Scalar: KernelScalar>(
    _ network: Network, _ values: [Scalar], _ inputs: Matrix
  ) -> [Matrix] {
    let plan = Plan<Scalar>(
      network, parameters: values, capacity: inputs.rows, purpose: .evaluation)
    plan.load(0..<inputs.rows, of: inputs)
    plan.forward()
    return network.layers.indices.map { plan.output(ofLayer: $0) }
  }

  /// What the last layer gives.
  public var outputs: Matrix { layerOutputs[layerOutputs.count - 1] }

  /// Softmax of every row of some logits, in a precision.
  public static func softmax(of logits: Matrix, precision: Precision) -> Matrix {
    func apply<Scalar: KernelScalar>(_ type: Scalar.Type) -> Matrix {
      let input = logits.values.map { Scalar($0) }
      var output = input
      input.withUnsafeBytes { x in
        output.withUnsafeMutableBytes { y in
          var operation = nb_operation(NB_SOFTMAX, rows: logits.rows, columns: logits.columns) {
            $0.function = nb_function(input: x.baseAddress, output: y.baseAddress)
          }
          nb_run(Scalar.runner(.standard), &operation, 1, 1, 1, nil)
        }
      }
      return Matrix(rows: logits.rows, columns: logits.columns, values: output.map { Double($0) })
    }
    return precision == .float64 ? apply(Double.self) : apply(Float.self)
  }
}

/// How good a network is on some rows.
public struct Assessment: Sendable, Equatable {
  /// The loss, as it is shown: the mean over the rows, or for the sum of squared errors the sum.
  public let loss: Double
  /// The class predicted for every row: the largest column, or for one column the side of one half.
  public let classes: [Int]
  /// The share of rows whose class is right.
  public let accuracy: Double
  /// How far the outputs are from the targets; nil where the loss includes softmax, and they are no predictions yet.
  public let regression: Regression?

  /// How far predictions of numbers are from their targets.
  public struct Regression: Sendable, Equatable {
    /// The root of the mean squared difference.
    public let rmse: Double
    /// The coefficient of determination.
    public let r2: Double

    /// Creates it from its numbers.
    public init(rmse: Double, r2: Double) { (self.rmse, self.r2) = (rmse, r2) }
  }

  /// The rows that are looked at together, so that memory does not grow with the data.
  private static let chunk = 1000

  /// Runs a network forward on all rows, so many at a time; there must be at least one, of the network's widths.
  public init(_ network: Network, inputs: Matrix, targets: Matrix, objective: Objective) {
    network.require(inputs, targets)
    let arePredictions = objective.loss != .softmaxCrossEntropy
    var predictions: [Double] = []
    func assess<Scalar: KernelScalar>(_ values: [Scalar]) -> (Double, [Int]) {
      let plan = Plan<Scalar>(
        network, parameters: values, capacity: min(Self.chunk, inputs.rows), objective: objective, purpose: .evaluation)
      var (total, classes) = (0.0, [Int]())
      for start in stride(from: 0, to: inputs.rows, by: Self.chunk) {
        let rows = start..<min(start + Self.chunk, inputs.rows)
        plan.load(rows, of: inputs, targets)
        plan.forward()
        let weight = objective.loss == .sumOfSquaredErrors ? 1 : Double(rows.count) / Double(inputs.rows)
        total += plan.lossValue() * weight
        let outputs = plan.output(ofLayer: network.layers.count - 1)
        classes += (0..<rows.count).map { predictedClass(outputs, row: $0) }
        if arePredictions { predictions += outputs.values }
      }
      return (total, classes)
    }
    switch network.parameters {
    case .float32(let values): (loss, classes) = assess(values)
    case .float64(let values): (loss, classes) = assess(values)
    }
    let right = zip(classes, 0...).count { $0 == predictedClass(targets, row: $1) }
    accuracy = Double(right) / Double(inputs.rows)
    regression =
      arePredictions
      ? Regression(Matrix(rows: targets.rows, columns: targets.columns, values: predictions), targets) : nil
  }

  /// The loss of every row by itself: as it is shown, of data that has this row alone.
  public static func rowLosses(
    _ network: Network, inputs: Matrix, targets: Matrix, objective: Objective
  ) -> [Double] {
    network.require(inputs, targets)
    func losses<Scalar: KernelScalar>(_ values: [Scalar]) -> [Double] {
      let plan = Plan<Scalar>(
        network, parameters: values, capacity: min(chunk, inputs.rows), objective: objective, purpose: .evaluation)
      return stride(from: 0, to: inputs.rows, by: chunk).flatMap { start in
        plan.load(start..<min(start + chunk, inputs.rows), of: inputs, targets)
        plan.forward()
        return plan.rowLossValues()
      }
    }
    return switch network.parameters {
    case .float32(let values): losses(values)
    case .float64(let values): losses(values)
    }
  }
}

extension Assessment.Regression {
  fileprivate init(_ predictions: Matrix, _ targets: Matrix) {
    rmse = rootMeanSquaredError(of: predictions, targets: targets)
    r2 = determination(of: predictions, targets: targets)
  }
}

/// What stays of an assessment for every row of a log: it does not grow with the data.
public struct Score: Sendable, Equatable {
  /// The loss.
  public let loss: Double
  /// The share of rows whose class is right.
  public let accuracy: Double

  /// How far outputs are from targets that are numbers; nil where they are not compared.
  public let regression: Assessment.Regression?

  /// Creates it from its numbers.
  public init(loss: Double, accuracy: Double, regression: Assessment.Regression?) {
    (self.loss, self.accuracy, self.regression) = (loss, accuracy, regression)
  }

  /// Takes the numbers of an assessment.
  public init(_ assessment: Assessment) {
    (loss, accuracy, regression) = (assessment.loss, assessment.accuracy, assessment.regression)
  }
}

/// The class that a row of outputs or targets stands for: the largest column, or for one column the side of one half.
public func predictedClass(_ matrix: Matrix, row: Int) -> Int {
  matrix.columns == 1 ? (matrix[row, 0] >= 0.5 ? 1 : 0) : matrix.largestColumn(ofRow: row)
}

/// The share of rows whose class is right.
public func accuracy(of outputs: Matrix, targets: Matrix) -> Double {
  let right = (0..<outputs.rows).count { predictedClass(outputs, row: $0) == predictedClass(targets, row: $0) }
  return Double(right) / Double(outputs.rows)
}
