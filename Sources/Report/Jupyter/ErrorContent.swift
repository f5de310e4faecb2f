import Outputs

/// A failure as Jupyter's `error` messages and outputs have it.
public struct ErrorContent: Sendable, Equatable {
  /// The kind of error.
  public let name = "Error"
  /// The place and what is wrong, a line.
  public let value: String
  /// What is to be shown, a string a line: place and message, the source with carets, notes and help.
  public let traceback: [String]

  /// Describes a failure.
  public init(_ failure: Failure) {
    value = visible("\(failure.place): \(failure.message)")
    traceback = description(of: failure)
  }

  /// The bytes of the whole text.
  public var byteCount: Int { traceback.reduce(value.utf8.count) { $0 + $1.utf8.count } }
}
