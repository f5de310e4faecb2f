/// Why bytes are no weights.
public struct WeightFileError: Error, Sendable, Equatable {
  /// What is wrong: one phrase.
  public let message: String

  init(_ message: String) { self.message = message }
}

/// A file of named arrays, of one of the formats this module knows.
public enum WeightFile {
  /// Reads a safetensors, .npz or .npy file, told apart by what it begins with; an .npy file has one tensor without a name.
  public static func read(_ bytes: [UInt8]) throws(WeightFileError) -> [Tensor] {
    if bytes.starts(with: NPYFile.magic) { return [try NPYFile.read(bytes[...], name: "")] }
    if bytes.starts(with: [0x50, 0x4B]) { return try ZIPArchive(bytes).arrays() }
    return try Safetensors.read(bytes)
  }

  /// Writes a safetensors file.
  public static func write(_ tensors: [Tensor]) -> [UInt8] { Safetensors.write(tensors) }
}

/// The most values that a file may hold: as many as fit 8 GB in double precision.
let mostValues = 1_000_000_000

/// The number of values of a shape; nil if there can be no such array.
func valueCount(_ shape: [Int]) -> Int? {
  var count = 1
  for extent in shape {
    let (product, hasOverflown) = count.multipliedReportingOverflow(by: extent)
    guard extent >= 0, !hasOverflown, product <= mostValues else { return nil }
    count = product
  }
  return count
}

/// An unsigned number of little-endian bytes; the bytes must be there.
func littleEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
  bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
}
