#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What tells that a file may be another one, without reading it.
struct FileStamp: Equatable {
  private let device, inode, size: Int
  private let written, changed: Moment
  /// Whether it was written so long ago that whatever is written now gets another time: a clock of files ticks every few
  /// milliseconds, or every two seconds, and until then a file of the same size can be another one.
  var isSettled: Bool

  private struct Moment: Equatable {
    let seconds, nanoseconds: Int
    init(_ time: timespec) { (seconds, nanoseconds) = (Int(time.tv_sec), Int(time.tv_nsec)) }
  }

  /// The stamp of a file now; nil if there is none.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      (written, changed) = (Moment(status.st_mtimespec), Moment(status.st_ctimespec))
    #else
      (written, changed) = (Moment(status.st_mtim), Moment(status.st_ctim))
    #endif
    (device, inode, size) = (Int(status.st_dev), Int(truncatingIfNeeded: status.st_ino), Int(status.st_size))
    // A time that is yet to come is not that of what is written now either.
    isSettled = abs(time(nil) - max(written.seconds, changed.seconds)) > 2
  }
}
