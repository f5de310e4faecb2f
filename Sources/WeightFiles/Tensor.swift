/// A named array of numbers in a weight file.
public struct Tensor: Sendable, Equatable {
  /// Its name.
  public var name: String
  /// Its extents, the slowest-changing first; none for a single number.
  public var shape: [Int]
  /// Its values, the last extent changing fastest.
  public var values: [Double]
  /// Whether the file holds or shall hold them in single precision.
  public var isSinglePrecision: Bool

  /// Creates a tensor; there must be as many values as its extents multiply to.
  public init(name: String, shape: [Int], values: [Double], isSinglePrecision: Bool) {
    precondition(values.count == shape.reduce(1, *), "a tensor needs as many values as its shape says")
    (self.name, self.shape, self.values, self.isSinglePrecision) = (name, shape, values, isSinglePrecision)
  }
}
