#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The number of standard input.
public let standardInput: Int32 = 0
/// The number of standard output.
public let standardOutput: Int32 = 1
/// The number of standard error.
public let standardError: Int32 = 2

/// Whether what is open is a terminal.
public func isTerminal(_ file: Int32) -> Bool { isatty(file) == 1 }

/// Writes bytes to what is open; false if they could not all be written.
public func writeAll(_ bytes: some Sequence<UInt8>, to file: Int32) -> Bool {
  var rest = Array(bytes)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}

/// What standard input gives up to its end, or the first bytes of it.
public func readStandardInput(upTo most: Int) throws(FileError) -> [UInt8] {
  var result: [UInt8] = []
  while result.count < most {
    guard let part = nextBytes(of: standardInput, min(most - result.count, 1 << 16)) else {
      throw FileError.last(.read, "<stdin>")
    }
    if part.isEmpty { break }
    result += part
  }
  return result
}
