import Testing

@testable import WeightFiles

/// The safetensors format beyond what Python writes: round trips, and headers that break its rules.
@Suite struct SafetensorsTests {
  private static func file(_ header: String, data: Int = 0) -> [UInt8] {
    littleEndian(header.utf8.count, 8) + header.utf8 + [UInt8](repeating: 0, count: data)
  }

  /// A header of one tensor of two floats.
  private static func entry(_ fields: String) -> [UInt8] { file("{\"W\":{\(fields)}}", data: 8) }

  @Test func whatIsWrittenIsReadAgain() throws {
    let numbers = [0.1, -0.0, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, 1.7976931348623157e308]
    let tensors = [
      Tensor(name: "ones", shape: [1, 1, 1], values: [1], isSinglePrecision: true),
      Tensor(name: "double", shape: [7], values: numbers, isSinglePrecision: false),
      Tensor(name: "single", shape: [7, 1], values: numbers.map { Double(Float($0)) }, isSinglePrecision: true),
      Tensor(name: "", shape: [0], values: [], isSinglePrecision: true),
      Tensor(name: "重み🧠\u{7F}\t\"", shape: [], values: [2], isSinglePrecision: false),
    ]
    let bytes = WeightFile.write(tensors)
    let read = try WeightFile.read(bytes, name: "file")
    #expect(read.count == tensors.count)
    for (tensor, other) in zip(read, tensors) { #expect(tensor.isIdentical(to: other), "\(other.name)") }
    #expect(bytes[0] % 8 == 0)
    let none = try WeightFile.read(WeightFile.write([]), name: "file")
    #expect(none.isEmpty)
  }

  @Test func metadataStandsInItsOrderAndIsReadAgain() throws {
    let metadata = [(name: "version", text: "1"), ("a \"b\"\n", "\u{1B}重"), ("", "")]
    let tensor = Tensor(name: "W1", shape: [1], values: [2], isSinglePrecision: true)
    let bytes = WeightFile.write([tensor], metadata: metadata)
    let header = #"{"__metadata__":{"format":"nbrun","version":"1","a \"b\"\u000a":"\u001b重","":""},"W1":{"#
    #expect(bytes[8...].starts(with: header.utf8))
    let contents = try WeightFile.contents(of: bytes, name: "file")
    let expected = ["format": "nbrun", "version": "1", "a \"b\"\n": "\u{1B}重", "": ""]
    #expect(contents.metadata == expected && contents.tensors == [tensor] && contents.format == .safetensors)
    // The head alone says the same, and how long it is.
    let length = try #require(try WeightFile.length(ofHead: Array(bytes.prefix(9)), name: "file"))
    #expect(length == bytes.count - 4)
    let head = try WeightFile.head(Array(bytes.prefix(length)), name: "file")
    #expect(head.metadata == expected && head.shapes.map(\.name) == ["W1"] && head.shapes.map(\.shape) == [[1]])
    #expect(throws: WeightFileError.self) { try WeightFile.head(Array(bytes.prefix(length - 1)), name: "file") }
    #expect(try WeightFile.length(ofHead: [0x50, 0x4B, 3, 4, 0, 0, 0, 0, 0x7B], name: "file") == nil)
  }

  @Test func muchMetadataIsRefused() {
    let most = WeightFile.metadataLimit - "format".utf8.count - "nbrun".utf8.count - 1
    let fits = WeightFile.write([], metadata: [("a", String(repeating: "x", count: most))])
    #expect(failure(fits) == nil)
    let tooMuch = WeightFile.write([], metadata: [("a", String(repeating: "x", count: most + 1))])
    #expect(failure(tooMuch)?.message == "file has more than 8 MB of metadata")
  }

  @Test func singlePrecisionRoundsToTheNearest() throws {
    let tensor = Tensor(name: "W", shape: [2], values: [0.1, 1e300], isSinglePrecision: true)
    #expect(try WeightFile.read(WeightFile.write([tensor]), name: "file")[0].values == [Double(Float(0.1)), .infinity])
  }

  @Test func spacesEscapesAndOrderAreFree() throws {
    let header = #"""
      {"\u0057\/\ud83e\udde0\n" :{ "data_offsets":[4 ,8],
      "shape":[ ], "dtype":"F32"}, "__metadata__":{},	"a\"\\\b\f\r\t":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]}} 
      """#
    // Four bytes, and then the number -2 in single precision.
    let tensors = try WeightFile.read(Self.file(header) + [7, 0, 255, 1, 0, 0, 0, 0xC0], name: "file")
    #expect(tensors.map(\.name) == ["W/🧠\n", "a\"\\\u{8}\u{C}\r\t"])
    #expect(tensors.map(\.shape) == [[], [2, 2]])
    #expect(tensors.map(\.values) == [[-2], [7, 0, 255, 1]])
  }

  @Test(arguments: [
    ("", "the header of file is malformed at byte 8: a '{' is missing"),
    ("[]", "the header of file is malformed at byte 8: a '{' is missing"),
    ("{", "the header of file is malformed at byte 9: a '\"' is missing"),
    ("{}x", "the header of file is malformed at byte 10: something follows the closing '}'"),
    ("{} {}", "the header of file is malformed at byte 11: something follows the closing '}'"),
    (#"{"a"}"#, "the header of file is malformed at byte 12: a ':' is missing"),
    (#"{"a":{},}"#, "'a' in file has no dtype"),
    (#"{"__metadata__":{},}"#, "the header of file is malformed at byte 27: a '\"' is missing"),
    (#"{"__metadata__":{"a":1}}"#, "the header of file is malformed at byte 29: a '\"' is missing"),
    (#"{"__metadata__":{"a":"1","a":"2"}}"#, "the header of file is malformed at byte 33: 'a' stands there twice"),
    (
      #"{"__metadata__":{},"__metadata__":{}}"#,
      "the header of file is malformed at byte 27: '__metadata__' stands there twice"
    ),
    (#"{"a":[[[[[[[["#, "the header of file is malformed at byte 13: a '{' is missing"),
    (#"{"a":{"a":{"a":{"#, "the header of file is malformed at byte 18: 'a' says nothing about a tensor"),
    (#"{"\x"}"#, "the header of file is malformed at byte 10: an unknown escape"),
    (#"{"\"#, "the header of file is malformed at byte 10: an unknown escape"),
    (#"{"\u00g0"}"#, "the header of file is malformed at byte 14: an escape '\\u' needs four hexadecimal digits"),
    (#"{"\ud800"}"#, "the header of file is malformed at byte 10: half of a surrogate pair stands alone"),
    (#"{"\ud800\n"}"#, "the header of file is malformed at byte 10: half of a surrogate pair stands alone"),
    (#"{"\ud800\ud800"}"#, "the header of file is malformed at byte 10: half of a surrogate pair stands alone"),
    (#"{"\udc00\ud800"}"#, "the header of file is malformed at byte 10: half of a surrogate pair stands alone"),
    (#"{"abc"#, "the header of file is malformed at byte 9: a string is never closed"),
    ("{\"a\nb\"}", "the header of file is malformed at byte 11: a string holds a bare control character"),
  ])
  func malformedHeadersSayWhere(header: String, message: String) {
    #expect(failure(Self.file(header), as: .safetensors)?.message == message)
  }

  @Test(arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xC3], [0xF5, 0x80, 0x80, 0x80]] as [[UInt8]])
  func namesThatAreNoUTF8AreRefused(name: [UInt8]) {
    let header = Array("{\"".utf8) + name + "\":{}}".utf8
    let message = failure(littleEndian(header.count, 8) + header)?.message
    #expect(message == "the header of file is malformed at byte 10: a string is not UTF-8")
  }

  @Test(arguments: [
    (#""shape":[2],"data_offsets":[0,8]"#, "'W' in file has no dtype"),
    (#""dtype":"F32","data_offsets":[0,8]"#, "'W' in file has no shape"),
    (#""dtype":"F32","shape":[2]"#, "'W' in file has no data_offsets"),
    (
      #""dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]"#,
      "'W' in file has elements of the type 'F8_E4M3', which is not read"
    ),
    (
      #""dtype":"f32","shape":[2],"data_offsets":[0,8]"#,
      "'W' in file has elements of the type 'f32', which is not read"
    ),
    (
      #""dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]"#,
      "the header of file is malformed at byte 28: 'dtype' stands there twice"
    ),
    (#""dtype":"F32","shape":[2],"data_offsets":[8]"#, "'W' in file has 1 data offset, not a begin and an end"),
    (#""dtype":"F32","shape":[2],"data_offsets":[0,8,8]"#, "'W' in file has 3 data offsets, not a begin and an end"),
    (
      #""dtype":"F32","shape":[0],"data_offsets":[8,0]"#,
      "'W' in file ends at byte 0 of the data, before it begins at 8"
    ),
    (
      #""dtype":"F32","shape":[3],"data_offsets":[0,8]"#,
      "'W' in file has 8 bytes, but its shape (3) and dtype F32 need 12"
    ),
    (
      #""dtype":"F32","shape":[],"data_offsets":[0,8]"#,
      "'W' in file has 8 bytes, but its shape (no extents) and dtype F32 need 4"
    ),
    (
      #""dtype":"F32","shape":[3],"data_offsets":[0,12]"#,
      "'W' in file ends at byte 12 of the data, which has 8 bytes"
    ),
    (
      #""dtype":"F32","shape":[2],"data_offsets":[4,12]"#,
      "'W' in file ends at byte 12 of the data, which has 8 bytes"
    ),
    (
      #""dtype":"F32","shape":[1],"data_offsets":[4,8]"#,
      "'W' in file begins at byte 4 of the data, and none has the bytes from 0"
    ),
    (#""dtype":"F32","shape":[1],"data_offsets":[0,4]"#, "file has 4 bytes after its last tensor"),
    (
      #""dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,8]"#,
      "'W' in file says it holds more elements than can be"
    ),
    (
      #""dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]"#,
      "'W' in file says it holds more elements than can be"
    ),
    (
      #""dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775808]"#,
      "the header of file is malformed at byte 58: a number is beyond all bounds"
    ),
    (
      #""dtype":"F32","shape":[-2],"data_offsets":[0,8]"#,
      "the header of file is malformed at byte 37: a whole number is missing"
    ),
    (
      #""dtype":"F32","shape":[02],"data_offsets":[0,8]"#,
      "the header of file is malformed at byte 37: a number begins with 0"
    ),
    (
      #""dtype":"F32","shape":[2.0],"data_offsets":[0,8]"#,
      "the header of file is malformed at byte 38: a ']' is missing"
    ),
    (
      #""dtype":"F32","shape":[2,],"data_offsets":[0,8]"#,
      "the header of file is malformed at byte 39: a whole number is missing"
    ),
    (
      #""dtype":"F32","shape":[[2]],"data_offsets":[0,8]"#,
      "the header of file is malformed at byte 37: a whole number is missing"
    ),
  ])
  func wrongTensorsSayWhatIsWrong(fields: String, message: String) {
    #expect(failure(Self.entry(fields))?.message == message)
  }

  @Test func tensorsMustNotShareBytes() {
    let header = """
      {"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}
      """
    #expect(
      failure(Self.file(header, data: 8))
        == WeightFileError("'b' in file begins at byte 4 of the data, within another tensor"))
  }

  @Test(arguments: [
    ([1, 2, 3], "file ends within the 8 bytes that give its header's length"),
    (littleEndian(100_000_001, 8), "file says its header has more than 100 MB"),
    (littleEndian(-1, 8), "file says its header has more than 100 MB"),
    (littleEndian(100, 8) + [0x7B], "file says its header has 100 bytes, but only 1 follow"),
  ])
  func wrongLengthsOfTheHeaderAreRefused(bytes: [UInt8], message: String) {
    #expect(failure(bytes, as: .safetensors)?.message == message)
  }

  @Test func longNamesAndShapesAreCutInMessages() {
    let name = String(repeating: "W", count: 100_000)
    #expect(failure(Self.file("{\"\(name)\":{}}"))?.message == "'\(name.prefix(60))…' in file has no dtype")
    let shape = Array(repeating: "1", count: 100_000).joined(separator: ",")
    let header = "{\"W\":{\"dtype\":\"U8\",\"shape\":[\(shape)],\"data_offsets\":[0,8]}}"
    #expect(
      failure(Self.file(header, data: 8))?.message
        == "'W' in file has 8 bytes, but its shape (1 × 1 × 1 × 1 × 1 × 1 × 1 × 1 × …) and dtype U8 need 1")
  }
}
