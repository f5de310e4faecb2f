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
