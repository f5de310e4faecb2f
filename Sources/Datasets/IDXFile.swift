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
  public init(_ file: Place) throws(DataFileError) {
    let (read, name) = (try file.contents(), file.name)
    guard read.starts(with: [0x1F, 0x8B]) else {
      try self.init(read, name: name)
      return
    }
    do {
      try self.init(try inflate(read[...], as: .gzip, limit: InputFile.mostBytes), name: name)
    } catch let error as DataFileError {
      throw error
    } catch InflateFailure.truncated {
      throw DataFileError("\(name) ends too early: its compressed data is not whole")
    } catch InflateFailure.tooLarge {
      throw DataFileError("\(name) holds more than \(InputFile.mostBytes / 1_000_000_000) GB")
    } catch {
      throw DataFileError("\(name) is damaged: it does not decompress")
    }
  }

  /// Reads the bytes of a file.
  public init(_ bytes: [UInt8], name: String) throws(DataFileError) {
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0 else {
      throw DataFileError("\(name) is no IDX file: it does not begin with two zeros, a type and a rank")
    }
    let (type, rank) = (bytes[2], Int(bytes[3]))
    guard let size = Self.sizes[type] else {
      throw DataFileError("\(name) has elements of the unknown type \(type)")
    }
    let start = 4 + 4 * rank
    guard bytes.count >= start else {
      throw DataFileError("\(name) ends within its header of \(counted(rank, "extent"))")
    }
    shape = (0..<rank).map { index in Int(Self.bigEndian(bytes, 4 + 4 * index, 4)) }
    var need = size
    for extent in shape {
      let (product, hasOverflown) = need.multipliedReportingOverflow(by: extent)
      guard !hasOverflown else { throw DataFileError("\(name) says it holds more elements than can be") }
      need = product
    }
    guard bytes.count - start == need else {
      throw DataFileError(
        "\(name) holds \(bytes.count - start) bytes of elements, but \(shape.map(String.init).joined(separator: " × ")) "
          + "elements of \(counted(size, "byte")) need \(need)")
    }
    elements =
      type == 0x08
      ? .bytes(Array(bytes[start...]))
      : .numbers(stride(from: start, to: bytes.count, by: size).map { Self.number(bytes, $0, type) })
    guard case .numbers(let numbers) = elements else { return }
    if let index = numbers.firstIndex(where: { !$0.isFinite }) {
      throw DataFileError("\(name), element \(index + 1) is \(numbers[index]), which is not a finite number")
    }
  }

  /// The bytes of an element by type.
  private static let sizes: [UInt8: Int] = [0x08: 1, 0x09: 1, 0x0B: 2, 0x0C: 4, 0x0D: 4, 0x0E: 8]

  private static func bigEndian(_ bytes: [UInt8], _ place: Int, _ size: Int) -> UInt64 {
    (0..<size).reduce(0) { $0 << 8 | UInt64(bytes[place + $1]) }
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
