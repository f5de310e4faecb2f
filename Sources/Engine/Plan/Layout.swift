import CKernels

/// How the matrices of a batch lie in a plan's memory.
enum Layout {
  /// Row by row, as in ``Matrix``.
  case byRow(rows: Int)
  /// Unit by unit, each filled up to `stride`: the kernels' way with small batches on small nets.
  case byUnit(rows: Int, stride: Int)
  /// Row by row, where each value is there for every one of so many networks of one shape, one after the other.
  case byLane(rows: Int, lanes: Int)

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
    case .byLane(_, let lanes): .byLane(rows: rows, lanes: lanes)
    }
  }

  /// Whether it is unit by unit.
  var isByUnit: Bool {
    if case .byUnit = self { true } else { false }
  }

  /// Whether networks lie side by side.
  var isByLane: Bool {
    if case .byLane = self { true } else { false }
  }

  /// Which of three is for this way.
  func kind<Kind>(_ byRow: Kind, byUnit: Kind, byLane: Kind) -> Kind {
    switch self {
    case .byRow: byRow
    case .byUnit: byUnit
    case .byLane: byLane
    }
  }

  /// The networks that lie side by side; 1 for one alone.
  var lanes: Int {
    if case .byLane(_, let lanes) = self { lanes } else { 1 }
  }

  var rows: Int {
    switch self {
    case .byRow(let rows), .byUnit(let rows, _), .byLane(let rows, _): rows
    }
  }

  /// The rows that have a place in memory; those of all networks that lie side by side.
  var storedRows: Int {
    switch self {
    case .byRow(let rows): rows
    case .byUnit(_, let stride): stride
    case .byLane(let rows, let lanes): rows * lanes
    }
  }

  /// Where a value of a matrix of so many columns is; that of the first network of several.
  func place(_ row: Int, _ column: Int, columns: Int) -> Int {
    switch self {
    case .byRow: row * columns + column
    case .byUnit(_, let stride): column * stride + row
    case .byLane(_, let lanes): (row * columns + column) * lanes
    }
  }

  /// Copies rows of a matrix into this layout, for every network; there must be as many as the layout has. False if the flag
  /// was set before all were copied.
  func load<Scalar: KernelScalar>(
    _ indices: some RandomAccessCollection<Int>, of matrix: Matrix, to target: UnsafeMutablePointer<Scalar>,
    unless stop: UnsafePointer<Int32>? = nil
  ) -> Bool {
    (0..<lanes).allSatisfy { loadLane(indices, of: matrix, to: target + $0, unless: stop) }
  }

  private func loadLane<Scalar: KernelScalar>(
    _ indices: some RandomAccessCollection<Int>, of matrix: Matrix, to target: UnsafeMutablePointer<Scalar>,
    unless stop: UnsafePointer<Int32>?
  ) -> Bool {
    let columns = matrix.columns
    let stride = place(0, 1, columns: columns)
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

  /// The matrix of so many columns that lies somewhere in this layout; values begin with those of a network.
  func matrix<Scalar: KernelScalar>(_ values: UnsafePointer<Scalar>, columns: Int) -> Matrix {
    var matrix = Matrix(rows: rows, columns: columns, values: Array(repeating: 0, count: rows * columns))
    for row in 0..<rows {
      if Interruption.isRequested { return matrix }
      for column in 0..<columns { matrix[row, column] = Double(values[place(row, column, columns: columns)]) }
    }
    return matrix
  }
}
