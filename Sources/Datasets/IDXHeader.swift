/// What an IDX file says of its elements before them.
struct IDXHeader {
  /// The extents, the slowest-changing first.
  let shape: [Int]
  /// The number of the type of the elements.
  let type: UInt8
  /// The bytes of an element.
  let elementSize: Int
  /// Where the elements begin.
  let start: Int
  /// The bytes of all elements.
  let byteCount: Int

  /// The bytes of the longest header, that of 255 extents.
  static let longest = 4 + 4 * 255

  /// The type of unsigned bytes.
  static let bytes: UInt8 = 0x08

  /// The bytes of an element by type.
  private static let sizes: [UInt8: Int] = [bytes: 1, 0x09: 1, 0x0B: 2, 0x0C: 4, 0x0D: 4, 0x0E: 8]

  /// Reads it from the beginning of a file; the name is how messages call that.
  init(_ bytes: [UInt8], name: String) throws(DataFileError) {
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0 else {
      throw DataFileError("\(name) is no IDX file: it does not begin with two zeros, a type and a rank")
    }
    let rank = Int(bytes[3])
    type = bytes[2]
    guard let size = Self.sizes[type] else {
      throw DataFileError("\(name) has elements of the unknown type \(type)")
    }
    start = 4 + 4 * rank
    guard bytes.count >= start else {
      throw DataFileError("\(name) ends within its header of \(counted(rank, "extent"))")
    }
    shape = (0..<rank).map { index in Int(bigEndian(bytes, 4 + 4 * index, 4)) }
    var need = size
    for extent in shape {
      let (product, hasOverflown) = need.multipliedReportingOverflow(by: extent)
      guard !hasOverflown else { throw DataFileError("\(name) says it holds more elements than can be") }
      need = product
    }
    (elementSize, byteCount) = (size, need)
  }

  /// The bytes of memory that the elements take, given those of the file: bytes stay bytes, and all others are doubles.
  var need: Double { Double(byteCount) + Double(byteCount / elementSize) * (type == Self.bytes ? 1 : 8) }
}

/// The big-endian number of some bytes.
func bigEndian(_ bytes: [UInt8], _ place: Int, _ size: Int) -> UInt64 {
  (0..<size).reduce(0) { $0 << 8 | UInt64(bytes[place + $1]) }
}
