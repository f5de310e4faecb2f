/// The parameters of a network, or as many values of another kind, in the network's precision.
enum Parameters: Sendable, Equatable {
  case float32([Float])
  case float64([Double])

  /// Values rounded to a precision.
  init(_ values: [Double], _ precision: Precision) {
    self = precision == .float64 ? .float64(values) : .float32(values.map { Float($0) })
  }

  var count: Int {
    switch self {
    case .float32(let values): values.count
    case .float64(let values): values.count
    }
  }

  /// Values in the precision of their type.
  init<Scalar: KernelScalar>(_ values: [Scalar]) {
    self = Scalar.parameters(values)
  }

  /// The values, if they are of this type.
  func `as`<Scalar: KernelScalar>(_ type: Scalar.Type) -> [Scalar]? {
    switch self {
    case .float32(let values): values as? [Scalar]
    case .float64(let values): values as? [Scalar]
    }
  }

  mutating func append(_ values: [Double]) {
    switch self {
    case .float32(let old): self = .float32(old + values.map { Float($0) })
    case .float64(let old): self = .float64(old + values)
    }
  }

  /// Puts others in the place of some values.
  mutating func replace(from offset: Int, by values: [Double]) {
    switch self {
    case .float32(var all):
      self = .float32([])  // so that the values are not shared, and not copied
      all.replaceSubrange(offset..<(offset + values.count), with: values.map { Float($0) })
      self = .float32(all)
    case .float64(var all):
      self = .float64([])
      all.replaceSubrange(offset..<(offset + values.count), with: values)
      self = .float64(all)
    }
  }

  subscript(offset: Int, count: Int) -> [Double] {
    switch self {
    case .float32(let values): values[offset..<(offset + count)].map { Double($0) }
    case .float64(let values): Array(values[offset..<(offset + count)])
    }
  }

  func digest(after start: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
    var hash = start
    func mix(_ word: UInt64, bytes: Int) {
      for byte in 0..<bytes { hash = (hash ^ ((word >> UInt64(8 * byte)) & 0xFF)) &* 0x100_0000_01B3 }
    }
    switch self {
    case .float32(let values): for value in values { mix(UInt64((value.isNaN ? .nan : value).bitPattern), bytes: 4) }
    case .float64(let values): for value in values { mix((value.isNaN ? .nan : value).bitPattern, bytes: 8) }
    }
    return hash
  }
}
