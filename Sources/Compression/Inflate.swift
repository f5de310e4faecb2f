// Compression: bytes inflated by the system's zlib, and checksums.

import CZlib

/// Why compressed bytes could not be inflated.
public enum InflateFailure: Error, Sendable, Equatable {
  /// The bytes are not what the format says.
  case damaged
  /// The bytes end too early.
  case truncated
  /// There would be more than the limit.
  case tooLarge
}

/// What compressed bytes are wrapped in.
public enum CompressedFormat: Int32, Sendable {
  /// A gzip file (RFC 1952), of one member or several.
  case gzip = 31
  /// Bare deflate (RFC 1951), as in ZIP archives.
  case raw = -15
}

/// Inflates bytes with the system's zlib, to no more than a limit of bytes.
///
/// Memory grows with what really comes out, so a small file that claims to be large costs nothing; where the limit is the
/// size that is expected, `isExact`, it is taken at once and no more.
public func inflate(
  _ bytes: ArraySlice<UInt8>, as format: CompressedFormat, limit: Int, isExact: Bool = false
) throws(InflateFailure) -> [UInt8] {
  var result: [UInt8] = []
  if isExact { result.reserveCapacity(limit) }
  try inflate(bytes, as: format) { (chunk) throws(InflateFailure) in
    guard result.count + chunk.count <= limit else { throw .tooLarge }
    result += chunk
    return true
  }
  return result
}

/// The first bytes that would be inflated: as many as are wanted, or all there are.
public func inflatedBeginning(
  of bytes: ArraySlice<UInt8>, as format: CompressedFormat, count: Int
) throws(InflateFailure) -> [UInt8] {
  var result: [UInt8] = []
  try inflate(bytes, as: format) { chunk in
    result += chunk.prefix(count - result.count)
    return result.count < count
  }
  return result
}

/// Inflates bytes chunk by chunk, as long as more are wanted.
private func inflate(
  _ bytes: ArraySlice<UInt8>, as format: CompressedFormat,
  _ take: (ArraySlice<UInt8>) throws(InflateFailure) -> Bool
) throws(InflateFailure) {
  var stream = z_stream()
  guard nb_inflate_begin(&stream, format.rawValue) == Z_OK else { throw .damaged }
  defer { inflateEnd(&stream) }
  var place = bytes.startIndex
  var chunk = [UInt8](repeating: 0, count: 1 << 18)
  while true {
    let (status, used, made) = bytes[place...].withUnsafeBufferPointer { input in
      chunk.withUnsafeMutableBufferPointer { output in
        let offered = UInt32(min(input.count, 1 << 30))
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = offered
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        let status = CZlib.inflate(&stream, Z_NO_FLUSH)
        return (status, Int(offered - stream.avail_in), output.count - Int(stream.avail_out))
      }
    }
    place += used
    guard try take(chunk[..<made]) else { return }
    switch status {
    case Z_STREAM_END:
      // A gzip file may go on with another member; zeros after the last one are padding.
      guard format == .gzip, bytes[place...].contains(where: { $0 != 0 }) else { return }
      guard inflateReset(&stream) == Z_OK else { throw .damaged }
    case Z_OK where used > 0 || made > 0: continue
    case Z_OK, Z_BUF_ERROR: throw .truncated
    default: throw .damaged
    }
  }
}
