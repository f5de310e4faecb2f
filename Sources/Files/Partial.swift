#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is written beside the file whose place it is to take, under a name that nobody can guess.
///
/// Its maker holds a lock on it for as long as it lives: what has such a name and is not locked was left by a program that
/// was killed, and goes when the next one writes there.
struct Partial {
  private static let (start, end) = (".nbrun-", ".partial")

  let folder: Folder
  let name: String
  let descriptor: Int32

  /// A name that is not taken.
  static func freeName() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return start + String(repeating: "0", count: 16 - digits.count) + digits + end
  }

  /// Writes a whole file, which is there under no other name yet; `old` is that whose mode and owner it takes over.
  init(
    _ bytes: [UInt8], in folder: Folder, mode: mode_t, old: stat? = nil, named called: String
  ) throws(FileError) {
    self.folder = folder
    while true {
      let name = Self.freeName()
      let descriptor = folder.descriptor(name, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
      guard descriptor >= 0 else { throw FileError.last(.write, called) }
      _ = flock(descriptor, LOCK_EX | LOCK_NB)
      // Before it was locked, another program may have taken it for one that was left.
      var status = stat()
      if fstat(descriptor, &status) == 0, status.st_nlink > 0 {
        (self.name, self.descriptor) = (name, descriptor)
        break
      }
      close(descriptor)
    }
    if let old {
      // Only the owner of all may give a file away; whoever else writes it owns it then.
      _ = fchown(descriptor, old.st_uid, old.st_gid)
      _ = fchmod(descriptor, old.st_mode & 0o777)
    }
    // Some systems say only when a file is closed that it could not be written; closing a second descriptor keeps the lock.
    guard writeAll(bytes, to: descriptor), close(dup(descriptor)) == 0 else {
      let error = FileError.last(.write, called)
      drop()
      throw error
    }
  }

  /// Takes the place of a file in its folder, and is done; false with `errno` for an error.
  func replace(_ target: String) -> Bool {
    guard folder.rename(name, to: folder, target) else { return false }
    close(descriptor)
    return true
  }

  /// Removes it.
  func drop() {
    let error = errno
    folder.remove(name)
    close(descriptor)
    errno = error
  }

  /// Opens what a program that was killed has left in a folder, locked, and hands it over with what the system says of it.
  static func withLeft(in folder: Folder, _ body: (String, stat) -> Void) {
    for name in folder.names where name.hasPrefix(start) && name.hasSuffix(end) {
      let descriptor = folder.descriptor(name, O_RDONLY)
      guard descriptor >= 0 else { continue }
      var status = stat()
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &status) == 0 { body(name, status) }
      close(descriptor)
    }
  }
}

extension Folder {
  /// Writes a whole file in it, which takes the place of the one that is there, with its mode and its owner.
  func replace(_ target: String, with bytes: [UInt8], mode: mode_t, named name: String) throws(FileError) {
    let partial = try partial(for: target, bytes, mode: mode, named: name)
    guard partial.replace(target) else {
      partial.drop()
      throw FileError.last(.write, name)
    }
  }

  /// Writes what is to take the place of a file in it, and removes what was left by programs that were killed.
  func partial(for target: String, _ bytes: [UInt8], mode: mode_t, named name: String) throws(FileError) -> Partial {
    let old = status(of: target)
    switch old.map({ FileKind($0) }) {
    case nil, .file: break
    case .folder: throw FileError(.write, name, "it is a folder")
    case .pipe, .other: throw FileError(.write, name, "it is no file")
    }
    Partial.withLeft(in: self) { left, status in if FileKind(status) == .file { remove(left) } }
    return try Partial(bytes, in: self, mode: mode, old: old, named: name)
  }
}
