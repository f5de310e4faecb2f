#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import Files

/// A file that is looked at again and again, whatever editors do to it: write into it, or put another in its place.
struct FollowedFile {
  let path: String
  private var stamp: Stamp?
  private var content: Content?
  /// What was seen last, if it has to be seen once more before it counts.
  private var doubtful: Content?

  init(_ path: String) { self.path = path }

  /// What was found.
  enum Content: Equatable {
    case text([UInt8])
    /// Why there is no text.
    case problem(String)
  }

  /// What tells that a file may be another one.
  private struct Stamp: Equatable {
    let device, inode, size, seconds, nanoseconds: Int

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      (device, inode, size) = (Int(status.st_dev), Int(truncatingIfNeeded: status.st_ino), Int(status.st_size))
      (seconds, nanoseconds) = (Int(time.tv_sec), Int(time.tv_nsec))
    }
  }

  /// Looks at the file; nil if it is as it was.
  ///
  /// A file that has gone or is empty may be one that an editor is about to write: it has to be so twice.
  mutating func poll() -> Content? {
    let now = Stamp(path)
    if now == stamp, doubtful == nil, content != nil { return nil }
    let found = read()
    stamp = now
    guard found != content else {
      doubtful = nil
      return nil
    }
    let isDoubtful = if case .text(let bytes) = found { bytes.isEmpty } else { true }
    if isDoubtful, content != nil, doubtful != found {
      doubtful = found
      return nil
    }
    (content, doubtful) = (found, nil)
    return found
  }

  /// The most bytes of a notebook.
  private static let mostBytes = 64 << 20

  /// The file as it is now.
  func read() -> Content {
    do throws(FileError) {
      return .text(try InputFile(at: path).bytes(upTo: Self.mostBytes))
    } catch {
      return .problem(error.description)
    }
  }
}
