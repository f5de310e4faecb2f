/// Why a file is no notebook of Jupyter, or none that can be read.
public struct NotebookError: Error, Sendable, Equatable {
  /// One phrase, with the place in the file where there is one, such as `cells[2].source`.
  public let message: String
  /// The offset in the file, where it is no JSON; nil if the message names the place, or there is none.
  public let offset: Int?
  /// What to do about it.
  public let help: String?

  /// Creates an error.
  public init(_ message: String, at offset: Int? = nil, help: String? = nil) {
    (self.message, self.offset, self.help) = (message, offset, help)
  }
}
