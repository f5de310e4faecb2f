/// Why a file gave no tensors.
public struct WeightFileError: Error, Sendable, Equatable {
  /// What is wrong: one phrase that names the file and the place in it.
  public let message: String
  /// What to do about it, if there is something to say.
  public let help: String?

  /// Creates an error.
  public init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
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
