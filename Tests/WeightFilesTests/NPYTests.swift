import Testing

@testable import WeightFiles

/// NumPy array files beyond what NumPy writes, and headers that break the format's rules.
@Suite struct NPYTests {
  private static func file(_ header: String, data: [UInt8] = [], version: [UInt8] = [1, 0]) -> [UInt8] {
    NPYHeader.magic + version + littleEndian(header.utf8.count, version[0] == 1 ? 2 : 4) + header.utf8 + data
  }

  private static func described(_ description: String, shape: String = "(1,)", data: [UInt8]) -> [UInt8] {
    file("{'descr': '\(description)', 'fortran_order': False, 'shape': \(shape)}", data: data)
  }

  @Test(
    arguments: [
      ("<i2", [1, 2], 513), (">i2", [1, 2], 258), ("=i2", [1, 2], 513), ("i2", [1, 2], 513), ("|u1", [200], 200),
      ("<i1", [200], -56), (">b1", [7], 1), ("|f4", [0, 0, 0x80, 0xBF], -1), ("<f2", [0, 0xC0], -2),
    ] as [(String, [UInt8], Double)])
  func everyByteOrderIsRead(description: String, data: [UInt8], value: Double) throws {
    #expect(try WeightFile.read(Self.described(description, data: data), name: "file")[0].values == [value])
  }

  @Test func spacingQuotesAndOrderAreFree() throws {
    let header = "{ \"shape\":(2 ,1 , ),\n\"fortran_order\" : True,'descr':'|u1'}  \n"
    let tensor = try WeightFile.read(Self.file(header, data: [3, 4]), name: "file")[0]
    #expect(tensor.shape == [2, 1] && tensor.values == [3, 4])
  }

  @Test func fortranOrderOfManyExtentsOfOneIsQuick() throws {
    let ones = String(repeating: "1,", count: 20_000)
    let header = "{'descr': '|u1', 'fortran_order': True, 'shape': (\(ones)50000,2,\(ones))}"
    let data = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 % 251) }
    let tensor = try WeightFile.read(Self.file(header, data: data, version: [2, 0]), name: "file")[0]
    #expect(tensor.shape.count == 40_002 && tensor.shape.filter { $0 != 1 } == [50_000, 2])
    // The two columns one after the other in the file are side by side in each row.
    let isTransposed = tensor.values == (0..<50_000).flatMap { [Double(data[$0]), Double(data[50_000 + $0])] }
    #expect(isTransposed)
  }

  @Test(arguments: [
    ("{'descr': '<f4', 'fortran_order': False}", "the header of file has no shape"),
    ("{'descr': '<f4', 'shape': (1,)}", "the header of file has no fortran_order"),
    ("{'fortran_order': False, 'shape': (1,)}", "the header of file has no descr"),
    ("", "the header of file is malformed at byte 10: a '{' is missing"),
    ("{", "the header of file is malformed at byte 11: a string is missing"),
    ("{'descr'", "the header of file is malformed at byte 18: a ':' is missing"),
    ("{'descr", "the header of file is malformed at byte 11: a string is never closed"),
    ("{'de\\x73cr'", "the header of file is malformed at byte 14: a string holds an escape or no printable ASCII"),
    ("{'descr': None}", "the header of file is malformed at byte 20: a string is missing"),
    (
      "{'descr': '<f4', 'descr': '<f4'}",
      "the header of file is malformed at byte 27: 'descr' is unknown or stands there twice"
    ),
    ("{'name': 'W'}", "the header of file is malformed at byte 11: 'name' is unknown or stands there twice"),
    ("{'fortran_order': Maybe}", "the header of file is malformed at byte 33: True or False is missing"),
    ("{'shape': 3}", "the header of file is malformed at byte 20: a '(' is missing"),
    ("{'shape': (3 4)}", "the header of file is malformed at byte 23: a ')' is missing"),
    ("{'shape': (,)}", "the header of file is malformed at byte 21: a whole number is missing"),
    ("{'shape': (-1,)}", "the header of file is malformed at byte 21: a whole number is missing"),
    ("{'shape': (99999999999999999999,)}", "the header of file is malformed at byte 21: a number is beyond all bounds"),
    ("{'shape': (3,) 'descr'}", "the header of file is malformed at byte 25: a '}' is missing"),
    ("{'shape': (3,)} + 1", "the header of file is malformed at byte 26: something follows the closing '}'"),
  ])
  func malformedHeadersSayWhere(header: String, message: String) {
    #expect(failure(Self.file(header))?.message == message)
  }

  @Test(arguments: [
    (
      described("<f4", shape: "(2, 3)", data: [0, 0]),
      "file has 2 bytes of elements, but its shape (2 × 3) and type '<f4' need 24"
    ),
    (
      described("<f4", shape: "()", data: [0, 0, 0, 0, 0]),
      "file has 5 bytes of elements, but its shape (no extents) and type '<f4' need 4"
    ),
    (described("<f4", shape: "(4611686018427387904,)", data: []), "file says it holds more elements than can be"),
    (described("<f4", shape: "(4294967296, 4294967296, 0)", data: []), "file says it holds more elements than can be"),
    (described("<f16", data: []), "file has elements of the type '<f16', which is not read"),
    (described("<", data: []), "file has elements of the type '<', which is not read"),
    (described("", data: []), "file has elements of the type '', which is not read"),
    (file("{}", version: [4, 0]), "file has the unknown version 4.0 of the .npy format"),
    (file("{}", version: [1, 1]), "file has the unknown version 1.1 of the .npy format"),
    (NPYHeader.magic + [2, 0, 255, 255, 255, 255, 0x7B], "file ends within its header"),
    (NPYHeader.magic, "file ends within its header"),
  ])
  func wrongFilesSayWhatIsWrong(bytes: [UInt8], message: String) {
    #expect(failure(bytes)?.message == message)
  }

  @Test func anotherFileIsNoArray() {
    #expect(failure([1, 2, 3], as: .npy) == WeightFileError("file is no .npy file"))
  }
}
