#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a whole file: first another one beside it, which then takes its place, so that there is never half a file.
///
/// A link stays one, and what it leads to is replaced. What is neither a file nor a folder, a pipe or a device, is written
/// to as it is.
///
/// - Parameters:
///   - path: where the file is to be.
///   - bytes: all that it is to hold.
///   - name: how messages call it.
///   - mode: who may read and write a new one, as far as the user's mask lets them; an old one's stays.
public func replaceFile(
  _ path: String, with bytes: [UInt8], named name: String? = nil, mode: mode_t = 0o666
) throws(FileError) {
  let name = name ?? path
  let kind = FileKind(at: path)
  guard kind != .pipe, kind != .other else { return try write(bytes, toDevice: path, named: name) }
  let (folder, target) = try target(of: path, named: name)
  try folder.replace(target, with: bytes, mode: mode, named: name)
}

/// The open folder and the name in it of the file that a path leads to, links followed.
func target(of path: String, named name: String) throws(FileError) -> (folder: Folder, name: String) {
  guard let real = realPath(ofNew: path) else { throw FileError.last(.write, name) }
  let cut = real.lastIndex(of: "/") ?? real.startIndex
  return (try Folder(at: real.first == "/" ? String(real[...cut]) : "", .write, named: name), lastName(of: real))
}

private func write(_ bytes: [UInt8], toDevice path: String, named name: String) throws(FileError) {
  // Without O_NONBLOCK, opening a pipe would wait for a reader.
  let file = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
  guard file >= 0 else {
    throw errno == ENXIO ? FileError(.write, name, "nothing reads from it") : FileError.last(.write, name)
  }
  _ = fcntl(file, F_SETFL, 0)
  let isWritten = writeAll(bytes, to: file)
  let error = FileError.last(.write, name)
  guard close(file) == 0, isWritten else { throw isWritten ? FileError.last(.write, name) : error }
}

/// Removes a file, if there is one.
public func removeFile(_ path: String) { unlink(path) }
