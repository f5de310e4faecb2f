import CKernels

/// What a teacher writes about a loss, in plain text over the names of its values.
public struct LossFormulas: Sendable {
  /// What is made of an output first, and its name: `p`, `exp(y) / Σ exp(y)`; nil if nothing is.
  public let prediction: (name: String, formula: String)?
  /// How far an output is from its target: `y - t`.
  public let error: String
  /// What an output adds to the loss: `½ (y - t)²`.
  public let term: String
  /// What the loss is of all these.
  public let total: Total
  /// The gradient by an output: `(y - t) / 4`.
  public let gradient: String

  /// What a loss is of what its outputs add to it.
  public enum Total: Sendable {
    case sum
    /// The mean over rows and columns.
    case mean
    /// The mean over the rows of the sum over a row.
    case meanOfRows
  }
}

extension Objective {
  /// The formulas for so many rows and columns of outputs of some name; targets are `t`.
  public func formulas(output y: String, rows: Int, columns: Int) -> LossFormulas {
    let arithmetic = arithmetic(rows: rows, columns: columns)
    func divided(_ error: String, isSum: Bool = true) -> String {
      arithmetic.divisor == 1 ? error : "\(isSum ? "(\(error))" : error) / \(written(arithmetic.divisor))"
    }
    let error = "\(y) - t"
    return switch loss {
    case .softmaxCrossEntropy:
      LossFormulas(
        prediction: ("p", "exp(\(y)) / Σ exp(\(y))"), error: "p - t", term: "-t · log p", total: .meanOfRows,
        gradient: divided("p - t"))
    case .meanSquaredError:
      LossFormulas(
        prediction: nil, error: error, term: "(\(error))²", total: .mean,
        gradient: divided("2 · (\(error))", isSum: false))
    case .sumOfSquaredErrors:
      LossFormulas(prediction: nil, error: error, term: "½ (\(error))²", total: .sum, gradient: divided(error))
    case .binaryCrossEntropy:
      LossFormulas(
        prediction: nil, error: error, term: "-(t · log \(y) + (1 - t) · log(1 - \(y)))", total: .mean,
        gradient: divided("(\(error)) / (\(y) · (1 - \(y)))", isSum: false))
    }
  }

  /// What every output adds to the loss, before that is divided by the number of rows or columns.
  public func terms(of outputs: Matrix, _ targets: Matrix, precision: Precision) -> Matrix {
    func terms<Scalar: KernelScalar>(_ type: Scalar.Type) -> [Double] {
      (0..<outputs.rows).flatMap { row in
        let (y, t) = (outputs.row(row).map { Scalar($0) }, targets.row(row).map { Scalar($0) })
        return y.indices.map { Double(term($0, of: y, t)) }
      }
    }
    let values = precision == .float64 ? terms(Double.self) : terms(Float.self)
    return Matrix(rows: outputs.rows, columns: outputs.columns, values: values)
  }

  /// What one output of a row adds.
  private func term<Scalar: KernelScalar>(_ column: Int, of outputs: [Scalar], _ targets: [Scalar]) -> Scalar {
    let isOfRow = loss == .softmaxCrossEntropy
    // Where a loss looks at a whole row, targets of 0 add nothing.
    let y = isOfRow ? outputs : [outputs[column]]
    let t = isOfRow ? targets.indices.map { $0 == column ? targets[column] : 0 } : [targets[column]]
    let arithmetic = arithmetic(rows: 1, columns: 1)
    var result = Scalar(0)
    y.withUnsafeBytes { y in
      t.withUnsafeBytes { t in
        withUnsafeMutableBytes(of: &result) { result in
          var operation = nb_operation(arithmetic.value, rows: 1, columns: isOfRow ? outputs.count : 1) {
            $0.loss = nb_loss(outputs: y.baseAddress, targets: t.baseAddress, result: result.baseAddress)
          }
          nb_run(Scalar.runner(.standard), &operation, 1, 1, 1, nil)
        }
      }
    }
    return result / Scalar(arithmetic.lossDivisor)
  }
}
