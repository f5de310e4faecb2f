import Compression
import Engine
import Files

/// An array as the IDX format holds it: the format of MNIST's files.
///
/// Two zeros, a type, a rank, one big-endian 32-bit extent for each dimension, and the elements, big-endian too (LeCun,
/// Cortes and Burges, "The MNIST database of handwritten digits").
public struct IDXFile: Sendable, Equatable {
  /// The extents, the slowest-changing first.
  public let shape: [Int]
  /// The elements.
  public let elements: Elements

  /// The elements, bytes apart from all other types.
  public enum Elements: Sendable, Equatable {
    /// Unsigned bytes.
    case bytes([UInt8])
    /// Numbers of any other type.
    case numbers([Double])
  }

  /// Reads a file, plain or gzipped.
  ///
  /// It is an error if its elements need more bytes than there is room for; what a compressed file says of them is read
  /// before they are.
  public init(_ file: Place, room: Double = .infinity) throws(DataFileError) {
    let (read, name) = (try file.contents(room: room), file.name)
    guard read.starts(with: [0x1F, 0x8B]) else {
      try self.init(read, name: name, room: room)
      return
    }
    let bytes = try Self.inflated(name) { () throws(InflateFailure) in
      try inflatedBeginning(of: read[...], as: .gzip, count: IDXHeader.longest)
    }
    let header = try IDXHeader(bytes, name: name)
    try DataFileError.require(Double(read.count) + header.need, of: room, for: name)
    let all = try Self.inflated(name) { () throws(InflateFailure) in
      try inflate(read[...], as: .gzip, limit: header.start + header.byteCount, isExact: true)
    }
    try self.init(all, name: name)
  }

  private static func inflated(
    _ name: String, _ work: () throws(InflateFailure) -> [UInt8]
  ) throws(DataFileError) -> [UInt8] {
    do throws(InflateFailure) {
      return try work()
    } catch {
      switch error {
      case .truncated: throw DataFileError("\(name) ends too early: its compressed data is not whole")
      case .tooLarge: throw DataFileError("\(name) holds more bytes than its header says")
      case .damaged: throw DataFileError("\(name) is damaged: it does not decompress")
      }
    }
  }

  /// Reads the bytes of a file.
  public init(_ bytes: [UInt8], name: String, room: Double = .infinity) throws(DataFileError) {
    let header = try IDXHeader(bytes, name: name)
    shape = header.shape
    guard bytes.count - header.start == header.byteCount else {
      throw DataFileError(
        "\(name) holds \(bytes.count - header.start) bytes of elements, but "
          + "\(shape.map(String.init).joined(separator: " × ")) elements of \(counted(header.elementSize, "byte")) need "
          + "\(header.byteCount)")
    }
    try DataFileError.require(header.need, of: room, for: name)
    guard header.type != IDXHeader.bytes else {
      elements = .bytes(Array(bytes[header.start...]))
      return
    }
    let numbers = stride(from: header.start, to: bytes.count, by: header.elementSize).map {
      Self.number(bytes, $0, header.type)
    }
    if let index = numbers.firstIndex(where: { !$0.isFinite }) {
      throw DataFileError("\(name), element \(index + 1) is \(numbers[index]), which is not a finite number")
    }
    elements = .numbers(numbers)
  }

  private static func number(_ bytes: [UInt8], _ place: Int, _ type: UInt8) -> Double {
    switch type {
    case 0x09: Double(Int8(bitPattern: bytes[place]))
    case 0x0B: Double(Int16(truncatingIfNeeded: bigEndian(bytes, place, 2)))
    case 0x0C: Double(Int32(truncatingIfNeeded: bigEndian(bytes, place, 4)))
    case 0x0D: Double(Float(bitPattern: UInt32(bigEndian(bytes, place, 4))))
    default: Double(bitPattern: bigEndian(bytes, place, 8))
    }
  }

  /// The array as rows along the first extent, all others side by side; bytes are divided by 255.
  public var rows: Matrix {
    let count = shape.first ?? 1
    switch elements {
    case .bytes(let bytes):
      return Matrix(rows: count, columns: count == 0 ? 0 : bytes.count / count, bytes: bytes, divisor: 255)
    case .numbers(let numbers):
      return Matrix(rows: count, columns: count == 0 ? 0 : numbers.count / count, values: numbers)
    }
  }

  /// The array as one column of labels, undivided; nil unless it has one extent.
  public var labels: Matrix? {
    guard shape.count == 1 else { return nil }
    switch elements {
    case .bytes(let bytes): return Matrix(rows: bytes.count, columns: 1, bytes: bytes, divisor: 1)
    case .numbers(let numbers): return Matrix(rows: numbers.count, columns: 1, values: numbers)
    }
  }
}

/// A count with its noun: `1 row`, `2 rows`.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
