import Testing
import WeightFiles

/// Files cut short or with a byte changed: an error or tensors that are whole, and never a crash.
@Suite struct HostileByteTests {
  @Test func everyTruncationIsAnError() throws {
    for (ending, count) in [(".safetensors", 3), (".npz", 5), (".npy", 22)] {
      let names = try Fixture.names(ending)
      #expect(names.count == count)
      for name in names {
        let bytes = try Fixture.bytes(name)
        for length in bytes.indices {
          let error = failure(Array(bytes[..<length]), name: name)
          #expect(error?.message.contains(name) == true, "\(name) cut to \(length) bytes")
        }
      }
    }
  }

  @Test(arguments: [(".safetensors", 30_000), (".npz", 40_000), (".npy", 30_000)])
  func changedBytesNeverCrash(ending: String, count: Int) throws {
    let files = try Fixture.names(ending).map { ($0, try Fixture.bytes($0)) }
    var stream = SplitMix(state: 1)
    var (refused, wrong) = (0, 0)
    for _ in 0..<count {
      var (name, bytes) = files[Int.random(in: files.indices, using: &stream)]
      bytes[Int.random(in: bytes.indices, using: &stream)] ^= UInt8.random(in: 1...255, using: &stream)
      do {
        for tensor in try WeightFile.read(bytes, name: name)
        where tensor.values.count != tensor.shape.reduce(1, *) { wrong += 1 }
      } catch {
        refused += 1
        if !error.message.contains(name) || error.message.utf8.count > 500 { wrong += 1 }
      }
    }
    #expect(wrong == 0)
    #expect(refused > count / 4 && refused < count)
  }
}

/// Steele, Lea and Flood's generator, the same numbers in every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
