import Foundation
import Testing

@testable import WeightFiles

/// Weight files from Python, to Python, and from people who mean ill.
@Suite struct WeightFileTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/weights")

  private static func fixture(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// The tensors that make_weights.py writes.
  private static let tensors: [Tensor] = [
    Tensor(
      name: "W1", shape: [2, 4],
      values: [0.1, -2.5, Double(bitPattern: 20240225330731), .infinity, -0.0, 3, -.infinity, 1 / 3],
      isSinglePrecision: false),
    Tensor(name: "b1", shape: [4], values: [1.5, -7.25, 1e300, .leastNonzeroMagnitude], isSinglePrecision: false),
    Tensor(name: "W2", shape: [4, 2], values: (0..<8).map { Double($0) / 7 }, isSinglePrecision: false),
    Tensor(name: "b2", shape: [2], values: [0.5, .nan], isSinglePrecision: false),
  ]

  private static let single = tensors.map { tensor in
    Tensor(
      name: tensor.name, shape: tensor.shape,
      values: tensor.values.map { $0.isNaN ? $0 : Double(Float(min(max($0, -1e30), 1e30))) }, isSinglePrecision: true)
  }

  private func areSame(_ first: [Tensor], _ second: [Tensor]) -> Bool {
    func sorted(_ tensors: [Tensor]) -> [Tensor] { tensors.sorted { $0.name < $1.name } }
    return first.count == second.count
      && zip(sorted(first), sorted(second)).allSatisfy { first, second in
        first.name == second.name && first.shape == second.shape
          && first.isSinglePrecision == second.isSinglePrecision
          && zip(first.values, second.values).allSatisfy {
            $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN)
          }
      }
  }

  @Test func whatPythonWritesIsRead() throws {
    #expect(areSame(try WeightFile.read(try Self.fixture("python_f64.safetensors")), Self.tensors))
    #expect(areSame(try WeightFile.read(try Self.fixture("python_f32.safetensors")), Self.single))
    #expect(areSame(try WeightFile.read(try Self.fixture("stored.npz")), Self.tensors))
    #expect(areSame(try WeightFile.read(try Self.fixture("deflated.npz")), Self.single))
  }

  @Test func otherTypesAndOrdersAreRead() throws {
    let types = try WeightFile.read(try Self.fixture("python_types.safetensors"))
    #expect(types.first { $0.name == "half" }?.values == [1.5, -65504, 0x1p-24, .infinity])
    #expect(types.first { $0.name == "count" }?.values == [1, -2])
    #expect(types.first { $0.name == "flags" }?.values == [1, 0])
    let orders = try WeightFile.read(try Self.fixture("orders.npz"))
    #expect(orders.first { $0.name == "big" }?.values == Self.tensors[0].values)
    #expect(orders.first { $0.name == "fortran" }?.values == Self.tensors[2].values)
    #expect(orders.first { $0.name == "cube" }?.values == (0..<24).map(Double.init))
    #expect(orders.first { $0.name == "scalar" }?.values == [2.5])
    #expect(try WeightFile.read(try Self.fixture("flat.npy"))[0].values.count == 22)
  }

  /// make_weights.py was seen to read these very bytes.
  @Test func whatIsWrittenIsWhatPythonReads() throws {
    let (double, single) = (WeightFile.write(Self.tensors), WeightFile.write(Self.single))
    if ProcessInfo.processInfo.environment["NBRUN_RECORD"] != nil {
      try Data(double).write(to: Self.folder.appending(path: "nbrun_f64.safetensors"))
      try Data(single).write(to: Self.folder.appending(path: "nbrun_f32.safetensors"))
      Issue.record("recorded")
    }
    let areRecorded =
      try Self.fixture("nbrun_f64.safetensors") == double && Self.fixture("nbrun_f32.safetensors") == single
    #expect(areRecorded)
    #expect(areSame(try WeightFile.read(double), Self.tensors))
  }

  private static func file(_ header: String, data: Int, length: Int? = nil) -> [UInt8] {
    let count = UInt64(length ?? header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: count >> UInt64(8 * $0)) } + Array(header.utf8)
      + Array(repeating: 0, count: data)
  }

  @Test(arguments: [
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 4, "'a' ends at byte 8 of the data, which has 4"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, 9, "1 bytes follow the last tensor"),
    (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, 8, "'a' takes bytes 0 to 8, but its shape needs 12"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, 8, "'a' begins at byte 8 of the data, not at 0"),
    (#"{"a":{"dtype":"F9","shape":[2],"data_offsets":[0,8]}}"#, 8, "'a' has elements of the unknown type 'F9'"),
    (
      #"{"a":{"dtype":"F32","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,8]}}"#, 8, "'a' is too large"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
      12, "'b' begins at byte 4 of the data, not at 8"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      8, "the header names 'a' twice"
    ),
    (#"{"a":{"dtype":"F32","shape":[2]}}"#, 8, "'a' lacks one of dtype, shape and data_offsets"),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}"#, 8, "'a' has 1 offsets, not 2"),
    (
      #"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, 8,
      "the header is no JSON as it should be, at byte 29"
    ),
    (#"{"a":[[[[[[[["#, 0, "the header is no JSON as it should be, at byte 5"),
    (#"{"\ud800":{}}"#, 0, "the header is no JSON as it should be, at byte 9"),
    (#"{} {}"#, 0, "the header is no JSON as it should be, at byte 3"),
    ("", 0, "the header is no JSON as it should be, at byte 0"),
  ])
  func hostileHeadersAreRefused(header: String, data: Int, message: String) {
    let error = #expect(throws: WeightFileError.self) { try WeightFile.read(Self.file(header, data: data)) }
    #expect(error?.message == message)
  }

  @Test func lyingLengthsAreRefused() {
    for length in [1000, 100_000_001, Int.max] {
      #expect(throws: WeightFileError.self) { try WeightFile.read(Self.file("{}", data: 0, length: length)) }
    }
    #expect(throws: WeightFileError("the file ends before the length of its header")) { try WeightFile.read([1, 2]) }
  }

  @Test func arraysOfWordsAreNoWeights() throws {
    let bytes = try Self.fixture("words.npy")
    let error = #expect(throws: WeightFileError.self) { try WeightFile.read(bytes) }
    #expect(error?.message == "the array has elements of the type '<U7', which are no numbers")
  }

  @Test(arguments: ["python_types.safetensors", "orders.npz", "deflated.npz", "flat.npy"])
  func everyTruncationIsRefused(name: String) throws {
    let bytes = try Self.fixture(name)
    for length in 0..<bytes.count {
      #expect(throws: WeightFileError.self) { try WeightFile.read(Array(bytes[..<length])) }
    }
  }

  @Test(arguments: ["python_f64.safetensors", "stored.npz", "deflated.npz", "flat.npy"])
  func damagedBytesNeverCrash(name: String) throws {
    let bytes = try Self.fixture(name)
    var state: UInt64 = 1
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    var refused = 0
    for _ in 0..<20_000 {
      var damaged = bytes
      for _ in 0..<(1 + random(3)) { damaged[random(bytes.count)] = UInt8(random(256)) }
      if (try? WeightFile.read(damaged)) == nil { refused += 1 }
    }
    #expect(refused > 1000)
  }

  @Test func aMemberThatHoldsMoreThanItSaysIsRefused() throws {
    var bytes = try Self.fixture("deflated.npz")
    // The uncompressed size in the directory's first entry.
    let entry = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    bytes.replaceSubrange((entry + 24)..<(entry + 28), with: [16, 0, 0, 0])
    let error = #expect(throws: WeightFileError.self) { try WeightFile.read(bytes) }
    #expect(error?.message.hasSuffix("holds more than it says") == true)
  }
}
