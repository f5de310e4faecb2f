#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Makes a folder, and those that it stands in, unless they are there.
public func makeFolder(_ path: String) throws(FileError) {
  let parts = path.split(separator: "/")
  for count in parts.indices {
    let part = (path.hasPrefix("/") ? "/" : "") + parts[...count].joined(separator: "/")
    guard mkdir(part, 0o777) != 0 else { continue }
    let error = FileError.last(.write, part)
    if !isFolder(part) { throw error }
  }
}
