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

/// Opens what of the three is closed, so that no other file takes its number: reading and writing it fails as before. A
/// file that grows longer than the user's limit is an error like any other from then on, and so is a pipe that nobody reads.
public func reserveStandardFiles() {
  for failure in [SIGXFSZ, SIGPIPE] { signal(failure, SIG_IGN) }
  for number in [standardInput, standardOutput, standardError] where fcntl(number, F_GETFD) < 0 {
    _ = open("/dev/null", number == standardInput ? O_WRONLY : O_RDONLY)
  }
}

/// Why standard output could not be written, as the last call of the system says; nil where nobody reads it any more.
public func standardOutputFailure() -> String? { errno == EPIPE ? nil : systemReason(errno) }

/// Whether what is open is a terminal.
public func isTerminal(_ file: Int32) -> Bool { isatty(file) == 1 }

/// Writes bytes to what is open; false if they could not all be written.
public func writeAll(_ bytes: some Sequence<UInt8>, to file: Int32) -> Bool {
  var rest = Array(bytes)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    if count < 0, errno == EAGAIN {
      // Whoever reads it may have said that nobody is to wait for it, and does not read yet.
      var wish = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
      poll(&wish, 1, -1)
      continue
    }
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

/// The next bytes that standard input gives, as soon as there are some; none at its end.
public func readSomeStandardInput() throws(FileError) -> [UInt8] {
  while true {
    if let part = nextBytes(of: standardInput, 1 << 16) { return part }
    guard errno == EINTR || errno == EAGAIN else { throw FileError.last(.read, "<stdin>") }
    if errno == EAGAIN { _ = awaitStandardInput(milliseconds: -1) }
  }
}

/// Waits for standard input to give bytes or to end; false if neither comes in so many milliseconds.
public func awaitStandardInput(milliseconds: Int) -> Bool {
  var wish = pollfd(fd: standardInput, events: Int16(POLLIN), revents: 0)
  return poll(&wish, 1, Int32(milliseconds)) != 0
}
