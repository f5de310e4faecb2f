/// Why a file is no notebook of Jupyter, or none that can be read.
public struct NotebookError: Error, Sendable, Equatable {
  /// One phrase, with the place in the file where there is one, such as `cells[2].source`.
  public let message: String
  /// What to do about it.
  public let help: String?

  /// Creates an error.
  public init(_ message: String, help: String? = nil) { (self.message, self.help) = (message, help) }
}
