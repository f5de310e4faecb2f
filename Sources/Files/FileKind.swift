#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What stands at a path.
public enum FileKind: Sendable {
  case file
  case folder
  case pipe
  /// A device, a socket or a link.
  case other

  /// What the system says of it.
  init(_ status: stat) {
    self =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFIFO: .pipe
      default: .other
      }
  }

  /// What stands at a path, links followed; nil for nothing, or what cannot be looked at.
  public init?(at path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }
}

/// Whether there is anything at a path, a folder or a pipe included.
public func isTaken(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Whether there is a folder at a path.
public func isFolder(_ path: String) -> Bool { FileKind(at: path) == .folder }

/// Whether something at a path can be written to.
public func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

/// Whether two paths lead to one file.
public func isSameFile(_ first: String, _ second: String) -> Bool {
  var (a, b) = (stat(), stat())
  return stat(first, &a) == 0 && stat(second, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino
}
