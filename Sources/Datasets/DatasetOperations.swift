import Engine

/// How inputs are brought to a common scale, fitted on the rows to learn from alone.
public enum Normalisation: String, Sendable, Equatable, CaseIterable {
  /// Mean 0 and standard deviation 1 (of the rows themselves, n in the divisor).
  case standard
  /// From 0 to 1.
  case minmax
}

/// What can be done with a data set.
extension Dataset {
  /// Keeps a share of the rows back to test on: the last ones of a permutation drawn from a stream.
  ///
  /// At least one row is kept back and at least one is left; there must be two, and no test part yet.
  public mutating func split(test share: Double, from stream: inout RandomStream) {
    let count = inputs.rows
    let kept = count - Self.rowsLeft(of: count, test: share)
    let order = stream.permutation(count)
    test = Samples(
      inputs: inputs.slice(rows: Array(order.suffix(kept))), targets: targets.slice(rows: Array(order.suffix(kept))))
    choose(Array(order.dropLast(kept)))
  }

  /// The rows that a split with a share to test on leaves to learn from.
  public static func rowsLeft(of count: Int, test share: Double) -> Int {
    count - min(max(Int((share * Double(count)).rounded()), 1), count - 1)
  }

  /// Leaves the first rows alone to learn from; there must be as many.
  public mutating func take(_ count: Int) { choose(Array(0..<count)) }

  /// Puts the rows to learn from in an order drawn from a stream.
  public mutating func shuffle(from stream: inout RandomStream) { choose(stream.permutation(inputs.rows)) }

  private mutating func choose(_ rows: [Int]) {
    (inputs, targets) = (inputs.slice(rows: rows), targets.slice(rows: rows))
  }

  /// Brings every input column to a common scale, in both parts by the numbers of the rows to learn from; a column
  /// without variation becomes 0.
  public mutating func normalize(_ kind: Normalisation) {
    let count = Double(inputs.rows)
    let scales = (0..<inputs.columns).map { column in
      var values = inputs.rows == 0 ? [0] : [Double]()
      for row in 0..<inputs.rows { values.append(inputs[row, column]) }
      switch kind {
      case .standard:
        let mean = values.reduce(0, +) / count
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        return Scale(offset: mean, divisor: variance.squareRoot())
      case .minmax:
        let least = values.min() ?? 0
        return Scale(offset: least, divisor: (values.max() ?? 0) - least)
      }
    }
    inputs = scaled(inputs, scales)
    if let old = test { test = Samples(inputs: scaled(old.inputs, scales), targets: old.targets) }
    self.scales = scales.indices.map { index in
      let before = self.scales.isEmpty ? Scale(offset: 0, divisor: 1) : self.scales[index]
      return before.followed(by: scales[index])
    }
  }

  /// A row of inputs on the scale of the data.
  public func onScale(_ row: [Double]) -> [Double] {
    scales.isEmpty ? row : zip(row, scales).map { $1.apply($0) }
  }

  private func scaled(_ matrix: Matrix, _ scales: [Scale]) -> Matrix {
    var values = matrix.values
    for index in values.indices { values[index] = scales[index % matrix.columns].apply(values[index]) }
    return Matrix(rows: matrix.rows, columns: matrix.columns, values: values)
  }

  /// (x - offset) / divisor, or 0 where the divisor is 0.
  struct Scale: Sendable, Equatable {
    var offset: Double
    var divisor: Double

    func apply(_ value: Double) -> Double { divisor == 0 ? 0 : (value - offset) / divisor }

    /// The scale of values on this one that are put on another.
    func followed(by next: Scale) -> Scale {
      Scale(offset: offset + divisor * next.offset, divisor: divisor * next.divisor)
    }
  }
}
