import Files

/// Why a file gave no samples.
public struct DataFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong: one phrase that names the file and the place in it.
  public let message: String
  /// What to do about it, if there is something to say.
  public let help: String?

  /// What is wrong, without the advice.
  public var description: String { message }

  /// Creates an error.
  public init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }

}

extension Place {
  /// All bytes of the file of samples that is there.
  func contents() throws(DataFileError) -> [UInt8] {
    do throws(FileError) {
      return try open().bytes()
    } catch {
      throw DataFileError(error.message)
    }
  }
}
