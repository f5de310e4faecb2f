#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads a whole file; its name is how messages call it.
public func bytes(ofFile path: String, named name: String) throws(DataFileError) -> [UInt8] {
  guard let file = fopen(path, "rb") else {
    throw DataFileError("cannot read \(name): \(String(cString: strerror(errno)))")
  }
  defer { fclose(file) }
  var status = stat()
  guard fstat(fileno(file), &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
    throw DataFileError("cannot read \(name): it is a folder")
  }
  // A size of 0 may be a pipe's: read on until the end in any case.
  var result: [UInt8] = []
  var chunk = max(Int(status.st_size), 0) + 1
  while true {
    let part = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
      count = fread(buffer.baseAddress, 1, chunk, file)
    }
    if part.isEmpty { break }
    if result.isEmpty { result = part } else { result += part }
    chunk = 1 << 20
  }
  guard ferror(file) == 0 else { throw DataFileError("cannot read \(name) to its end") }
  return result
}

/// Whether there is a file at a path.
func isFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
}

/// Whether there is anything at a path, a folder or a pipe included.
public func isTaken(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Writes a whole file: first another one beside it, which then takes its place.
public func write(_ bytes: [UInt8], toFile path: String, named name: String) throws(DataFileError) {
  let partial = "\(path).\(getpid()).partial"
  func reason() -> DataFileError { DataFileError("cannot write \(name): \(String(cString: strerror(errno)))") }
  guard let file = fopen(partial, "wb") else { throw reason() }
  let written = fwrite(bytes, 1, bytes.count, file)
  guard fclose(file) == 0, written == bytes.count, rename(partial, path) == 0 else {
    let failure = reason()
    unlink(partial)
    throw failure
  }
}
