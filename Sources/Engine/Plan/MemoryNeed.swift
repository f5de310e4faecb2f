/// The memory that a network needs before it is built, trained or evaluated.
public struct MemoryNeed: Sendable, Equatable {
  /// The most a network may need, in bytes: 8 GB, so that a mistyped size is refused instead of exhausting a machine.
  public static let limit = 8e9

  /// The bytes needed, as a real number because a mistyped size may pass the largest integer.
  public let byteCount: Double

  /// Whether the need is within the limit.
  public var isAllowed: Bool { byteCount <= Self.limit }

  /// The need of parameters alone: the values, their initial copy, their gradients and the last finite copy.
  public init(parameters: Double, precision: Precision) {
    byteCount = 4 * parameters * Double(precision.byteCount)
  }

  /// The need of a table: its counts, and what they are shown by.
  public init(tableOf rows: Int, by columns: Int) { byteCount = 64 * Double(rows) * Double(columns) }

  /// The need of a forward and backward pass over some rows, given the values a row has in data and layers together.
  public init(parameters: Double, rows: Int, valuesPerRow: Double, widestLayer: Double, precision: Precision) {
    byteCount = (4 * parameters + Double(rows) * (valuesPerRow + 2 * widestLayer)) * Double(precision.byteCount)
  }
}
