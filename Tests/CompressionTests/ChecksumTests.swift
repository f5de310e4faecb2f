import Compression
import Testing

/// The check value of the CRC catalogue, and slices that are empty or begin in the middle.
@Suite struct ChecksumTests {
  @Test func theCheckValueIsTheCataloguesOne() {
    let digits = Array("x123456789".utf8)
    #expect(crc32(of: digits[1...]) == 0xCBF4_3926)
    #expect(crc32(of: digits[3..<3]) == 0)
    #expect(crc32(of: []) == 0)
  }
}
