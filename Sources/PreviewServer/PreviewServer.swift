import FlyingFox
import FlyingSocks
import Foundation
import Preview

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
    let kept = addressFile.address
    // Pages that were open before find the preview again at its old port, if that is free and no other is asked for. At
    // any other one the secret is a new one: somebody else may listen at the old port, and be told the old secret.
    let ports = options.port == 0 ? [kept?.port, 0].compactMap { $0 } : [options.port]
    var failure: (any Error)?
    for port in ports {
      do {
        let token = kept.flatMap { $0.port == port ? $0.token : nil }
        return try await serve(port: port, token: token ?? PageAddress.newToken())
      } catch {
        failure = error
      }
    }
    let help = options.port == 0 ? "" : "\n  help: leave out --port to have a free one chosen"
    fail("cannot listen on 127.0.0.1: \(reason(failure))\(help)", status: 2)
  }

  private func reason(_ error: (any Error)?) -> String {
    guard case .failed(_, let number, let message)? = error as? SocketError else { return "the server has ended" }
    return number == EADDRINUSE ? "port \(options.port) is in use" : message.lowercased()
  }

  private func serve(port: Int, token: String) async throws {
    let handler = RequestHandler(preview)
    // What is longer than any body that is taken is not read on.
    let configuration = HTTPServer.Configuration(
      address: try .inet(ip4: "127.0.0.1", port: UInt16(port)), sharedRequestReplaySize: PageRequest.longestBody,
      logger: .disabled)
    let server = HTTPServer(config: configuration, handler: handler)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      group.addTask {
        try await server.waitUntilListening()
        guard case .ip4(_, let port)? = await server.listeningAddress else { return }
        let address = PageAddress(port: Int(port), token: token)
        handler.begin(at: address)
        addressFile.keep(address)
        announce(address)
        await follow(address)
      }
      try await group.next()
      group.cancelAll()
    }
  }

  private func announce(_ address: PageAddress) {
    print("\(address.url)")
    fflush(nil)
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

  /// Has the desktop open an address; false if there is no program for it.
  private func openBrowser(_ url: String) -> Bool {
    #if os(macOS)
      let name = "open"
    #else
      let name = "xdg-open"
    #endif
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name, url]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return false }
    // A program that is not there ends at once; one that is may stay for as long as the browser does.
    usleep(300_000)
    return process.isRunning || process.terminationStatus == 0
  }
}

/// Writes a line to standard error.
func write(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

/// Writes an error to standard error and ends the program.
func fail(_ message: String, status: Int32) -> Never {
  write("nbrun: error: \(message)")
  exit(status)
}
