#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The most bytes that are read from a file, or that a compressed one may hold.
let longestFile = 4_000_000_000

/// Reads a whole file, or a pipe that something writes to; its name is how messages call it.
///
/// Devices, sockets and pipes without a writer are refused, for reading them might never end.
public func bytes(ofFile path: String, named name: String) throws(DataFileError) -> [UInt8] {
  // Without O_NONBLOCK, opening a pipe would wait for a writer.
  let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  guard file >= 0 else { throw DataFileError("cannot read \(name): \(reason())") }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0 else { throw DataFileError("cannot read \(name): \(reason())") }
  switch status.st_mode & S_IFMT {
  case S_IFREG: break
  case S_IFDIR: throw DataFileError("cannot read \(name): it is a folder")
  case S_IFIFO: _ = fcntl(file, F_SETFL, 0)
  default: throw DataFileError("cannot read \(name): it is neither a file nor a pipe")
  }
  var result: [UInt8] = []
  var chunk = max(Int(status.st_size), 0) + 1
  while true {
    guard result.count + chunk <= longestFile else {
      throw DataFileError("\(name) holds more than \(longestFile / 1_000_000_000) GB")
    }
    var isWhole = true
    let part = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
      let status = read(file, buffer.baseAddress, chunk)
      isWhole = status >= 0
      count = max(status, 0)
    }
    if !isWhole, errno == EINTR { continue }
    guard isWhole else { throw DataFileError("cannot read \(name): \(reason())") }
    if part.isEmpty { break }
    if result.isEmpty { result = part } else { result += part }
    chunk = 1 << 20
  }
  return result
}

/// The first bytes of a file, as many as are wanted or there are; nil for what is no file, or cannot be read.
///
/// Nothing is taken from a pipe: whoever looks ahead must not read what is to be read later.
public func beginning(ofFile path: String, count: Int) -> [UInt8]? {
  let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  let wanted = min(count, max(Int(status.st_size), 0))
  var result: [UInt8] = []
  while result.count < wanted {
    let part = [UInt8](unsafeUninitializedCapacity: wanted - result.count) { buffer, count in
      count = max(read(file, buffer.baseAddress, buffer.count), 0)
    }
    if part.isEmpty { break }
    result += part
  }
  return result
}

/// Why the last call of the system failed.
private func reason() -> String { String(cString: strerror(errno)).lowercased() }

/// Whether there is a file at a path.
func isFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
}

/// Whether there is anything at a path, a folder or a pipe included.
public func isTaken(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Whether there is a folder at a path.
package func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Writes bytes to an open file; false if they could not all be written.
package func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}

/// Writes a whole file: first another one beside it, which then takes its place.
public func write(_ bytes: [UInt8], toFile path: String, named name: String) throws(DataFileError) {
  guard !isFolder(path) else { throw DataFileError("cannot write \(name): it is a folder") }
  let partial = "\(path).\(getpid()).partial"
  func failure() -> DataFileError { DataFileError("cannot write \(name): \(reason())") }
  // O_EXCL: a link of that name, which might lead anywhere, is not followed.
  let file = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  guard file >= 0 else { throw failure() }
  let isWritten = writeAll(bytes, to: file)
  let writing = failure()
  guard close(file) == 0, isWritten, rename(partial, path) == 0 else {
    let replacing = failure()
    unlink(partial)
    throw isWritten ? replacing : writing
  }
}
