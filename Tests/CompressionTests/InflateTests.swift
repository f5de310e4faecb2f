import Compression
import Testing

/// What zlib inflates, and how bytes that are not what they should be are refused.
@Suite struct InflateTests {
  /// `gzip -9n` of "hello, hello, hello".
  static let gzipped: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0xD7, 0x51, 0xC8, 0x40,
    0xA2, 0x00, 0x9F, 0xA1, 0xCA, 0x09, 0x13, 0x00, 0x00, 0x00,
  ]
  static let text = Array("hello, hello, hello".utf8)

  @Test func gzipAndBareDeflate() throws {
    #expect(try inflate(Self.gzipped[...], as: .gzip, limit: 100) == Self.text)
    #expect(try inflate(Self.gzipped[10..<(Self.gzipped.count - 8)], as: .raw, limit: 100) == Self.text)
  }

  @Test func severalMembersAreOneFile() throws {
    let twice = Self.gzipped + Self.gzipped + [0, 0, 0]
    #expect(try inflate(twice[...], as: .gzip, limit: 100) == Self.text + Self.text)
  }

  @Test func everyTruncationIsRefused() {
    for length in 0..<Self.gzipped.count {
      #expect(throws: InflateFailure.truncated) {
        try inflate(Self.gzipped[..<length], as: .gzip, limit: 100)
      }
    }
  }

  @Test func damageAndExcessAreRefused() {
    var damaged = Self.gzipped
    damaged[damaged.count - 6] ^= 1  // in the checksum
    #expect(throws: InflateFailure.damaged) { try inflate(damaged[...], as: .gzip, limit: 100) }
    #expect(throws: InflateFailure.damaged) { try inflate(Self.text[...], as: .gzip, limit: 100) }
    #expect(throws: InflateFailure.tooLarge) { try inflate(Self.gzipped[...], as: .gzip, limit: 18) }
  }
}
