import CKernels

// What PyTorch's CPU generator makes of its words (ATen/core/TransformationHelper.h and DistributionTemplates.h).
extension RandomStream {
  /// Two words, the first one the higher.
  private mutating func nextLong() -> UInt64 {
    let high = UInt64(nextWord())
    return high << 32 | UInt64(nextWord())
  }

  /// A number in [0, 1) with 53 random bits, the lower ones of two words.
  private mutating func torchUniform() -> Double { Double(nextLong() & (1 << 53 - 1)) * 0x1p-53 }

  /// Single-precision numbers between two bounds: `Tensor.uniform_(low, high)`.
  mutating func torchUniform(_ low: Double, _ high: Double, count: Int) -> [Double] {
    let (from, to) = (Float(low), Float(high))
    return (0..<count).map { _ in
      let share = Float(nextWord() & 0xFF_FFFF) * 0x1p-24
      return Double(from.addingProduct(share, to - from))
    }
  }

  /// Single-precision normal numbers around 0: `Tensor.normal_(0, deviation)`.
  ///
  /// Fewer than 16 are drawn one by one in double precision. More are made from as many uniform numbers in blocks of 16,
  /// the last of which is drawn anew if it is not whole; there PyTorch's vector code rounds its logarithms and cosines
  /// differently from one processor to another, so these agree with it to about six digits, not to the bit.
  mutating func torchNormal(deviation: Double, count: Int) -> [Double] {
    guard count >= 16 else { return (0..<count).map { _ in Double(Float(torchNormal() * deviation)) } }
    var values = torchUniform(0, 1, count: count)
    func transform(_ start: Int) {
      for index in start..<(start + 8) {
        let radius = (-2 * nb_stream_log(1 - values[index])).squareRoot()
        let angle = 2 * Double.pi * values[index + 8]
        values[index] = Double(Float(radius * nb_stream_cos(angle) * deviation))
        values[index + 8] = Double(Float(radius * nb_stream_sin(angle) * deviation))
      }
    }
    for start in stride(from: 0, through: count - 16, by: 16) { transform(start) }
    if count % 16 != 0 {
      values.replaceSubrange((count - 16)..., with: torchUniform(0, 1, count: 16))
      transform(count - 16)
    }
    return values
  }

  /// One normal number in double precision by Box and Muller's method; the second of a pair is kept.
  private mutating func torchNormal() -> Double {
    if let kept = keptNormal {
      keptNormal = nil
      return kept
    }
    let first = torchUniform()
    let second = torchUniform()
    let radius = (-2 * nb_stream_log(1 - second)).squareRoot()
    let angle = 2 * Double.pi * first
    keptNormal = radius * nb_stream_sin(angle)
    return radius * nb_stream_cos(angle)
  }

  /// Draws which values of a matrix dropout keeps, row by row: NumPy's `rand() >= probability`, or
  /// `Tensor.bernoulli_(1 - probability)`.
  ///
  /// PyTorch 2.13 draws a double-precision number a value, one after the other, whatever the precision and the processor.
  /// Versions that left this to MKL on Intel's processors dropped others. Where nothing is to be dropped it draws nothing.
  @inline(__always)
  mutating func drawKept(
    rows: Int, columns: Int, dropping probability: Double, _ take: (_ row: Int, _ column: Int, _ isKept: Bool) -> Void
  ) {
    func draw(_ isKept: () -> Bool) {
      for row in 0..<rows {
        for column in 0..<columns { take(row, column, isKept()) }
      }
    }
    // Whose stream it is is asked once, not for every value.
    switch family {
    case .numpy: draw { uniform() >= probability }
    case .torch where probability == 0: draw { true }
    case .torch: draw { torchUniform() < 1 - probability }
    }
  }

  /// What dropout multiplies a value by that it keeps; PyTorch divides in the precision of the network.
  func keptFactor<Scalar: BinaryFloatingPoint>(dropping probability: Double) -> Scalar {
    family == .torch ? 1 / Scalar(1 - probability) : Scalar(1 / (1 - probability))
  }

  /// The order of the rows of an epoch: NumPy's `permutation`, or that of a `DataLoader` with shuffling.
  ///
  /// A DataLoader draws a seed for its workers, then one for its sampler, which draws the order with a generator of its
  /// own, here `sampler`.
  mutating func drawEpoch(_ order: inout [Int], _ sampler: inout RandomStream) {
    for index in order.indices { order[index] = index }
    guard family == .torch else { return permute(&order) }
    _ = nextLong()
    let seed = nextLong() & (1 << 63 - 1)
    sampler.restart(seed: UInt32(truncatingIfNeeded: seed))
    sampler.permute(&order)
  }
}
