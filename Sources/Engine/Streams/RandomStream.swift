import CKernels

/// A random stream as NumPy's legacy generator or PyTorch's CPU generator draws it, in the same order.
///
/// Both are MT19937 (Matsumoto and Nishimura 1998); what they make of its words differs. The logarithm is not the
/// kernels' own, but NumPy's: another, however exact, differs in the last bit of 9 in 10,000 values, and so do 4 in 10,000
/// factors.
public struct RandomStream: Sendable, Equatable {
  /// Whose stream it is.
  public let family: Family
  private var state: [UInt32]
  private var position: Int
  var keptNormal: Double?

  /// The libraries whose streams there are.
  public enum Family: Sendable, Equatable {
    /// `numpy.random.seed` and the functions after it.
    case numpy
    /// `torch.manual_seed` and the functions after it, on the CPU.
    case torch
  }

  private static let size = 624
  private static let shift = 397

  /// Starts the stream as `numpy.random.seed(seed)` or `torch.manual_seed(seed)` does.
  public init(seed: UInt32, family: Family = .numpy) {
    self.family = family
    state = Array(repeating: 0, count: Self.size)
    position = Self.size
    restart(seed: seed)
  }

  /// Starts it anew.
  mutating func restart(seed: UInt32) {
    state[0] = seed
    for index in 1..<Self.size {
      let previous = state[index - 1]
      state[index] = 1_812_433_253 &* (previous ^ (previous >> 30)) &+ UInt32(index)
    }
    position = Self.size
    keptNormal = nil
  }

  /// The next 32 bits.
  public mutating func nextWord() -> UInt32 {
    if position == Self.size { regenerate() }
    var word = state[position]
    position += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9D2C_5680
    word ^= (word << 15) & 0xEFC6_0000
    return word ^ (word >> 18)
  }

  private mutating func regenerate() {
    for index in 0..<Self.size {
      let joined = (state[index] & 0x8000_0000) | (state[(index + 1) % Self.size] & 0x7FFF_FFFF)
      let twist: UInt32 = joined & 1 == 0 ? 0 : 0x9908_B0DF
      state[index] = state[(index + Self.shift) % Self.size] ^ (joined >> 1) ^ twist
    }
    position = 0
  }

  /// A number in [0, 1) with 53 random bits: `rand`.
  public mutating func uniform() -> Double {
    let high = Double(nextWord() >> 5)
    let low = Double(nextWord() >> 6)
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }

  /// A number from the standard normal distribution by Marsaglia's polar method: `randn`.
  public mutating func normal() -> Double {
    if let kept = keptNormal {
      keptNormal = nil
      return kept
    }
    while true {
      let first = 2 * uniform() - 1
      let second = 2 * uniform() - 1
      let squaredRadius = first * first + second * second
      guard squaredRadius < 1, squaredRadius != 0 else { continue }
      let factor = (-2 * nb_stream_log(squaredRadius) / squaredRadius).squareRoot()
      keptNormal = factor * first
      return factor * second
    }
  }

  /// A whole number from 0 to a limit below 2³², the limit included, by masked rejection: `randint`.
  public mutating func integer(through limit: UInt32) -> UInt32 {
    guard limit > 0 else { return 0 }
    let mask = UInt32.max >> UInt32(limit.leadingZeroBitCount)
    while true {
      let word = nextWord() & mask
      if word <= limit { return word }
    }
  }

  /// As many numbers below `count` as asked for, with replacement: `choice(count, draws)`, or torch's `randint`.
  public mutating func choice(_ count: Int, draws: Int) -> [Int] {
    var drawn = Array(repeating: 0, count: draws)
    choose(from: count, into: &drawn)
    return drawn
  }

  /// The same in the place of others.
  mutating func choose(from count: Int, into drawn: inout [Int]) {
    for index in drawn.indices {
      drawn[index] = family == .torch ? Int(nextWord() % UInt32(count)) : Int(integer(through: UInt32(count - 1)))
    }
  }

  /// Different numbers below `count`: `choice(count, draws, replace=False)`.
  public mutating func sample(_ count: Int, draws: Int) -> [Int] {
    Array(permutation(count).prefix(draws))
  }

  /// The numbers below `count` in random order: `permutation`, or torch's `randperm`.
  public mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    permute(&order)
    return order
  }

  /// The same in the place of the numbers below their count.
  mutating func permute(_ order: inout [Int]) {
    let count = order.count
    if family == .torch {
      for index in 0..<max(count - 1, 0) { order.swapAt(index, index + Int(nextWord() % UInt32(count - index))) }
    } else {
      shuffle(&order)
    }
  }

  /// Reorders elements in place: NumPy's `shuffle`.
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for index in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(index, Int(integer(through: UInt32(index))))
    }
  }
}
