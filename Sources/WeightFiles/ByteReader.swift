/// Takes little-endian integers and runs of bytes from a file, one after another.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  /// What is thrown where the bytes end too early.
  private let truncation: WeightFileError
  /// The index of the next byte.
  private(set) var position: Int

  /// Begins at an index of the bytes, which may lie beyond them: then whatever is taken first throws.
  init(_ bytes: ArraySlice<UInt8>, at position: Int, truncation: WeightFileError) {
    (self.bytes, self.position, self.truncation) = (bytes, position, truncation)
  }

  /// Takes as many bytes as wanted.
  mutating func take(_ count: Int) throws(WeightFileError) -> ArraySlice<UInt8> {
    guard position >= bytes.startIndex, position <= bytes.endIndex, count <= bytes.endIndex - position else {
      throw truncation
    }
    defer { position += count }
    return bytes[position..<(position + count)]
  }

  /// Takes an unsigned integer of at most 8 bytes; one beyond `Int.max` is given as `Int.max`.
  mutating func integer(_ size: Int) throws(WeightFileError) -> Int {
    Int(clamping: try take(size).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
