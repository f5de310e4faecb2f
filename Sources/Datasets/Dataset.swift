// Datasets: samples to learn from, drawn by the program or read from files. It knows nothing of the language.

import Engine

/// Samples to learn from: one row each, inputs beside targets.
public struct Dataset: Sendable, Equatable {
  /// What the samples are called in sentences.
  public var name: String
  /// The inputs, one row a sample.
  public var inputs: Matrix
  /// The targets as they were given, one row a sample: values, class labels, or one column a class.
  public var targets: Matrix
  /// The samples kept back to test on, if there are any.
  public var test: Samples?
  /// The names of the classes 0, 1, 2 …, if they have any.
  public var classNames: [String]?
  /// The names of the input columns, if they have any: as many as there are columns.
  public var inputNames: [String]?
  /// The names of the target columns as they were given, if they have any.
  public var targetNames: [String]?
  /// The extents of the picture that a row of inputs is, if it is one.
  public var pictureShape: PictureShape?
  /// How the inputs were brought to scale, in the order in which it was done.
  public internal(set) var normalisations: [Normalisation] = []

  /// The bytes of memory that the values take.
  public var byteCount: Int {
    let parts = [inputs, targets] + (test.map { [$0.inputs, $0.targets] } ?? [])
    return parts.reduce(0) { $0 + $1.byteCount }
  }

  /// Creates a data set; inputs and targets must have as many rows.
  public init(name: String, inputs: Matrix, targets: Matrix) {
    precondition(inputs.rows == targets.rows, "every sample needs inputs and targets")
    self.name = name
    self.inputs = inputs
    self.targets = targets
  }

  /// Samples apart from the others.
  public struct Samples: Sendable, Equatable {
    /// The inputs, one row a sample.
    public var inputs: Matrix
    /// The targets as they were given, one row a sample.
    public var targets: Matrix
    /// Whether they were drawn from among the others, and do not lie apart from them of old.
    public let isDrawn: Bool

    /// Creates samples; inputs and targets must have as many rows.
    public init(inputs: Matrix, targets: Matrix, isDrawn: Bool = false) {
      precondition(inputs.rows == targets.rows, "every sample needs inputs and targets")
      (self.inputs, self.targets, self.isDrawn) = (inputs, targets, isDrawn)
    }

    /// The number of samples.
    public var count: Int { inputs.rows }
  }

  /// The extents of a picture whose pixels stand row after row.
  public struct PictureShape: Sendable, Equatable {
    /// The pixels from top to bottom.
    public let rows: Int
    /// The pixels from left to right.
    public let columns: Int

    /// Creates a shape.
    public init(rows: Int, columns: Int) { (self.rows, self.columns) = (rows, columns) }
  }

  /// One more than the largest class label, or nil unless the targets are one column of labels 0, 1, 2 …
  public var classCount: Int? {
    let isLabel = { (value: Double) in value >= 0 && value < 1_000_000 && value == value.rounded() }
    var largest: Double?
    let areLabels = allTargets { matrix in
      matrix.allSatisfy { value in
        largest = max(largest ?? value, value)
        return isLabel(value)
      }
    }
    guard targets.columns == 1, areLabels else { return nil }
    return largest.map { Int($0) + 1 }
  }

  /// The number of classes if each of the labels 0, 1, 2 … up to the largest occurs; other whole numbers may be no labels.
  public var usedClassCount: Int? {
    guard let count = classCount, count <= targets.rows + (test?.count ?? 0) else { return nil }
    var isUsed = [Bool](repeating: false, count: count)
    _ = allTargets { matrix in
      matrix.allSatisfy { label in
        isUsed[Int(label)] = true
        return true
      }
    }
    return isUsed.allSatisfy { $0 } ? count : nil
  }

  /// Whether the targets are one column with no more than two values, which one output can tell apart.
  public var isTwoValued: Bool {
    guard targets.columns == 1 else { return false }
    var values: [Double] = []
    return allTargets { matrix in
      matrix.allSatisfy { value in
        if !values.contains(value) { values.append(value) }
        return values.count <= 2
      }
    }
  }

  /// Whether every row of the targets holds probabilities that add up to 1, as softmax cross-entropy needs them.
  public var hasDistributions: Bool {
    allTargets { matrix in
      (0..<matrix.rows).allSatisfy { row in
        let values = matrix.row(row)
        return values.allSatisfy { $0 >= 0 } && (values.reduce(0, +) - 1).magnitude < 1e-6
      }
    }
  }

  /// Whether all targets are from 0 to 1, as binary cross-entropy needs them.
  public var hasShares: Bool { allTargets { $0.allSatisfy((0...1).contains) } }

  private func allTargets(_ condition: (Matrix) -> Bool) -> Bool {
    condition(targets) && test.map { condition($0.targets) } ?? true
  }

  /// The class labels as one column a class: 1 in the column of the sample's class, otherwise 0.
  public static func oneHot(_ labels: Matrix, classes: Int) -> Matrix {
    var values = [Double](repeating: 0, count: labels.rows * classes)
    for row in 0..<labels.rows { values[row * classes + Int(labels[row, 0])] = 1 }
    return Matrix(rows: labels.rows, columns: classes, values: values)
  }
}
