/// The bytes of a file that is in memory alone, and how far whoever has opened it has read.
final class HeldBytes: @unchecked Sendable {
  let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next bytes, at most so many; none at the end.
  func next(_ most: Int) -> [UInt8] {
    let start = place
    place = min(start + most, bytes.count)
    return Array(bytes[start..<place])
  }
}
