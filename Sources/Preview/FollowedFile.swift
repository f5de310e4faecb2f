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
    let device, inode, size, seconds, nanoseconds, change, changeNanoseconds: Int
    /// Whether it was written so long ago that whatever is written now gets another time: a clock of files ticks every few
    /// milliseconds, or every two seconds, and until then a file of the same size can be another one.
    var isSettled: Bool

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      #if canImport(Darwin)
        let (written, changed) = (status.st_mtimespec, status.st_ctimespec)
      #else
        let (written, changed) = (status.st_mtim, status.st_ctim)
      #endif
      (device, inode, size) = (Int(status.st_dev), Int(truncatingIfNeeded: status.st_ino), Int(status.st_size))
      (seconds, nanoseconds) = (Int(written.tv_sec), Int(written.tv_nsec))
      (change, changeNanoseconds) = (Int(changed.tv_sec), Int(changed.tv_nsec))
      isSettled = time(nil) - max(seconds, change) > 2
    }
  }

  /// Looks at the file; nil if it is as it was.
  ///
  /// A file that has gone or is empty may be one that an editor is about to write: it has to be so twice.
  mutating func poll() -> Content? {
    let now = Stamp(path)
    if now == stamp, now?.isSettled ?? true, doubtful == nil, content != nil { return nil }
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
