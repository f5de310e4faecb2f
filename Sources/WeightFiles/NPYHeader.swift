/// The header of a NumPy array file, versions 1 to 3: what the elements are and how they lie.
///
/// After the magic bytes stand the version, the length of a text, and the text: a Python dictionary of `descr`,
/// `fortran_order` and `shape` (NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays").
struct NPYHeader {
  /// What every such file begins with.
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The type of the elements.
  let type: ElementType
  /// Whether an element's most significant byte comes first.
  let isBigEndian: Bool
  /// Whether the first extent changes fastest.
  let isFortranOrder: Bool
  /// The extents.
  let shape: [Int]
  /// The bytes of the elements: as many as the extents and the type need.
  let data: ArraySlice<UInt8>
  /// The number of elements.
  var count: Int { data.count / type.size }

  /// Reads a header; the name is how messages call the file.
  init(_ bytes: ArraySlice<UInt8>, name: String) throws(WeightFileError) {
    var reader = ByteReader(
      bytes, at: bytes.startIndex, truncation: WeightFileError("\(name) ends within its header", help: cutShort))
    guard bytes.starts(with: Self.magic) else { throw WeightFileError("\(name) is no .npy file") }
    _ = try reader.take(Self.magic.count)
    let (major, minor) = (try reader.integer(1), try reader.integer(1))
    guard (1...3).contains(major), minor == 0 else {
      throw WeightFileError("\(name) has the unknown version \(major).\(minor) of the .npy format")
    }
    let text = try reader.take(try reader.integer(major == 1 ? 2 : 4))
    data = bytes[reader.position...]

    var (type, isFortranOrder, shape): (String?, Bool?, [Int]?)
    var scanner = HeaderScanner(text, file: name)
    try scanner.expect("{")
    while !scanner.accept("}") {  // which also passes over the spaces before a key
      let start = scanner.position
      let key = try scanner.pythonString()
      try scanner.expect(":")
      switch key {
      case "descr" where type == nil:
        guard scanner.peek() != UInt8(ascii: "[") else {
          throw WeightFileError(
            "\(name) holds records of several fields", help: "save each field as an array of its own")
        }
        type = try scanner.pythonString()
      case "fortran_order" where isFortranOrder == nil:
        let word = scanner.word()
        guard ["True", "False"].contains(word) else { throw scanner.malformed("True or False is missing") }
        isFortranOrder = word == "True"
      case "shape" where shape == nil:
        try scanner.expect("(")
        shape = try scanner.naturalNumbers(closedBy: ")", mayEndWithComma: true)
      default: throw scanner.malformed("\(quoted(key)) is unknown or stands there twice", at: start)
      }
      guard scanner.accept(",") else {
        try scanner.expect("}")
        break
      }
    }
    try scanner.expectEnd()
    guard let type else { throw WeightFileError("the header of \(name) has no descr") }
    guard let isFortranOrder else { throw WeightFileError("the header of \(name) has no fortran_order") }
    guard let shape else { throw WeightFileError("the header of \(name) has no shape") }

    (self.type, isBigEndian) = try Self.elementType(type, name: name)
    guard let count = elementCount(shape + [self.type.size]) else {
      throw WeightFileError("\(name) says it holds more elements than can be")
    }
    guard count == data.count else {
      throw WeightFileError(
        "\(name) has \(counted(data.count, "byte")) of elements, but its shape (\(described(shape))) and type '\(type)' "
          + "need \(count)", help: data.count < count ? cutShort : nil)
    }
    (self.isFortranOrder, self.shape) = (isFortranOrder, shape)
  }

  /// The type and byte order that a description means: an order (`<`, `>`, `=`, `|` or nothing), a kind and a size.
  private static func elementType(
    _ description: String, name: String
  ) throws(WeightFileError) -> (ElementType, isBigEndian: Bool) {
    let hasOrder = description.first.map { "<>=|".contains($0) } ?? false
    if let type = types[String(description.dropFirst(hasOrder ? 1 : 0))] { return (type, description.first == ">") }
    guard !description.hasSuffix("O") else {
      throw WeightFileError(
        "\(name) holds Python objects", help: "reading them runs them as a program: save an array of numbers instead")
    }
    throw WeightFileError(
      "\(name) has elements of the type \(quoted(description)), which is not read",
      help: "the types read are booleans, integers, and real numbers of 16, 32 and 64 bits")
  }

  private static let types: [String: ElementType] = [
    "f8": .float64, "f4": .float32, "f2": .float16, "i8": .int64, "i4": .int32, "i2": .int16, "i1": .int8,
    "u8": .uint64, "u4": .uint32, "u2": .uint16, "u1": .uint8, "b1": .bool,
  ]
}

extension HeaderScanner {
  /// Takes a Python string of printable ASCII without escapes, in quotes of either kind.
  fileprivate mutating func pythonString() throws(WeightFileError) -> String {
    guard let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw malformed("a string is missing")
    }
    let start = position
    _ = byte()
    var text: [UInt8] = []
    while let next = byte() {
      if next == quote { return String(decoding: text, as: UTF8.self) }
      guard (0x20..<0x7F).contains(next), next != UInt8(ascii: "\\") else {
        throw malformed("a string holds an escape or no printable ASCII", at: position - 1)
      }
      text.append(next)
    }
    throw malformed("a string is never closed", at: start)
  }
}
