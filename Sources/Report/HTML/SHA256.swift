/// The SHA-256 digest of bytes, 32 bytes, as FIPS 180-4 has it; for texts of a few kilobytes.
public func sha256(_ bytes: [UInt8]) -> [UInt8] {
  var message = bytes + [0x80]
  message += Array(repeating: 0, count: (120 - message.count % 64) % 64)
  message += bigEndian(UInt64(bytes.count) * 8)
  var state = initialState
  for start in stride(from: 0, to: message.count, by: 64) { add(message[start..<(start + 64)], to: &state) }
  return state.flatMap(bigEndian)
}

private func add(_ block: ArraySlice<UInt8>, to state: inout [UInt32]) {
  var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { place in
    block[place..<(place + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
  }
  for place in 16..<64 {
    let (early, late) = (words[place - 15], words[place - 2])
    let first = rotated(early, 7) ^ rotated(early, 18) ^ early >> 3
    let second = rotated(late, 17) ^ rotated(late, 19) ^ late >> 10
    words.append(words[place - 16] &+ first &+ words[place - 7] &+ second)
  }
  var (a, b, c, d) = (state[0], state[1], state[2], state[3])
  var (e, f, g, h) = (state[4], state[5], state[6], state[7])
  for (word, constant) in zip(words, roundConstants) {
    let choice = (e & f) ^ (~e & g)
    let majority = (a & b) ^ (a & c) ^ (b & c)
    let first = h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ constant &+ word
    let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
    (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
  }
  state = zip(state, [a, b, c, d, e, f, g, h]).map { $0 &+ $1 }
}

private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

private func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: number.bigEndian, Array.init)
}

/// The first 64 primes: their square and cube roots have the constants in their fractions.
private let primes = (2...311).filter { number in !(2..<number).contains { number.isMultiple(of: $0) } }

private let initialState = primes.prefix(8).map { UInt32(truncatingIfNeeded: root($0, power: 2)) }
private let roundConstants = primes.map { UInt32(truncatingIfNeeded: root($0, power: 3)) }

/// The root of a prime in units of 2^-32, rounded down: of its bits the last 32 are those after the point.
private func root(_ prime: Int, power: Int) -> UInt64 {
  var root: UInt64 = 0
  for bit in (0..<40).reversed() {
    let next = root | 1 << UInt64(bit)
    if isAtMost(next, prime, power: power) { root = next }
  }
  return root
}

/// Whether a number of units of 2^-32, to a power, is at most a prime.
private func isAtMost(_ number: UInt64, _ prime: Int, power: Int) -> Bool {
  let square = number.multipliedFullWidth(by: number)
  if power == 2 { return square.high < UInt64(prime) || square.high == UInt64(prime) && square.low == 0 }
  // The square has 64 bits after the point. A prime has no whole cube root, so that a bound from below will do.
  let low = square.low.multipliedFullWidth(by: number)
  let high = square.high.multipliedFullWidth(by: number)
  let (middle, overflow) = high.low.addingReportingOverflow(low.high)
  let whole = (high.high &+ (overflow ? 1 : 0)) << 32 | middle >> 32
  return whole < UInt64(prime)
}
