/// The safetensors format: the length of a header, the header in JSON, and the tensors' bytes.
///
/// The header is an object of `name: {"dtype", "shape", "data_offsets"}` and, if wanted, `__metadata__`, an object of
/// strings. The offsets count from the end of the header, and the tensors fill the rest of the file without gaps
/// (Hugging Face, "Safetensors", section Format).
enum Safetensors {
  /// The most bytes a header may have; the format's own reader has the same bound.
  static let headerLimit = 100_000_000

  /// What the metadata that a file is written with is called in its header.
  static let metadataName = "__metadata__"

  /// A tensor as the header declares it.
  struct Entry {
    let name: String
    let type: ElementType
    let shape: [Int]
    let begin: Int
    let end: Int
  }

  /// What a header declares.
  struct Header {
    /// The tensors in the header's order; every extent is that of the elements.
    var entries: [Entry] = []
    /// What else is said of the file, by name.
    var metadata: [String: String] = [:]
    /// The bytes of the metadata's names and texts.
    fileprivate var metadataSize = 0
  }

  /// The bytes of a file up to its data, as far as its first 8 bytes tell; its name is how messages call it.
  static func length(ofHead bytes: [UInt8], name file: String) throws(WeightFileError) -> Int {
    var start = ByteReader(
      bytes[...], at: 0, truncation: WeightFileError("\(file) ends within the 8 bytes that give its header's length"))
    let length = try start.integer(8)
    guard length <= headerLimit else {
      throw WeightFileError("\(file) says its header has more than \(headerLimit / 1_000_000) MB")
    }
    return 8 + length
  }

  /// Reads the header of a file whose data may be missing.
  static func header(_ bytes: [UInt8], name file: String) throws(WeightFileError) -> Header {
    let end = try length(ofHead: bytes, name: file)
    guard end <= bytes.count else {
      throw WeightFileError(
        "\(file) says its header has \(counted(end - 8, "byte")), but only \(bytes.count - 8) follow", help: cutShort)
    }
    return try header(bytes[8..<end], file: file)
  }

  /// Reads the bytes of a file; its name is how messages call it.
  static func read(
    _ bytes: [UInt8], name file: String, room: Double = .infinity
  ) throws(WeightFileError) -> (tensors: [Tensor], metadata: [String: String]) {
    let header = try header(bytes, name: file)
    let data = bytes[try length(ofHead: bytes, name: file)...]
    try checkLayout(header.entries, of: data.count, file: file)
    let numbers = header.entries.reduce(0) { $0 + ($1.end - $1.begin) / $1.type.size }
    try WeightFileError.require(bytes: bytes.count, numbers: numbers, of: room, for: file)
    let tensors = header.entries.map { entry in
      Tensor(
        name: entry.name, shape: entry.shape,
        values: entry.type.values(data[(data.startIndex + entry.begin)..<(data.startIndex + entry.end)]),
        isSinglePrecision: entry.type.isSinglePrecision)
    }
    return (tensors, header.metadata)
  }

  private static func header(_ bytes: ArraySlice<UInt8>, file: String) throws(WeightFileError) -> Header {
    var header = Header()
    var scanner = HeaderScanner(bytes, file: file)
    try scanner.object { (name, scanner) throws(WeightFileError) in
      if name == metadataName {
        try scanner.object { (key, scanner) throws(WeightFileError) in
          let text = try scanner.string()
          header.metadataSize += key.utf8.count + text.utf8.count
          guard header.metadataSize <= WeightFile.metadataLimit else {
            throw WeightFileError("\(file) has more than \(WeightFile.metadataLimit / 1_000_000) MB of metadata")
          }
          header.metadata[key] = text
        }
      } else {
        header.entries.append(try entry(name, &scanner, file: file))
      }
    }
    try scanner.expectEnd()
    return header
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
