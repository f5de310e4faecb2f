import CZMQ
import Kernel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The sockets of the kernel, and what comes and goes by them.
final class Sockets {
  private let context: UnsafeMutableRawPointer
  private var shell, control, publication, input, heartbeat: Socket?
  private let signer: Signer
  private let desk: ControlDesk
  private let inbox: Mailbox<Interpreter.Arrival>
  private let outbox: Mailbox<Sending?>
  private let pipe: Pipe
  /// Whether the thread of the session has come to its end.
  private(set) var isSessionOver = false

  /// The most messages that are taken of one socket before the others are looked at.
  private static let mostAtOnce = 100

  /// Opens the sockets.
  ///
  /// - Parameters:
  ///   - connection: where they are.
  ///   - desk: what answers requests that cannot wait.
  ///   - inbox: where the session takes its requests from.
  ///   - outbox: where messages to be sent come from; nil at the end of the session.
  ///   - pipe: what wakes this thread when something is to be sent.
  init(
    _ connection: ConnectionFile, _ desk: ControlDesk, _ inbox: Mailbox<Interpreter.Arrival>,
    _ outbox: Mailbox<Sending?>, _ pipe: Pipe
  ) throws(SocketFailure) {
    guard let context = zmq_ctx_new() else { throw SocketFailure(message: "ZeroMQ cannot start") }
    self.context = context
    signer = Signer(key: connection.key)
    (self.desk, self.inbox, self.outbox, self.pipe) = (desk, inbox, outbox, pipe)
    shell = try Socket(context, .router, at: connection.endpoint("shell"))
    control = try Socket(context, .router, at: connection.endpoint("control"))
    publication = try Socket(context, .publisher, at: connection.endpoint("iopub"))
    input = try Socket(context, .router, at: connection.endpoint("stdin"))
    heartbeat = try Socket(context, .replier, at: connection.endpoint("hb"))
  }

  /// Waits for something to do, at most so long, and does it.
  func serve(forMilliseconds time: Int) {
    let sockets = [control, shell, publication, input, heartbeat].compactMap { $0 }
    var items = sockets.map { zmq_pollitem_t(socket: $0.handle, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0) }
    items.append(zmq_pollitem_t(socket: nil, fd: pipe.reading, events: Int16(ZMQ_POLLIN), revents: 0))
    zmq_poll(&items, Int32(items.count), time)
    pipe.drain()
    each(of: control) { desk.answer($0) }
    takeRequests(atMost: Self.mostAtOnce)
    each(of: publication) { frames in
      // Who begins to listen says so by a 1 and the topic.
      if let first = frames.first, first.first == 1 { desk.welcome(toTopic: Array(first.dropFirst())) }
    }
    each(of: input) { (_: [[UInt8]]) in }
    each(of: heartbeat) { heartbeat?.send($0) }
    for sending in outbox.takeAll() { send(sending) }
  }

  /// Closes the sockets when what was sent has gone out, after a second at most.
  func close() {
    (shell, control, publication, input, heartbeat) = (nil, nil, nil, nil, nil)
    zmq_ctx_term(context)
  }

  private func send(_ sending: Sending?) {
    switch sending {
    case nil: isSessionOver = true
    case .fence:
      takeRequests(atMost: .max)
      inbox.put(.fence)
    case .message(let message, let channel):
      let socket =
        switch channel {
        case .shell: shell
        case .control: control
        case .publication: publication
        }
      socket?.send(message.frames { signer.signature($0) })
    }
  }

  private func takeRequests(atMost most: Int) {
    each(of: shell, atMost: most) { request in
      if request.cannotWait { desk.answer(request, on: .shell) } else { inbox.put(.request(request)) }
    }
  }

  private func each(of socket: Socket?, atMost most: Int = mostAtOnce, _ body: (Message) -> Void) {
    each(of: socket, atMost: most) { (frames: [[UInt8]]) in
      if let message = Message(frames: frames, isGenuine: signer.isGenuine) { body(message) }
    }
  }

  private func each(of socket: Socket?, atMost most: Int = mostAtOnce, _ body: ([[UInt8]]) -> Void) {
    var count = 0
    while count < most, let frames = socket?.receive() {
      body(frames)
      count += 1
    }
  }
}

/// A pipe by which one thread wakes another that waits for sockets.
struct Pipe: Sendable {
  /// The end to wait for.
  let reading: Int32
  private let writing: Int32

  init() throws(SocketFailure) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw SocketFailure(message: "the system gives no pipe") }
    (reading, writing) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
  }

  /// Wakes whoever waits; a pipe that is full does so already.
  var wake: @Sendable () -> Void {
    { [writing] in
      var byte: UInt8 = 0
      _ = write(writing, &byte, 1)
    }
  }

  /// Takes what has woken.
  func drain() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while read(reading, &bytes, bytes.count) > 0 {}
  }
}
