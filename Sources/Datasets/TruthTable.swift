import Engine

/// Every combination of some bits, counting upwards, and what a logical operation makes of it.
public struct TruthTable: Sendable {
  /// A logical operation.
  public enum Operation: String, Sendable {
    case xor, and, or, nand, parity
  }

  /// The operation.
  public let operation: Operation
  /// The number of bits.
  public let bits: Int

  /// Creates the table of an operation on some bits.
  public init(_ operation: Operation, bits: Int = 2) {
    self.operation = operation
    self.bits = bits
  }

  /// The table as samples: the first bit is the most significant one, and the target is 0 or 1.
  public var dataset: Dataset {
    let rows = (0..<(1 << bits)).map { number in
      (0..<bits).map { Double(number >> (bits - 1 - $0) & 1) }
    }
    return Dataset(
      name: operation == .parity ? "parity of \(bits) bits" : operation.rawValue, inputs: Matrix(rows),
      targets: Matrix(rows.map { [value(of: $0) ? 1 : 0] }))
  }

  private func value(of bits: [Double]) -> Bool {
    let set = bits.count { $0 == 1 }
    switch operation {
    case .xor, .parity: return set % 2 == 1
    case .and: return set == bits.count
    case .or: return set > 0
    case .nand: return set < bits.count
    }
  }
}
