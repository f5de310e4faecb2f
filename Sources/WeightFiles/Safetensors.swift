/// The safetensors format: the length of a header, the header in JSON, and the arrays one after the other.
///
/// https://huggingface.co/docs/safetensors: lengths and elements are little-endian; the arrays fill the rest of the file
/// without gaps or overlaps.
enum Safetensors {
  private static let types: [String: ElementType] = [
    "F64": .float64, "F32": .float32, "F16": .float16, "BF16": .bfloat16, "I64": .int64, "I32": .int32, "I16": .int16,
    "I8": .int8, "U64": .uint64, "U32": .uint32, "U16": .uint16, "U8": .uint8, "BOOL": .bool,
  ]

  /// The longest header that the format allows.
  private static let longestHeader = 100_000_000

  static func read(_ bytes: [UInt8]) throws(WeightFileError) -> [Tensor] {
    guard bytes.count >= 8 else { throw WeightFileError("the file ends before the length of its header") }
    let length = littleEndian(bytes[..<8])
    guard length <= UInt64(longestHeader), length <= UInt64(bytes.count - 8) else {
      throw WeightFileError("the header is said to have \(length) bytes, but \(bytes.count - 8) follow")
    }
    let end = 8 + Int(length)
    var reader = JSONHeader(bytes[8..<end])
    let entries = try reader.entries()
    let data = bytes[end...]
    var tensors: [Tensor] = []
    var place = 0
    for entry in entries.sorted(by: { $0.begin < $1.begin }) {
      guard let type = types[entry.type] else {
        throw WeightFileError("'\(entry.name)' has elements of the unknown type '\(entry.type)'")
      }
      guard let count = valueCount(entry.shape) else { throw WeightFileError("'\(entry.name)' is too large") }
      guard entry.begin == place else {
        throw WeightFileError("'\(entry.name)' begins at byte \(entry.begin) of the data, not at \(place)")
      }
      guard entry.end >= entry.begin, entry.end - entry.begin == count * type.size else {
        throw WeightFileError(
          "'\(entry.name)' takes bytes \(entry.begin) to \(entry.end), but its shape needs \(count * type.size)")
      }
      guard entry.end <= data.count else {
        throw WeightFileError("'\(entry.name)' ends at byte \(entry.end) of the data, which has \(data.count)")
      }
      let part = data[(data.startIndex + entry.begin)..<(data.startIndex + entry.end)]
      tensors.append(
        Tensor(
          name: entry.name, shape: entry.shape, values: type.values(part), isSinglePrecision: type.isSinglePrecision))
      place = entry.end
    }
    guard place == data.count else { throw WeightFileError("\(data.count - place) bytes follow the last tensor") }
    return tensors
  }

  static func write(_ tensors: [Tensor]) -> [UInt8] {
    var entries: [String] = []
    var data: [UInt8] = []
    for tensor in tensors {
      let begin = data.count
      for value in tensor.values {
        let bits = tensor.isSinglePrecision ? UInt64(Float(value).bitPattern) : value.bitPattern
        for place in 0..<(tensor.isSinglePrecision ? 4 : 8) {
          data.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * place)))
        }
      }
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      entries.append(
        "\(JSONHeader.quoted(tensor.name)):{\"dtype\":\"\(tensor.isSinglePrecision ? "F32" : "F64")\","
          + "\"shape\":[\(shape)],\"data_offsets\":[\(begin),\(data.count)]}")
    }
    var header = Array("{\(entries.joined(separator: ","))}".utf8)
    header += Array(repeating: 0x20, count: (8 - header.count % 8) % 8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: UInt64(header.count) >> UInt64(8 * $0)) }
    return length + header + data
  }
}
