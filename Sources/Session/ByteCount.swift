/// An amount of memory as it is written: `500M`, `2G`, `2GB`, `1.5GiB`, or bytes.
public struct ByteCount: Sendable {
  /// The bytes; a k is 1000 of them, a Ki 1024.
  public let bytes: Double

  /// Reads a number with a unit; nil if it is none, or less than a byte.
  public init?(_ text: String) {
    guard let bytes = measured(text, Self.units), bytes >= 1 else { return nil }
    self.bytes = bytes
  }

  private static let units: [String: Double] = {
    var units = ["": 1.0, "b": 1]
    for (power, letter) in ["k", "m", "g", "t"].enumerated() {
      for unit in [letter, letter + "b"] { units[unit] = (0...power).reduce(1) { size, _ in size * 1000 } }
      for unit in [letter + "i", letter + "ib"] { units[unit] = (0...power).reduce(1) { size, _ in size * 1024 } }
    }
    return units
  }()
}

/// A number with a unit behind it, in terms of these units; nil if it is none, not positive or not finite.
public func measured(_ text: String, _ units: [String: Double]) -> Double? {
  let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
  guard let value = Double(number), let unit = units[text.dropFirst(number.count).lowercased()] else { return nil }
  let result = value * unit
  return result > 0 && result.isFinite ? result : nil
}
