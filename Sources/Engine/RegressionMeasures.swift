// How far predictions of numbers are from their targets, matrices of as many rows and columns. Sums run in index order.

/// The root of the mean squared difference, over all rows and columns.
public func rootMeanSquaredError(of predictions: Matrix, targets: Matrix) -> Double {
  let sum = zip(predictions.values, targets.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  return (sum / Double(predictions.rows * predictions.columns)).squareRoot()
}

/// The mean magnitude of the difference, over all rows and columns.
public func meanAbsoluteError(of predictions: Matrix, targets: Matrix) -> Double {
  let sum = zip(predictions.values, targets.values).reduce(0) { $0 + ($1.0 - $1.1).magnitude }
  return sum / Double(predictions.rows * predictions.columns)
}

/// The coefficient of determination R²: 1 - SS_res / SS_tot of each column, averaged over the columns, as scikit-learn's
/// `r2_score` has it.
///
/// SS_res sums the squared differences of a column's predictions and targets, SS_tot those of its targets and their mean. A
/// column whose targets are all the same counts as 1 where every prediction is right, and as 0 otherwise.
public func determination(of predictions: Matrix, targets: Matrix) -> Double {
  let sum = (0..<targets.columns).reduce(0) { $0 + determination(ofColumn: $1, predictions, targets) }
  return sum / Double(targets.columns)
}

private func determination(ofColumn column: Int, _ predictions: Matrix, _ targets: Matrix) -> Double {
  let rows = 0..<targets.rows
  let first = targets[0, column]
  let mean = rows.reduce(0) { $0 + targets[$1, column] } / Double(targets.rows)
  var (residue, total, isConstant) = (0.0, 0.0, true)
  for row in rows {
    let target = targets[row, column]
    let (difference, deviation) = (target - predictions[row, column], target - mean)
    residue += difference * difference
    total += deviation * deviation
    isConstant = isConstant && target == first
  }
  // A mean of equal values may be rounded, so that the deviations of a constant column need not be 0.
  return isConstant ? (residue == 0 ? 1 : 0) : 1 - residue / total
}
