#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The names in a folder, in no order; none where it cannot be looked at.
public func names(inFolder path: String) -> [String] {
  guard let listing = opendir(path) else { return [] }
  defer { closedir(listing) }
  var names: [String] = []
  while let entry = readdir(listing) {
    let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}

/// Makes a folder, unless it is there.
public func makeFolder(_ path: String) throws(FileError) {
  guard mkdir(path, 0o777) != 0, errno != EEXIST else { return }
  throw FileError.last(.write, path)
}

/// Removes a file, if there is one.
public func removeFile(_ path: String) { unlink(path) }

/// Removes a folder, if there is one and nothing is in it.
public func removeEmptyFolder(_ path: String) { rmdir(path) }
