import Foundation
import WeightFiles

/// The files that Tests/Fixtures/weights/make_weights.py recorded.
enum Fixture {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/weights")

  /// The bytes of a file.
  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// The names of the files that end like this and are to be read.
  static func names(_ ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(ending) && !$0.hasPrefix("refused") }.sorted()
  }

  /// The tensors that Python saw in each file.
  static func recorded() throws -> [String: [Tensor]] {
    var files: [String: [Tensor]] = [:]
    for line in try String(decoding: bytes("values.txt"), as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: ":", omittingEmptySubsequences: false)
      let words = parts[0].split(separator: " ").map(String.init)
      let values = parts[1].split(separator: " ").compactMap { UInt64($0, radix: 16) }.map(Double.init(bitPattern:))
      files[words[0], default: []].append(
        Tensor(
          name: words[1], shape: words[3] == "-" ? [] : words[3].split(separator: "x").compactMap { Int($0) },
          values: values, isSinglePrecision: words[2] == "single"))
    }
    return files
  }
}

extension Tensor {
  /// The bits of the values, of which not-a-number equals itself and -0 is not 0.
  var bits: [UInt64] { values.map(\.bitPattern) }

  /// Whether all is the same, bit for bit.
  func isIdentical(to other: Tensor) -> Bool {
    name == other.name && shape == other.shape && isSinglePrecision == other.isSinglePrecision && bits == other.bits
  }
}

/// The message of the error that reading bytes throws, or nil.
func failure(_ bytes: [UInt8], as format: WeightFile.Format? = nil, name: String = "file") -> WeightFileError? {
  do {
    _ = try WeightFile.read(bytes, as: format, name: name)
    return nil
  } catch {
    return error
  }
}

/// An unsigned number as little-endian bytes.
func littleEndian(_ number: Int, _ size: Int) -> [UInt8] {
  (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
