/// Why a file gave no tensors.
public struct WeightFileError: Error, Sendable, Equatable {
  /// What is wrong: one phrase that names the file and the place in it.
  public let message: String
  /// What to do about it, if there is something to say.
  public let help: String?
  /// The bytes of memory that reading needs, where that is why it was refused.
  public let need: Double?

  /// Creates an error.
  public init(_ message: String, help: String? = nil, need: Double? = nil) {
    self.message = message
    self.help = help
    self.need = need
  }

  /// Refuses a file whose bytes, and the numbers made of them, need more memory than there is room for; a number is 8
  /// bytes, in its array and where it is taken to.
  static func require(bytes: Int, numbers: Int, of room: Double, for name: String) throws(WeightFileError) {
    let need = Double(bytes) + 16 * Double(numbers)
    guard need > room else { return }
    throw WeightFileError("\(name) needs \(need) bytes of memory, and there is room for \(room)", need: need)
  }
}

/// What helps with a file that is shorter than it says.
let cutShort = "the file may be cut short: copy or download it again"

/// A name from a file, in quotes and cut where it is long enough to drown the message.
func quoted(_ name: String) -> String {
  let scalars = name.unicodeScalars
  guard let end = scalars.index(scalars.startIndex, offsetBy: 60, limitedBy: scalars.endIndex), end < scalars.endIndex
  else { return "'\(name)'" }
  return "'\(String(scalars[..<end]))…'"
}

/// A count with its noun: `1 byte`, `2 bytes`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

/// Extents as messages show them: `2 × 3`, cut where there are many.
func described(_ shape: [Int]) -> String {
  guard !shape.isEmpty else { return "no extents" }
  return shape.prefix(8).map(String.init).joined(separator: " × ") + (shape.count > 8 ? " × …" : "")
}
