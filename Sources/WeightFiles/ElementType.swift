/// The types of the elements of arrays in files, each of a size and read as a double.
enum ElementType: String {
  case float64, float32, float16, bfloat16, int64, int32, int16, int8, uint64, uint32, uint16, uint8, bool

  /// The bytes of an element.
  var size: Int {
    switch self {
    case .float64, .int64, .uint64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .bfloat16, .int16, .uint16: 2
    case .int8, .uint8, .bool: 1
    }
  }

  /// Whether single precision holds all its values that are not whole.
  var isSinglePrecision: Bool {
    switch self {
    case .float32, .float16, .bfloat16: true
    default: false
    }
  }

  /// The elements that lie in some bytes, the lowest byte of each first or last.
  func values(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool = false) -> [Double] {
    bytes.withUnsafeBufferPointer { buffer in
      (0..<(buffer.count / size)).map { index in
        var bits: UInt64 = 0
        for place in 0..<size {
          bits |= UInt64(buffer[index * size + place]) << UInt64(8 * (isBigEndian ? size - 1 - place : place))
        }
        return value(bits)
      }
    }
  }

  private func value(_ bits: UInt64) -> Double {
    switch self {
    case .float64: Double(bitPattern: bits)
    case .float32: Double(Float(bitPattern: UInt32(bits)))
    case .bfloat16: Double(Float(bitPattern: UInt32(bits) << 16))
    case .float16: Self.half(UInt16(bits))
    case .int64: Double(Int64(bitPattern: bits))
    case .int32: Double(Int32(truncatingIfNeeded: bits))
    case .int16: Double(Int16(truncatingIfNeeded: bits))
    case .int8: Double(Int8(truncatingIfNeeded: bits))
    case .uint64, .uint32, .uint16, .uint8: Double(bits)
    case .bool: bits == 0 ? 0 : 1
    }
  }

  /// A binary16 number (IEEE 754), which Swift has a type for on some processors only.
  private static func half(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Double(bits & 0x3FF) / 1024
    let size: Double
    switch exponent {
    case 0: size = fraction * 0x1p-14
    case 31: size = fraction == 0 ? .infinity : .nan
    default: size = (1 + fraction) * Double(sign: .plus, exponent: exponent - 15, significand: 1)
    }
    return bits >> 15 == 1 ? -size : size
  }
}
