import CZMQ

/// Why a socket cannot be had.
struct SocketFailure: Error {
  let message: String
}

/// A socket of ZeroMQ, which one thread owns.
final class Socket {
  let handle: UnsafeMutableRawPointer

  /// What it is for.
  enum Kind {
    /// Requests of many, each of whom gets replies.
    case router
    /// Messages to all who listen; who begins to listen is heard.
    case publisher
    /// Requests that are answered one after the other.
    case replier
  }

  /// Opens a socket at an endpoint.
  init(_ context: UnsafeMutableRawPointer, _ kind: Kind, at endpoint: String) throws(SocketFailure) {
    let number = [Kind.router: ZMQ_ROUTER, .publisher: ZMQ_XPUB, .replier: ZMQ_REP][kind] ?? ZMQ_ROUTER
    guard let handle = zmq_socket(context, number) else { throw Self.failure(endpoint) }
    self.handle = handle
    set(ZMQ_LINGER, 1000)
    // However slow a listener is, no message is lost.
    set(ZMQ_SNDHWM, 0)
    switch kind {
    // Whoever comes back by the same name is the same.
    case .router: set(ZMQ_ROUTER_HANDOVER, 1)
    case .publisher: set(ZMQ_XPUB_VERBOSE, 1)
    case .replier: break
    }
    guard zmq_bind(handle, endpoint) == 0 else { throw Self.failure(endpoint) }
  }

  deinit { zmq_close(handle) }

  private static func failure(_ endpoint: String) -> SocketFailure {
    SocketFailure(message: "\(endpoint): \(String(cString: zmq_strerror(zmq_errno())))")
  }

  private func set(_ option: Int32, _ value: Int32) {
    var value = value
    zmq_setsockopt(handle, option, &value, MemoryLayout<Int32>.size)
  }

  /// The frames of the next message; nil if none has come.
  func receive() -> [[UInt8]]? {
    var frames: [[UInt8]] = []
    while true {
      var frame = zmq_msg_t()
      zmq_msg_init(&frame)
      defer { zmq_msg_close(&frame) }
      guard zmq_msg_recv(&frame, handle, ZMQ_DONTWAIT) >= 0 else {
        if zmq_errno() == EINTR { continue }
        return nil
      }
      frames.append([UInt8](UnsafeRawBufferPointer(start: zmq_msg_data(&frame), count: zmq_msg_size(&frame))))
      if zmq_msg_more(&frame) == 0 { return frames }
    }
  }

  /// Sends the frames of a message; to who is not there any more, nothing.
  func send(_ frames: [[UInt8]]) {
    for (index, frame) in frames.enumerated() {
      let more = index + 1 < frames.count ? ZMQ_SNDMORE : 0
      while zmq_send(handle, frame, frame.count, more) < 0, zmq_errno() == EINTR {}
    }
  }
}
