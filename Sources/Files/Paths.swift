#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder of a path with its last slash, or nothing.
public func folder(of path: String) -> String {
  path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
}

/// The path without the ending of its file name.
public func withoutEnding(_ path: String) -> String {
  let start = folder(of: path).endIndex
  guard let dot = path[start...].lastIndex(of: "."), dot > start else { return path }
  return String(path[..<dot])
}

/// The file name without its ending.
public func fileStem(_ path: String) -> String {
  String(withoutEnding(path).dropFirst(folder(of: path).count))
}

/// The absolute path without links of what is there; nil if nothing is.
public func realPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// The absolute path without links to where a path leads, whose last name need not be taken yet; nil with `errno` if it
/// leads nowhere.
public func realPath(ofNew path: String) -> String? {
  var path = path
  // As many links in a row as the system itself follows.
  for _ in 0..<40 {
    if let whole = realPath(path) { return whole }
    let (parent, name) = (folder(of: path), lastName(of: path))
    guard errno == ENOENT, !["", ".", ".."].contains(name) else { return nil }
    guard let link = linkTarget(path) else {
      guard let real = realPath(parent.isEmpty ? "." : parent) else { return nil }
      return (real == "/" ? "" : real) + "/" + name
    }
    path = link.first == "/" ? link : parent + link
  }
  errno = ELOOP
  return nil
}

/// What follows the last slash of a path.
func lastName(of path: String) -> String { String(path.dropFirst(folder(of: path).count)) }

private func linkTarget(_ path: String) -> String? {
  let bytes = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
    buffer.withMemoryRebound(to: CChar.self) { count = max(readlink(path, $0.baseAddress!, $0.count), 0) }
  }
  return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
}
