import CFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder that is open: what is in it is reached through it, whatever becomes of its path meanwhile.
final class Folder: Sendable {
  let descriptor: Int32

  /// Opens the folder that a path leads to, links followed; the name is how messages call it.
  convenience init(at path: String, _ action: FileError.Action, named name: String) throws(FileError) {
    let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError.last(action, name) }
    self.init(descriptor)
  }

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Opens a folder in it by its name; nil with `errno` where that is a link, or no folder.
  func folder(_ name: String) -> Folder? {
    let inner = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    return inner < 0 ? nil : Folder(inner)
  }

  /// Opens something in it by its name, a link not followed; a negative number with `errno` for an error.
  func descriptor(_ name: String, _ flags: Int32, mode: mode_t = 0) -> Int32 {
    openat(descriptor, name, flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, mode)
  }

  /// What the system says of a name in it, a link not followed; nil with `errno` if there is nothing.
  func status(of name: String) -> stat? {
    var status = stat()
    return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
  }

  /// The names in it, in no order; none where they cannot be read.
  var names: [String] {
    let again = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard again >= 0 else { return [] }
    guard let listing = fdopendir(again) else {
      close(again)
      return []
    }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Gives what has a name in it another one; false with `errno` for an error.
  func rename(_ name: String, to folder: Folder, _ other: String) -> Bool {
    renameat(descriptor, name, folder.descriptor, other) == 0
  }

  /// Lets two names in it change places at once; false where the system or the file system cannot.
  func exchange(_ name: String, _ other: String) -> Bool { nb_exchange(descriptor, name, descriptor, other) == 0 }

  /// Gives a file in it a second name in another folder; false with `errno` for an error.
  func link(_ name: String, to folder: Folder) -> Bool {
    linkat(descriptor, name, folder.descriptor, name, 0) == 0
  }

  /// Makes a folder in it; false with `errno` for an error.
  func makeFolder(_ name: String) -> Bool { mkdirat(descriptor, name, 0o777) == 0 }

  /// Removes a file in it.
  func remove(_ name: String) { unlinkat(descriptor, name, 0) }

  /// Removes a folder in it, if nothing is in that.
  func removeEmptyFolder(_ name: String) { unlinkat(descriptor, name, AT_REMOVEDIR) }

  /// Waits until nobody else has locked it, and locks it for as long as it is open; false if that takes very long.
  func lock() -> Bool {
    for _ in 0..<3000 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK && errno != EINTR { return true }
      usleep(10_000)
    }
    return false
  }
}
