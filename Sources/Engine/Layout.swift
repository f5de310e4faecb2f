import CKernels

/// How the matrices of a batch lie in a plan's memory.
enum Layout {
  /// Row by row, as in ``Matrix``.
  case byRow(rows: Int)
  /// Unit by unit, each filled up to `stride`: the kernels' way with small batches on small nets.
  case byUnit(rows: Int, stride: Int)

  /// The most multiplications of a forward pass for which going unit by unit is faster.
  private static var mostByUnit: Int { 1024 }

  /// The layout that is faster for a training; softmax as a layer exists row by row only.
  init(rows: Int, network: Network, scalarSize: Int) {
    if rows * network.parameterCount <= Self.mostByUnit, !network.layers.contains(.activation(.softmax)) {
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

  /// Copies rows of a matrix into this layout; there must be as many as the layout has.
  func load<Scalar: KernelScalar>(
    _ indices: some RandomAccessCollection<Int>, of matrix: Matrix, to target: UnsafeMutablePointer<Scalar>
  ) {
    switch matrix.storage {
    case .doubles(let values):
      values.withUnsafeBufferPointer { load(indices, $0, matrix.columns, to: target) { Scalar($0) } }
    case .bytes(let bytes, let divisor):
      let scaled = (0...255).map { Scalar(Double($0) / divisor) }
      scaled.withUnsafeBufferPointer { scaled in
        bytes.withUnsafeBufferPointer { load(indices, $0, matrix.columns, to: target) { scaled[Int($0)] } }
      }
    }
  }

  @inline(__always)
  private func load<Value, Scalar: KernelScalar>(
    _ indices: some RandomAccessCollection<Int>, _ values: UnsafeBufferPointer<Value>, _ columns: Int,
    to target: UnsafeMutablePointer<Scalar>, _ convert: (Value) -> Scalar
  ) {
    for (row, index) in indices.enumerated() {
      let source = values.baseAddress! + index * columns
      switch self {
      case .byRow:
        let place = target + row * columns
        for column in 0..<columns { place[column] = convert(source[column]) }
      case .byUnit(_, let stride):
        for column in 0..<columns { target[column * stride + row] = convert(source[column]) }
      }
    }
  }

  /// The matrix of so many columns that lies somewhere in this layout.
  func matrix<Scalar: KernelScalar>(_ values: UnsafePointer<Scalar>, columns: Int) -> Matrix {
    var matrix = Matrix(rows: rows, columns: columns, values: Array(repeating: 0, count: rows * columns))
    for row in 0..<rows {
      for column in 0..<columns { matrix[row, column] = Double(values[place(row, column, columns: columns)]) }
    }
    return matrix
  }
}
