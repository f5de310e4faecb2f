/// A dense matrix of double-precision values, row by row.
public struct Matrix: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  private(set) var storage: Storage

  /// How the values are kept.
  enum Storage: Sendable, Equatable {
    case doubles([Double])
    /// Every value is a byte divided by a number: pictures, in an eighth of the memory.
    case bytes([UInt8], divisor: Double)
  }

  /// Creates a matrix from its values; there must be rows × columns of them.
  public init(rows: Int, columns: Int, values: [Double]) {
    check(values.count == rows * columns, "a matrix needs rows × columns values")
    (self.rows, self.columns, storage) = (rows, columns, .doubles(values))
  }

  /// The bytes of memory that the values take.
  public var byteCount: Int { if case .bytes = storage { rows * columns } else { rows * columns * 8 } }

  /// Creates a matrix whose values are bytes divided by a number; there must be rows × columns of them.
  ///
  /// The divisor is a whole number up to 2²⁴, so that a quotient is the same in either precision but for its rounding.
  public init(rows: Int, columns: Int, bytes: [UInt8], divisor: Double) {
    check(bytes.count == rows * columns, "a matrix needs rows × columns values")
    check((1...0x1p24).contains(divisor) && divisor == divisor.rounded(), "the divisor must be whole and small")
    (self.rows, self.columns, storage) = (rows, columns, .bytes(bytes, divisor: divisor))
  }

  /// Creates a matrix from rows of equal length.
  public init(_ rows: [[Double]]) {
    self.init(rows: rows.count, columns: rows.first?.count ?? 0, values: rows.flatMap { $0 })
  }

  /// A hash of the bits of all values, however they are kept.
  public var digest: UInt64 { Parameters.float64(values).digest() }

  /// The values, row by row.
  public var values: [Double] {
    switch storage {
    case .doubles(let values): values
    case .bytes(let bytes, let divisor): bytes.map { Double($0) / divisor }
    }
  }

  /// Whether all values satisfy a condition; nothing is copied for it.
  public func allSatisfy(_ condition: (Double) -> Bool) -> Bool {
    switch storage {
    case .doubles(let values): return values.allSatisfy(condition)
    case .bytes(let bytes, let divisor):
      // Of bytes there are no more than 256 different ones.
      var isThere = [Bool](repeating: false, count: 256)
      for byte in bytes { isThere[Int(byte)] = true }
      return isThere.indices.allSatisfy { !isThere[$0] || condition(Double($0) / divisor) }
    }
  }

  /// The value at a place, both counted from 0.
  public subscript(row: Int, column: Int) -> Double {
    get {
      check(column >= 0 && column < columns, "there is no column \(column) among \(columns)")
      return switch storage {
      case .doubles(let values): values[row * columns + column]
      case .bytes(let bytes, let divisor): Double(bytes[row * columns + column]) / divisor
      }
    }
    set {
      check(column >= 0 && column < columns, "there is no column \(column) among \(columns)")
      var values = self.values
      storage = .doubles([])  // so that the values are not shared, and not copied
      values[row * columns + column] = newValue
      storage = .doubles(values)
    }
  }

  /// One row, counted from 0.
  public func row(_ index: Int) -> [Double] {
    (0..<columns).map { self[index, $0] }
  }

  /// A matrix of one row of this one, counted from 0.
  public func slice(row index: Int) -> Matrix { slice(rows: [index]) }

  /// A matrix of some rows of this one, each counted from 0, in the order given.
  public func slice(rows indices: [Int]) -> Matrix { slice(rows: indices[...]) }

  func slice(rows indices: ArraySlice<Int>) -> Matrix {
    switch storage {
    case .doubles(let values):
      Matrix(rows: indices.count, columns: columns, values: Self.taken(indices, of: values, columns))
    case .bytes(let bytes, let divisor):
      Matrix(rows: indices.count, columns: columns, bytes: Self.taken(indices, of: bytes, columns), divisor: divisor)
    }
  }

  private static func taken<Value>(_ indices: ArraySlice<Int>, of values: [Value], _ columns: Int) -> [Value] {
    Array(unsafeUninitializedCapacity: indices.count * columns) { taken, count in
      values.withUnsafeBufferPointer { values in
        for index in indices {
          let row = UnsafeBufferPointer(rebasing: values[index * columns..<(index + 1) * columns])
          count = taken[count...].initialize(fromContentsOf: row)
        }
      }
    }
  }

  /// The place of the largest value of a row, the first one where several are equal.
  public func largestColumn(ofRow row: Int) -> Int {
    var best = 0
    for column in 1..<max(columns, 1) where self[row, column] > self[row, best] { best = column }
    return best
  }
}
