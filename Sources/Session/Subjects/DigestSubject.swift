import Language
import Outputs

/// `show digest`: a hash of the bits of all parameters and running statistics.
struct DigestSubject: Subject {
  static let form = Form("digest", "a hash of the bits of all parameters and running statistics")

  init(_ word: String, _ arguments: Arguments) {}

  var description: String { "digest" }

  func check(_ facts: Facts, _ at: Places) throws(Diagnostic) { _ = try facts.requireNetwork(at) }

  func shape(_ ready: Void, _ facts: Facts) -> SubjectShape { .text }

  func value(_ ready: Void, _ state: State) -> SubjectValue { .text(state.digest) }

  func outputs(_ ready: Void, _ state: State, isFull: Bool) -> [Output] {
    [.note("Digest of the network: \(state.digest).")]
  }
}

extension State {
  /// The hash of all parameters as 16 hexadecimal digits.
  var digest: String { hexadecimal(network.digest) }
}

/// A hash as 16 hexadecimal digits.
func hexadecimal(_ hash: UInt64) -> String {
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
