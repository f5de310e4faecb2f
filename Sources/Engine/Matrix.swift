/// A dense matrix of float64 values, row by row: how numbers enter and leave the engine.
public struct Matrix: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The values, row by row.
  public private(set) var values: [Double]

  /// Creates a matrix from its values; there must be rows × columns of them.
  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(values.count == rows * columns, "a matrix needs rows × columns values")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// Creates a matrix from rows of equal length.
  public init(_ rows: [[Double]]) {
    self.init(rows: rows.count, columns: rows.first?.count ?? 0, values: rows.flatMap { $0 })
  }

  /// The value at a place, both counted from 0.
  public subscript(row: Int, column: Int) -> Double {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// One row, counted from 0.
  public func row(_ index: Int) -> [Double] {
    Array(values[(index * columns)..<((index + 1) * columns)])
  }

  /// A matrix of one row of this one, counted from 0.
  public func slice(row index: Int) -> Matrix {
    Matrix(rows: 1, columns: columns, values: row(index))
  }

  /// The place of the largest value of a row, the first one where several are equal.
  public func largestColumn(ofRow row: Int) -> Int {
    var best = 0
    for column in 1..<max(columns, 1) where self[row, column] > self[row, best] { best = column }
    return best
  }
}
