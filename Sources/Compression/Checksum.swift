import CZlib

/// The CRC-32 of bytes, as gzip files and ZIP archives keep it (ISO 3309).
public func crc32(of bytes: ArraySlice<UInt8>) -> UInt32 {
  bytes.withUnsafeBufferPointer { buffer in
    guard let start = buffer.baseAddress else { return 0 }
    return UInt32(truncatingIfNeeded: crc32_z(0, start, buffer.count))
  }
}
