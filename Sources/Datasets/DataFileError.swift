import Files

/// Why a file gave no samples.
public struct DataFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong: one phrase that names the file and the place in it.
  public let message: String
  /// What to do about it, if there is something to say.
  public let help: String?
  /// The bytes of memory that reading needs, where that is why it was refused.
  public let need: Double?

  /// What is wrong, without the advice.
  public var description: String { message }

  /// Creates an error.
  public init(_ message: String, help: String? = nil, need: Double? = nil) {
    self.message = message
    self.help = help
    self.need = need
  }

  /// Refuses what needs more memory than there is room for; both are in bytes.
  static func require(_ need: Double, of room: Double, for name: String) throws(DataFileError) {
    guard need > room else { return }
    throw DataFileError("\(name) needs \(need) bytes of memory, and there is room for \(room)", need: need)
  }
}

extension Place {
  /// All bytes of the file of samples that is there, if there is room for so many.
  func contents(room: Double) throws(DataFileError) -> [UInt8] {
    let file = try tried { () throws(FileError) in try open() }
    try DataFileError.require(Double(file.size ?? 0), of: room, for: name)
    return try tried { () throws(FileError) in try file.bytes(upTo: Int(min(room, Double(InputFile.mostBytes)))) }
  }

  private func tried<Value>(_ work: () throws(FileError) -> Value) throws(DataFileError) -> Value {
    do throws(FileError) { return try work() } catch { throw DataFileError(error.message) }
  }
}
