#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a whole file: first another one beside it, which then takes its place, so that there is never half a file.
///
/// - Parameters:
///   - path: where the file is to be.
///   - bytes: all that it is to hold.
///   - name: how messages call it.
///   - mode: who may read and write it, as far as the user's mask lets them.
public func replaceFile(
  _ path: String, with bytes: [UInt8], named name: String? = nil, mode: mode_t = 0o666
) throws(FileError) {
  let name = name ?? path
  guard !isFolder(path) else { throw FileError(.write, name, "it is a folder") }
  let partial = "\(path).\(getpid()).partial"
  // O_EXCL: a link of that name, which might lead anywhere, is not followed.
  let file = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
  guard file >= 0 else { throw FileError.last(.write, name) }
  let isWritten = writeAll(bytes, to: file)
  let writing = FileError.last(.write, name)
  guard close(file) == 0, isWritten, rename(partial, path) == 0 else {
    let replacing = FileError.last(.write, name)
    unlink(partial)
    throw isWritten ? replacing : writing
  }
}
