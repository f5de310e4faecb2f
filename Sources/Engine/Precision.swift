/// The floating-point type of a network.
public enum Precision: Sendable, Equatable {
  /// IEEE 754 binary32.
  case float32
  /// IEEE 754 binary64.
  case float64

  /// A number as it is kept.
  public func rounded(_ value: Double) -> Double { self == .float64 ? value : Double(Float(value)) }

  /// The size of one value in bytes.
  public var byteCount: Int { self == .float32 ? 4 : 8 }
}
