/// NumPy's .npy format: a magic string, a version, a header that is a Python dictionary, and the elements.
///
/// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
enum NPYFile {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  private static let types: [String: ElementType] = [
    "f8": .float64, "f4": .float32, "f2": .float16, "i8": .int64, "i4": .int32, "i2": .int16, "i1": .int8,
    "u8": .uint64, "u4": .uint32, "u2": .uint16, "u1": .uint8, "b1": .bool,
  ]

  static func read(_ bytes: ArraySlice<UInt8>, name: String) throws(WeightFileError) -> Tensor {
    let label = name.isEmpty ? "the array" : "'\(name)'"
    let start = bytes.startIndex
    guard bytes.starts(with: magic) else { throw WeightFileError("\(label) is no .npy file") }
    guard bytes.count >= 10 else { throw WeightFileError("\(label) ends within its header") }
    let version = bytes[start + 6]
    guard (1...3).contains(version) else { throw WeightFileError("\(label) is of the unknown version \(version)") }
    let lengthSize = version == 1 ? 2 : 4
    guard bytes.count >= 8 + lengthSize else { throw WeightFileError("\(label) ends within its header") }
    let length = Int(littleEndian(bytes[(start + 8)..<(start + 8 + lengthSize)]))
    let headerStart = start + 8 + lengthSize
    guard length <= bytes.endIndex - headerStart else { throw WeightFileError("\(label) ends within its header") }
    let header = String(decoding: bytes[headerStart..<(headerStart + length)], as: UTF8.self)
    let data = bytes[(headerStart + length)...]

    guard let descr = quoted(after: "'descr':", in: header), let shape = tuple(after: "'shape':", in: header),
      let isFortran = word(after: "'fortran_order':", in: header), ["True", "False"].contains(isFortran)
    else {
      throw WeightFileError("the header of \(label) is not one of an array of numbers: \(header.prefix(80))")
    }
    guard let order = descr.first, "<>|=".contains(order), let type = types[String(descr.dropFirst())] else {
      throw WeightFileError("\(label) has elements of the type '\(descr)', which are no numbers")
    }
    guard let count = valueCount(shape) else { throw WeightFileError("\(label) is too large") }
    guard data.count == count * type.size else {
      throw WeightFileError("\(label) holds \(data.count) bytes of elements, but its shape needs \(count * type.size)")
    }
    let values = type.values(data, isBigEndian: order == ">")
    return Tensor(
      name: name, shape: shape, values: isFortran == "True" ? rowMajor(values, shape) : values,
      isSinglePrecision: type.isSinglePrecision)
  }

  /// Values whose first extent changes fastest, in the order in which the last one does.
  private static func rowMajor(_ values: [Double], _ shape: [Int]) -> [Double] {
    var strides: [Int] = []
    var step = 1
    for extent in shape {
      strides.append(step)
      step *= extent
    }
    return values.indices.map { index in
      var (rest, place) = (index, 0)
      for dimension in shape.indices.reversed() {
        place += rest % shape[dimension] * strides[dimension]
        rest /= shape[dimension]
      }
      return values[place]
    }
  }

  private static func rest(after key: String, in header: String) -> Substring? {
    guard let range = header.firstRange(of: key) else { return nil }
    return header[range.upperBound...].drop { $0 == " " }
  }

  private static func quoted(after key: String, in header: String) -> String? {
    guard let rest = rest(after: key, in: header), rest.first == "'" else { return nil }
    return String(rest.dropFirst().prefix { $0 != "'" })
  }

  private static func word(after key: String, in header: String) -> String? {
    rest(after: key, in: header).map { String($0.prefix { $0.isLetter }) }
  }

  private static func tuple(after key: String, in header: String) -> [Int]? {
    guard let rest = rest(after: key, in: header), rest.first == "(", let end = rest.firstIndex(of: ")") else {
      return nil
    }
    var shape: [Int] = []
    for part in rest[rest.index(after: rest.startIndex)..<end].split(separator: ",") {
      let digits = part.filter { $0 != " " }
      guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let extent = Int(digits) else {
        return nil
      }
      shape.append(extent)
    }
    return shape.count <= 64 ? shape : nil
  }
}
