import CKernels

/// How the matrices of a batch lie in a plan's memory.
enum Layout {
  /// Row by row, as in ``Matrix``.
  case byRow(rows: Int)
  /// Unit by unit, each filled up to `stride`: the kernels' way with small batches on small nets.
  case byUnit(rows: Int, stride: Int)

  /// The most multiplications of a forward pass for which going unit by unit is faster.
  private static var mostByUnit: Int { 1024 }

  /// The layout that is faster for a training; not every layer exists unit by unit.
  init(rows: Int, network: Network, scalarSize: Int) {
    if rows * network.parameterCount <= Self.mostByUnit, network.layers.allSatisfy(\.traits.hasUnitForm) {
      self = .byUnit(rows: rows, stride: nb_unit_stride(rows, scalarSize))
    } else {
      self = .byRow(rows: rows)
    }
  }

  /// The same way for other rows.
  func with(rows: Int, scalarSize: Int) -> Layout {
    switch self {
    case .byRow: .byRow(rows: rows)
    case .byUnit: .byUnit(rows: rows, stride: nb_unit_stride(rows, scalarSize))
    }
  }

  /// Whether it is unit by unit.
  var isByUnit: Bool {
    if case .byUnit = self { true } else { false }
  }

  var rows: Int {
    switch self {
    case .byRow(let rows), .byUnit(let rows, _): rows
    }
  }

  /// The rows that have a place in memory.
  var storedRows: Int {
    switch self {
    case .byRow(let rows): rows
    case .byUnit(_, let stride): stride
    }
  }

  /// Where a value of a matrix of so many columns is.
  func place(_ row: Int, _ column: Int, columns: Int) -> Int {
    switch self {
    case .byRow: row * columns + column
    case .byUnit(_, let stride): column * stride + row
    }
  }

  /// Copies rows of a matrix into this layout; there must be as many as the layout has. False if the flag was set before
  /// all were copied.
  func load<Scalar: KernelScalar>(
    _ indices: some RandomAccessCollection<Int>, of matrix: Matrix, to target: UnsafeMutablePointer<Scalar>,
    unless stop: UnsafePointer<Int32>? = nil
  ) -> Bool {
    let columns = matrix.columns
    let stride = if case .byUnit(_, let stride) = self { stride } else { 1 }
    /// Takes every row with the place of the one after it.
    func eachRow(_ take: (_ row: Int, _ start: Int, _ next: Int) -> Void) -> Bool {
      var (row, index) = (0, indices.startIndex)
      while index < indices.endIndex {
        if let stop, nb_flag_is_set(stop) != 0 { return false }
        let after = indices.index(after: index)
        take(row, indices[index] * columns, indices[after < indices.endIndex ? after : index] * columns)
        (row, index) = (row + 1, after)
      }
      return true
    }
    switch matrix.storage {
    case .doubles(let values):
      return values.withUnsafeBufferPointer { values in
        let values = values.baseAddress!
        return eachRow { row, start, next in
          Scalar.take(
            values + start, to: target + place(row, 0, columns: columns), count: columns, stride: stride,
            next: values + next)
        }
      }
    case .bytes(let bytes, let divisor):
      return bytes.withUnsafeBufferPointer { bytes in
        let bytes = bytes.baseAddress!
        return eachRow { row, start, next in
          Scalar.take(
            bytes + start, over: divisor, to: target + place(row, 0, columns: columns), count: columns,
            stride: stride, next: bytes + next)
        }
      }
    }
  }

  /// The matrix of so many columns that lies somewhere in this layout.
  func matrix<Scalar: KernelScalar>(_ values: UnsafePointer<Scalar>, columns: Int) -> Matrix {
    var matrix = Matrix(rows: rows, columns: columns, values: Array(repeating: 0, count: rows * columns))
    for row in 0..<rows {
      if Interruption.isRequested { return matrix }
      for column in 0..<columns { matrix[row, column] = Double(values[place(row, column, columns: columns)]) }
    }
    return matrix
  }
}
