import CSodium

/// Signs messages by HMAC-SHA256, and tells signatures that are right from others in a time that does not depend on them.
struct Signer: Sendable {
  private let key: [UInt8]

  /// Creates a signer; without a key nothing is signed, and everything is taken for genuine.
  init(key: String) {
    precondition(sodium_init() >= 0, "libsodium finds no randomness")
    self.key = Array(key.utf8)
  }

  /// The signature of the parts of a message, in hexadecimal digits.
  func signature(_ parts: some Sequence<[UInt8]>) -> [UInt8] {
    guard !key.isEmpty else { return [] }
    var state = crypto_auth_hmacsha256_state()
    crypto_auth_hmacsha256_init(&state, key, key.count)
    for part in parts { crypto_auth_hmacsha256_update(&state, part, UInt64(part.count)) }
    var bytes = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_bytes()))
    crypto_auth_hmacsha256_final(&state, &bytes)
    let digits = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }

  /// Whether a signature is that of the parts.
  func isGenuine(_ signature: [UInt8], _ parts: some Sequence<[UInt8]>) -> Bool {
    let right = self.signature(parts)
    return right.isEmpty || (right.count == signature.count && sodium_memcmp(right, signature, right.count) == 0)
  }

  /// Random letters and digits that nobody else has.
  static func randomName() -> String {
    var bytes = [UInt8](repeating: 0, count: 16)
    randombytes_buf(&bytes, bytes.count)
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
