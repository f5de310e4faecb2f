/// The memory that a network needs before it is built, trained or evaluated.
public struct MemoryNeed: Sendable, Equatable {
  /// The bytes needed, as a real number because a mistyped size may pass the largest integer.
  public let byteCount: Double

  /// A need of so many bytes.
  public init(bytes: Double) { byteCount = bytes }

  /// The need of parameters alone: the values, their initial copy, their gradients and the last finite copy.
  public init(parameters: Double, precision: Precision) {
    byteCount = 4 * parameters * Double(precision.byteCount)
  }

  /// The need of a table that is shown: its values, and the text of each, which was measured to take a hundred bytes.
  public init(tableOf rows: Int, by columns: Int) { byteCount = 128 * Double(rows) * Double(columns) }

  /// The need of a forward and backward pass over some rows, given the values a row has in data and layers together.
  public init(parameters: Double, rows: Int, valuesPerRow: Double, widestLayer: Double, precision: Precision) {
    byteCount = (4 * parameters + Double(rows) * (valuesPerRow + 2 * widestLayer)) * Double(precision.byteCount)
  }
}
