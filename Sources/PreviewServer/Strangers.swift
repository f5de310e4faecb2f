import FlyingSocks
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The connections that have not shown yet that they know the address. There are so few of them at a time that whoever opens
/// many takes the place of those of his own: the oldest has to go, and a page is asked for and known within a moment.
final class Strangers: Sendable {
  /// The most of them at a time, with room for the pages beside them where a program may have 256 files open.
  private static let most = 64

  private let sockets = Mutex<[Socket]>([])

  /// Takes a connection in; the oldest one is told that it has ended if there are too many.
  func add(_ socket: Socket) {
    sockets.withLock { sockets in
      if sockets.count == Self.most { shutdown(sockets.removeFirst().file.rawValue, Int32(SHUT_RDWR)) }
      sockets.append(socket)
    }
  }

  /// Lets a connection go, before it is closed: its number may be that of another one then.
  func remove(_ socket: Socket) { sockets.withLock { $0.removeAll { $0 == socket } } }
}
