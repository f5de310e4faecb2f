import Engine

/// How input columns were brought to a common scale: every value is (x - offset) / scale, by column.
///
/// The scale of a column that does not vary is 0, and all its values become 0, those of samples seen later too.
public struct Normalisation: Sendable, Equatable {
  /// The scales that there are.
  public enum Kind: String, Sendable, Equatable, CaseIterable {
    /// Mean 0 and standard deviation 1 (of the rows themselves, n in the divisor).
    case standard
    /// From 0 to 1.
    case minmax
  }

  /// The kind of scale.
  public let kind: Kind
  /// What is subtracted, by column: the mean, or the least value.
  public let offsets: [Double]
  /// What is divided by after that, by column: the standard deviation, or the range.
  public let scales: [Double]

  /// Creates one of known numbers: an offset and a scale for each column, all finite and no scale below 0.
  public init(kind: Kind, offsets: [Double], scales: [Double]) {
    precondition(offsets.count == scales.count, "every column needs an offset and a scale")
    (self.kind, self.offsets, self.scales) = (kind, offsets, scales)
  }

  /// Values on this scale, one row of columns after the other.
  public func apply(_ values: [Double]) -> [Double] {
    var result = values
    for start in stride(from: 0, to: values.count, by: max(offsets.count, 1)) {
      for column in offsets.indices {
        let scale = scales[column]
        result[start + column] = scale == 0 ? 0 : (values[start + column] - offsets[column]) / scale
      }
    }
    return result
  }
}

extension [Normalisation] {
  /// A row of inputs on these scales, put on one after the other.
  func apply(_ row: [Double]) -> [Double] { reduce(row) { $1.apply($0) } }
}

extension Dataset {
  /// A row of inputs on the scale of the data, with the very bits that it would have as a row of the data.
  public func onScale(_ row: [Double]) -> [Double] { normalisations.apply(row) }

  /// Brings every input column to a common scale, in both parts by the numbers of the rows to learn from.
  ///
  /// A column without variation becomes 0. It is an error if a column varies but has no finite scale or no finite
  /// result: its numbers overflow, underflow, or are none.
  public mutating func normalize(_ kind: Normalisation.Kind) throws(DatasetError) {
    try requireRows(1)
    try normalize(by: try fit(kind))
  }

  /// Brings every input column of both parts to a scale of known numbers, as many as there are columns.
  ///
  /// It is an error if a result is not finite.
  public mutating func normalize(by normalisation: Normalisation) throws(DatasetError) {
    let training = try scaled(inputs, by: normalisation)
    if let old = test {
      test = Samples(inputs: try scaled(old.inputs, by: normalisation), targets: old.targets, isDrawn: old.isDrawn)
    }
    inputs = training
    normalisations.append(normalisation)
  }

  /// The numbers of the rows to learn from; sums run in row order.
  private func fit(_ kind: Normalisation.Kind) throws(DatasetError) -> Normalisation {
    let (values, columns) = (inputs.values, inputs.columns)
    var lowest = Array(values.prefix(columns))
    var highest = lowest
    var means = [Double](repeating: 0, count: columns)
    forEach(of: values) { column, value in
      means[column] += value
      if value < lowest[column] { lowest[column] = value }
      if value > highest[column] { highest[column] = value }
    }
    for column in means.indices { means[column] /= Double(inputs.rows) }
    var scales = [Double](repeating: 0, count: columns)
    if kind == .standard {
      forEach(of: values) { column, value in
        let deviation = value - means[column]
        scales[column] += deviation * deviation
      }
    }
    for column in scales.indices {
      // A mean of equal values may be rounded, so that the deviations of a constant column need not be 0.
      // Its mean is not its value then, and where the sum overflows not even finite.
      if lowest[column] == highest[column] {
        (means[column], scales[column]) = (lowest[column], 0)
        continue
      }
      switch kind {
      case .standard: scales[column] = (scales[column] / Double(inputs.rows)).squareRoot()
      case .minmax: scales[column] = highest[column] - lowest[column]
      }
      guard scales[column] > 0, scales[column].isFinite else { throw unscalable(column) }
    }
    return Normalisation(kind: kind, offsets: kind == .standard ? means : lowest, scales: scales)
  }

  private func forEach(of values: [Double], _ body: (_ column: Int, _ value: Double) -> Void) {
    for start in stride(from: 0, to: values.count, by: max(inputs.columns, 1)) {
      for column in 0..<inputs.columns { body(column, values[start + column]) }
    }
  }

  private func scaled(_ matrix: Matrix, by normalisation: Normalisation) throws(DatasetError) -> Matrix {
    let values = normalisation.apply(matrix.values)
    if let index = values.firstIndex(where: { !$0.isFinite }) { throw unscalable(index % matrix.columns) }
    return Matrix(rows: matrix.rows, columns: matrix.columns, values: values)
  }

  private func unscalable(_ column: Int) -> DatasetError {
    .unscalable(column: column + 1, name: inputNames?[column])
  }
}
