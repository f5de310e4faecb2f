/// The safetensors format: the length of a header, the header in JSON, and the tensors' bytes.
///
/// The header is an object of `name: {"dtype", "shape", "data_offsets"}` and, if wanted, `__metadata__`, an object of
/// strings. The offsets count from the end of the header, and the tensors fill the rest of the file without gaps
/// (Hugging Face, "Safetensors", section Format).
enum Safetensors {
  /// The most bytes a header may have; the format's own reader has the same bound.
  static let headerLimit = 100_000_000

  /// A tensor as the header declares it.
  private struct Entry {
    let name: String
    let type: ElementType
    let shape: [Int]
    let begin: Int
    let end: Int
  }

  /// Reads the bytes of a file; its name is how messages call it.
  static func read(_ bytes: [UInt8], name file: String) throws(WeightFileError) -> [Tensor] {
    var start = ByteReader(
      bytes[...], at: 0, truncation: WeightFileError("\(file) ends within the 8 bytes that give its header's length"))
    let length = try start.integer(8)
    guard length <= headerLimit else {
      throw WeightFileError("\(file) says its header has more than \(headerLimit / 1_000_000) MB")
    }
    guard length <= bytes.count - 8 else {
      throw WeightFileError(
        "\(file) says its header has \(counted(length, "byte")), but only \(bytes.count - 8) follow", help: cutShort)
    }
    let data = bytes[(8 + length)...]
    let entries = try entries(bytes[8..<(8 + length)], file: file)
    try checkLayout(entries, of: data.count, file: file)
    return entries.map { entry in
      Tensor(
        name: entry.name, shape: entry.shape,
        values: entry.type.values(data[(data.startIndex + entry.begin)..<(data.startIndex + entry.end)]),
        isSinglePrecision: entry.type.isSinglePrecision)
    }
  }

  /// What a header declares, in its order; every tensor's extent is that of its elements.
  private static func entries(_ header: ArraySlice<UInt8>, file: String) throws(WeightFileError) -> [Entry] {
    var entries: [Entry] = []
    var scanner = HeaderScanner(header, file: file)
    try scanner.object { (name, scanner) throws(WeightFileError) in
      if name == "__metadata__" {
        try scanner.object { (_, scanner) throws(WeightFileError) in _ = try scanner.string() }
      } else {
        entries.append(try entry(name, &scanner, file: file))
      }
    }
    try scanner.expectEnd()
    return entries
  }

  private static func entry(
    _ name: String, _ scanner: inout HeaderScanner, file: String
  ) throws(WeightFileError) -> Entry {
    let subject = "\(quoted(name)) in \(file)"
    var (type, shape, offsets): (String?, [Int]?, [Int]?)
    try scanner.object { (field, scanner) throws(WeightFileError) in
      switch field {
      case "dtype": type = try scanner.string()
      case "shape":
        try scanner.expect("[")
        shape = try scanner.naturalNumbers(closedBy: "]")
      case "data_offsets":
        try scanner.expect("[")
        offsets = try scanner.naturalNumbers(closedBy: "]")
      default: throw scanner.malformed("\(quoted(field)) says nothing about a tensor")
      }
    }
    guard let type else { throw WeightFileError("\(subject) has no dtype") }
    guard let shape else { throw WeightFileError("\(subject) has no shape") }
    guard let offsets else { throw WeightFileError("\(subject) has no data_offsets") }
    guard let element = types[type] else {
      throw WeightFileError(
        "\(subject) has elements of the type \(quoted(type)), which is not read",
        help: "the types read are \(types.keys.sorted().joined(separator: ", "))")
    }
    guard offsets.count == 2 else {
      throw WeightFileError("\(subject) has \(counted(offsets.count, "data offset")), not a begin and an end")
    }
    guard offsets[0] <= offsets[1] else {
      throw WeightFileError("\(subject) ends at byte \(offsets[1]) of the data, before it begins at \(offsets[0])")
    }
    guard let count = elementCount(shape + [element.size]) else {
      throw WeightFileError("\(subject) says it holds more elements than can be")
    }
    guard count == offsets[1] - offsets[0] else {
      throw WeightFileError(
        "\(subject) has \(counted(offsets[1] - offsets[0], "byte")), but its shape (\(described(shape))) and dtype "
          + "\(type) need \(count)")
    }
    return Entry(name: name, type: element, shape: shape, begin: offsets[0], end: offsets[1])
  }

  /// The tensors must fill the data: none beyond it, none over another, no bytes between them or after them.
  private static func checkLayout(_ entries: [Entry], of count: Int, file: String) throws(WeightFileError) {
    var end = 0
    for entry in entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
      let subject = "\(quoted(entry.name)) in \(file)"
      guard entry.end <= count else {
        throw WeightFileError(
          "\(subject) ends at byte \(entry.end) of the data, which has \(counted(count, "byte"))", help: cutShort)
      }
      guard entry.begin >= end else {
        throw WeightFileError("\(subject) begins at byte \(entry.begin) of the data, within another tensor")
      }
      guard entry.begin == end else {
        throw WeightFileError(
          "\(subject) begins at byte \(entry.begin) of the data, and none has the bytes from \(end)")
      }
      end = entry.end
    }
    guard end == count else {
      throw WeightFileError("\(file) has \(counted(count - end, "byte")) after its last tensor")
    }
  }

  /// The types by the names that headers use.
  private static let types: [String: ElementType] = [
    "F64": .float64, "F32": .float32, "F16": .float16, "BF16": .bfloat16,
    "I64": .int64, "I32": .int32, "I16": .int16, "I8": .int8,
    "U64": .uint64, "U32": .uint32, "U16": .uint16, "U8": .uint8, "BOOL": .bool,
  ]
}
