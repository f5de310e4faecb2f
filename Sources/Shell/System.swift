#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes all of a text to a file, as far as the file takes it and it is wanted.
func write(_ text: String, to file: Int32, while isWanted: () -> Bool = { true }) {
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty, isWanted() {
    let count = rest.withUnsafeBytes { write(file, $0.baseAddress, min($0.count, 1 << 12)) }
    if count < 0, errno == EINTR || errno == EAGAIN { continue }
    guard count > 0 else { return }
    rest = rest.dropFirst(count)
  }
}

/// The next bytes of a file: empty at its end, and where it cannot be read any more.
func readBytes(from file: Int32, atMost count: Int = 4096) -> [UInt8] {
  while true {
    var got = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      got = read(file, buffer.baseAddress, count)
      initialized = max(got, 0)
    }
    guard got < 0, errno == EINTR || errno == EAGAIN else { return bytes }
  }
}

/// The value of an environment variable.
package func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
