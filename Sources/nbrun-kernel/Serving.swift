import CZMQ
import Engine
import Kernel
import Session

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Answers a front end until it asks for the end, or is gone: this thread owns the sockets, another runs the session.
func serve(_ connection: ConnectionFile, _ host: Host) throws(SocketFailure) {
  let pipe = try Pipe()
  let (inbox, outbox) = (Mailbox<Interpreter.Arrival>(), Mailbox<Sending?>(wake: pipe.wake))
  let name = Signer.randomName()
  let interruption = host.interruption
  takeInterrupts(to: interruption)
  let desk = ControlDesk(Composer(session: name, series: "c"), send: { outbox.put($0) }) { interruption.request() }
  let sockets = try Sockets(connection, desk, inbox, outbox, pipe)

  startThread { [options = SendableHost(host)] in
    let interpreter = Interpreter(Runner(options.host), Composer(session: name, series: "s")) { outbox.put($0) }
    while let arrivals = inbox.waitForAll() {
      for arrival in arrivals where !inbox.wasClosed { interpreter.take(arrival) }
    }
    outbox.put(nil)
  }
  desk.begin()
  let parent = Parent()
  while !desk.isToEnd, parent.isThere { sockets.serve(forMilliseconds: 1000) }

  // What is under way is stopped, and its front end hears of it.
  inbox.close()
  let start = ContinuousClock.now
  while !sockets.isSessionOver, .now - start < .seconds(2) {
    interruption.request()
    sockets.serve(forMilliseconds: 20)
  }
  sockets.serve(forMilliseconds: 0)
  sockets.close()
}

/// A host on its way to the thread that alone uses it from then on.
private struct SendableHost: @unchecked Sendable {
  let host: Host

  init(_ host: Host) { self.host = host }
}

/// Whoever has started the program, if it is to end with them.
private struct Parent {
  private let number = getenv("JPY_PARENT_PID").flatMap { pid_t(String(cString: $0)) }
  private let first = getppid()

  /// Whether they are there; always so, where nobody has said that they matter.
  var isThere: Bool {
    guard let number, number > 0 else { return true }
    // They may have gone before this program began to look.
    return getppid() == first && !(kill(number, 0) != 0 && errno == ESRCH)
  }
}

/// Lets a thread that runs for itself take the interrupts of a terminal, which would end the program.
private func takeInterrupts(to interruption: Interruption) {
  var interrupts = sigset_t()
  sigemptyset(&interrupts)
  sigaddset(&interrupts, SIGINT)
  pthread_sigmask(SIG_BLOCK, &interrupts, nil)
  startThread { [interrupts] in
    var number: Int32 = 0
    while true {
      var interrupts = interrupts
      if sigwait(&interrupts, &number) == 0 { interruption.request() }
    }
  }
}

/// Starts a thread with as much stack as the first has.
private func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setstacksize(&attributes, 8 << 20)
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  #if canImport(Darwin)
    var thread: pthread_t?
  #else
    var thread = pthread_t()
  #endif
  let status = pthread_create(
    &thread, &attributes,
    { pointer in
      #if canImport(Darwin)
        Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().body()
      #else
        Unmanaged<Box>.fromOpaque(pointer!).takeRetainedValue().body()
      #endif
      return nil
    }, Unmanaged.passRetained(Box(body)).toOpaque())
  precondition(status == 0, "the system gives no thread")
}
