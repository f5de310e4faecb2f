/// The types of the elements that weight files hold.
enum ElementType: Sendable {
  case float64, float32, float16, bfloat16
  case int64, int32, int16, int8
  case uint64, uint32, uint16, uint8
  case bool

  /// The bytes of one element.
  var size: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  /// Whether the elements are real numbers that `Float` holds.
  var isSinglePrecision: Bool {
    switch self {
    case .float32, .float16, .bfloat16: true
    default: false
    }
  }

  /// The elements as numbers: exact, but for integers beyond 2⁵³, which are rounded to the nearest even.
  ///
  /// There must be whole elements.
  func values(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool = false) -> [Double] {
    func decoded<Word: FixedWidthInteger>(_ value: (Word) -> Double) -> [Double] {
      bytes.withUnsafeBytes { raw in
        stride(from: 0, to: raw.count, by: MemoryLayout<Word>.size).map { offset in
          let word = raw.loadUnaligned(fromByteOffset: offset, as: Word.self)
          return value(isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word))
        }
      }
    }
    return switch self {
    case .float64: decoded { (word: UInt64) in Double(bitPattern: word) }
    case .float32: decoded { (word: UInt32) in Double(Float(bitPattern: word)) }
    case .float16: decoded(Self.half)
    case .bfloat16: decoded { (word: UInt16) in Double(Float(bitPattern: UInt32(word) << 16)) }
    case .int64: decoded { (word: Int64) in Double(word) }
    case .int32: decoded { (word: Int32) in Double(word) }
    case .int16: decoded { (word: Int16) in Double(word) }
    case .int8: decoded { (word: Int8) in Double(word) }
    case .uint64: decoded { (word: UInt64) in Double(word) }
    case .uint32: decoded { (word: UInt32) in Double(word) }
    case .uint16: decoded { (word: UInt16) in Double(word) }
    case .uint8: decoded { (word: UInt8) in Double(word) }
    case .bool: decoded { (word: UInt8) in word == 0 ? 0 : 1 }
    }
  }

  /// A number of IEEE 754's binary16, written out because `Float16` is not everywhere.
  private static func half(_ word: UInt16) -> Double {
    let magnitude = UInt64(word & 0x7FFF)
    // The exponent's field of all ones stays one; every other exponent moves from a bias of 15 to one of 1023.
    let number =
      magnitude >= 0x7C00
      ? Double(bitPattern: 0x7FF << 52 | (magnitude & 0x3FF) << 42)
      : Double(bitPattern: magnitude << 42) * 0x1p1008
    return word >> 15 == 0 ? number : -number
  }
}

/// The product of extents, or nil where it is beyond all bounds.
func elementCount(_ shape: [Int]) -> Int? {
  var count = 1
  for extent in shape {
    let (product, hasOverflown) = count.multipliedReportingOverflow(by: extent)
    guard !hasOverflown else { return nil }
    count = product
  }
  return count
}
