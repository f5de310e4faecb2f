import Files
import FlyingSocks
import Preview

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Serves one preview on the loopback interface until the program ends.
struct PreviewServer {
  private let options: ServerOptions
  private let preview: LivePreview
  private let addressFile: AddressFile

  init(_ options: ServerOptions) {
    self.options = options
    addressFile = AddressFile(options.file)
    preview = LivePreview(options.file, opened: options.folders, threads: options.threads, budget: options.budget)
  }

  func run() async throws {
    let (listener, address) = listen()
    addressFile.keep(address)
    announce(address)
    // The system's best way to wait for many sockets, whatever its type is called.
    let pool = SocketPool<Poll>.make()
    try await pool.prepare()
    let socket = try AsyncSocket(socket: listener, pool: pool)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await pool.run() }
      group.addTask { await follow(address) }
      group.addTask { await accept(from: socket, at: address) }
      try await group.next()
      group.cancelAll()
    }
  }

  /// Listens on the loopback interface, at the port of last time if it is free, or ends the program.
  private func listen() -> (Socket, PageAddress) {
    let kept = addressFile.address
    // Pages that were open before find the preview again at its old port, if that is free and no other is asked for. At
    // any other one the secret is a new one: somebody else may listen at the old port, and be told the old secret.
    let ports = options.port == 0 ? [kept?.port, 0].compactMap { $0 } : [options.port]
    var failure: (any Error)?
    for port in ports {
      do {
        let (listener, number) = try listen(at: port)
        let token = kept.flatMap { $0.port == port ? $0.token : nil }
        return (listener, PageAddress(port: number, token: token ?? PageAddress.newToken()))
      } catch {
        failure = error
      }
    }
    let help = options.port == 0 ? "" : "\n  help: leave out --port to have a free one chosen"
    fail("cannot listen on 127.0.0.1: \(reason(failure))\(help)", status: 2)
  }

  private func reason(_ error: (any Error)?) -> String {
    guard case .failed(_, let number, let message)? = error as? SocketError else { return "there is no such address" }
    return number == EADDRINUSE ? "port \(options.port) is in use" : message.lowercased()
  }

  /// Listens at a port, or at a free one for 0; no other machine can reach it.
  private func listen(at port: Int) throws -> (Socket, port: Int) {
    let listener = try Socket(domain: Int32(AF_INET), type: .stream)
    do {
      try listener.setValue(true, for: .localAddressReuse)
      try listener.bind(to: .inet(ip4: "127.0.0.1", port: UInt16(port)))
      try listener.listen()
      guard case .ip4(_, let number) = try listener.sockname() else { throw SocketError.unsupportedAddress }
      return (listener, Int(number))
    } catch {
      try? listener.close()
      throw error
    }
  }

  private func accept(from listener: AsyncSocket, at address: PageAddress) async {
    let strangers = Strangers()
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        guard let socket = try? await listener.accept() else {
          // Where the system has no more files, it may have some soon.
          try? await Task.sleep(for: .milliseconds(20))
          continue
        }
        group.addTask { await HTTPConnection(socket, among: strangers).answer(at: address, preview) }
      }
    }
  }

  private func announce(_ address: PageAddress) {
    write("\(address.url)", to: standardOutput)
    write("nbrun: following \(options.file); Ctrl-C ends it")
    if options.opensBrowser, !(addressFile.pageLeading(to: address).map(openBrowser) ?? false) {
      write("nbrun: note: no browser could be started; open the address in one")
    }
  }

  /// Looks at the file again and again, and now and then whether pages are still there; the address stays a fresh one.
  private func follow(_ address: PageAddress) async {
    var looks = 0
    while !Task.isCancelled {
      preview.poll()
      looks += 1
      if looks % 60 == 0 { preview.touch() }
      if looks % 400 == 0 { addressFile.keep(address) }
      try? await Task.sleep(for: .milliseconds(150))
    }
  }
}
