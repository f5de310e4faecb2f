#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file, or a pipe that something writes to, open to be read: what it is was looked at after it was opened.
///
/// Devices, sockets and folders are refused, for reading them might never end, and so are pipes where none is allowed.
public final class InputFile: Sendable {
  private let content: Content
  /// How messages call it.
  public let name: String
  /// The bytes of the file when it was opened; nil for a pipe, of which nobody knows.
  public let size: Int?

  /// The most bytes that are read from a file, or that a compressed one may hold.
  public static let mostBytes = 4_000_000_000

  /// The bytes that are read at once where nothing tells how many there are.
  public static let chunk = 1 << 20

  private enum Content: Sendable {
    case descriptor(Int32)
    case bytes(HeldBytes)
  }

  /// Opens a file that is in memory alone.
  init(holding bytes: [UInt8], named name: String) {
    (content, self.name, size) = (.bytes(HeldBytes(bytes)), name, bytes.count)
  }

  /// Opens what a path leads to, links followed.
  public convenience init(at path: String, named name: String? = nil) throws(FileError) {
    // Without O_NONBLOCK, opening a pipe would wait for a writer.
    try self.init(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC), named: name ?? path)
  }

  /// Takes over what the system has opened with `O_NONBLOCK`; a negative number is its last error.
  init(_ descriptor: Int32, named name: String, allowsPipes: Bool = true) throws(FileError) {
    guard descriptor >= 0 else { throw FileError.last(.read, name) }
    var status = stat()
    let reason: String?
    if fstat(descriptor, &status) != 0 {
      reason = systemReason(errno)
    } else {
      reason =
        switch FileKind(status) {
        case .file: nil
        case .folder: "it is a folder"
        case .pipe: allowsPipes ? nil : "it is a pipe, and a notebook names files alone"
        case .other: allowsPipes ? "it is neither a file nor a pipe" : "it is no file"
        }
    }
    if let reason {
      close(descriptor)
      throw FileError(.read, name, reason)
    }
    (content, self.name) = (.descriptor(descriptor), name)
    size = FileKind(status) == .file ? max(Int(status.st_size), 0) : nil
    _ = fcntl(descriptor, F_SETFL, 0)
  }

  deinit { if case .descriptor(let descriptor) = content { close(descriptor) } }

  /// The next bytes, at most so many; none at the end.
  public func next(_ most: Int = InputFile.chunk) throws(FileError) -> [UInt8] {
    switch content {
    case .descriptor(let descriptor):
      guard let bytes = nextBytes(of: descriptor, most) else { throw FileError.last(.read, name) }
      return bytes
    case .bytes(let held): return held.next(most)
    }
  }

  /// All bytes from where it is read; an error if there are more than the most.
  public func bytes(upTo most: Int = InputFile.mostBytes) throws(FileError) -> [UInt8] {
    var result: [UInt8] = []
    // One byte more than there should be, so that the end is seen without another piece of memory.
    var wanted = size.map { $0 + 1 } ?? Self.chunk
    while true {
      let part = try next(min(wanted, most - result.count + 1))
      if part.isEmpty { return result }
      guard result.count + part.count <= most else { throw tooLong(most) }
      if result.isEmpty { result = part } else { result += part }
      wanted = Self.chunk
    }
  }

  /// The next bytes, as many as are wanted or there are.
  public func start(_ wanted: Int) throws(FileError) -> [UInt8] {
    var result: [UInt8] = []
    while result.count < wanted {
      let part = try next(min(wanted - result.count, size.map { $0 + 1 } ?? Self.chunk))
      if part.isEmpty { break }
      if result.isEmpty { result = part } else { result += part }
    }
    return result
  }

  /// The first bytes, as many as are wanted or there are, which stay to be read; nil for a pipe, and where they cannot be read.
  public func beginning(_ count: Int) -> [UInt8]? {
    guard let size else { return nil }
    let descriptor: Int32
    switch content {
    case .descriptor(let opened): descriptor = opened
    case .bytes(let held): return Array(held.bytes.prefix(count))
    }
    var result: [UInt8] = []
    while result.count < min(count, size) {
      let place = result.count
      let part = [UInt8](unsafeUninitializedCapacity: min(count, size) - place) { buffer, got in
        got = max(pread(descriptor, buffer.baseAddress, buffer.count, off_t(place)), 0)
      }
      if part.isEmpty { break }
      result += part
    }
    return result
  }

  /// The error for a file that holds more bytes than may be.
  public func tooLong(_ most: Int) -> FileError {
    let size = most >= 1_000_000_000 ? "\(most / 1_000_000_000) GB" : "\(most >> 20) MB"
    return FileError(.read, name, "it holds more than \(size)")
  }
}

/// The next bytes of what is open, at most so many; none at the end, nil for an error.
///
/// A signal ends the wait for a pipe with the error `EINTR`: whoever sends one does not want to wait.
func nextBytes(of descriptor: Int32, _ most: Int) -> [UInt8]? {
  var got = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
    got = read(descriptor, buffer.baseAddress, most)
    count = max(got, 0)
  }
  return got < 0 ? nil : bytes
}
