/// The JSON of a safetensors header, as strictly as RFC 8259 has it: one object whose members are objects.
struct JSONHeader {
  private let bytes: ArraySlice<UInt8>
  private var place: Int

  init(_ bytes: ArraySlice<UInt8>) { (self.bytes, place) = (bytes, bytes.startIndex) }

  /// What the header says of one tensor.
  struct Entry {
    let name: String
    var type = ""
    var shape: [Int] = []
    var begin = 0
    var end = 0
  }

  /// Reads the whole header.
  mutating func entries() throws(WeightFileError) -> [Entry] {
    var entries: [Entry] = []
    var names: Set<String> = []
    try members { (name, reader) throws(WeightFileError) in
      guard names.insert(name).inserted else { throw WeightFileError("the header names '\(name)' twice") }
      if name == "__metadata__" {
        try reader.members { (_, reader) throws(WeightFileError) in _ = try reader.string() }
      } else {
        entries.append(try reader.entry(name))
      }
    }
    skipSpaces()
    guard place == bytes.endIndex else { throw mistake() }
    return entries
  }

  private mutating func entry(_ name: String) throws(WeightFileError) -> Entry {
    var entry = Entry(name: name)
    var found: Set<String> = []
    try members { (key, reader) throws(WeightFileError) in
      guard found.insert(key).inserted else { throw WeightFileError("'\(name)' has '\(key)' twice") }
      switch key {
      case "dtype": entry.type = try reader.string()
      case "shape": entry.shape = try reader.numbers()
      case "data_offsets":
        let offsets = try reader.numbers()
        guard offsets.count == 2 else { throw WeightFileError("'\(name)' has \(offsets.count) offsets, not 2") }
        (entry.begin, entry.end) = (offsets[0], offsets[1])
      default: throw WeightFileError("'\(name)' has an unknown member '\(key)'")
      }
    }
    guard found.count == 3 else { throw WeightFileError("'\(name)' lacks one of dtype, shape and data_offsets") }
    return entry
  }

  private func mistake() -> WeightFileError {
    WeightFileError("the header is no JSON as it should be, at byte \(place - bytes.startIndex)")
  }

  private mutating func skipSpaces() {
    while place < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
  }

  /// Whether the next character is this one, which is then passed.
  private mutating func takes(_ character: Unicode.Scalar) -> Bool {
    skipSpaces()
    guard place < bytes.endIndex, bytes[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(WeightFileError) {
    guard takes(character) else { throw mistake() }
  }

  private mutating func members(
    _ read: (String, inout JSONHeader) throws(WeightFileError) -> Void
  ) throws(WeightFileError) {
    try expect("{")
    if takes("}") { return }
    repeat {
      let name = try string()
      try expect(":")
      try read(name, &self)
    } while takes(",")
    try expect("}")
  }

  private mutating func numbers() throws(WeightFileError) -> [Int] {
    try expect("[")
    if takes("]") { return [] }
    var numbers: [Int] = []
    repeat { numbers.append(try number()) } while takes(",")
    try expect("]")
    return numbers
  }

  private mutating func number() throws(WeightFileError) -> Int {
    skipSpaces()
    let start = place
    while place < bytes.endIndex, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) { place += 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    guard let number = Int(text), text == "0" || !text.hasPrefix("0") else { throw mistake() }
    return number
  }

  private mutating func string() throws(WeightFileError) -> String {
    try expect("\"")
    var units: [UInt16] = []
    var run: [UInt8] = []
    func text(_ bytes: [UInt8], _ mistake: WeightFileError) throws(WeightFileError) -> String.UTF16View {
      guard let text = String(validating: bytes, as: UTF8.self) else { throw mistake }
      return text.utf16
    }
    while true {
      guard place < bytes.endIndex, bytes[place] >= 0x20 else { throw mistake() }
      let byte = bytes[place]
      place += 1
      if byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        run.append(byte)
        continue
      }
      units += try text(run, mistake())
      run = []
      if byte == UInt8(ascii: "\"") { break }
      units.append(try escape())
    }
    guard let result = String(validating: units, as: UTF16.self) else { throw mistake() }
    return result
  }

  private mutating func escape() throws(WeightFileError) -> UInt16 {
    guard place < bytes.endIndex else { throw mistake() }
    let character = bytes[place]
    place += 1
    switch Unicode.Scalar(character) {
    case "\"", "\\", "/": return UInt16(character)
    case "b": return 8
    case "f": return 12
    case "n": return 10
    case "r": return 13
    case "t": return 9
    case "u":
      let digits = bytes[place...].prefix(4)
      guard digits.count == 4, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16),
        digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
      else { throw mistake() }
      place += 4
      return unit
    default: throw mistake()
    }
  }

  /// A string as JSON writes it.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
