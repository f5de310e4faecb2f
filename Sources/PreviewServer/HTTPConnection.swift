#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import FlyingSocks
import Preview

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A connection of a browser: one request, one answer, and its end.
///
/// Whoever has not asked within a few seconds, or for more than a page ever asks, is not listened to any longer.
struct HTTPConnection: Sendable {
  private let socket: AsyncSocket
  private let strangers: Strangers

  /// The time for a request to be there whole. A browser that has opened a connection in advance opens another.
  private static let patience = Duration.seconds(3)

  init(_ socket: AsyncSocket, among strangers: Strangers) { (self.socket, self.strangers) = (socket, strangers) }

  /// Answers what is asked for at an address, and ends the connection.
  func answer(at address: PageAddress, _ preview: LivePreview) async {
    strangers.add(socket.socket)
    defer {
      strangers.remove(socket.socket)
      try? socket.close()
    }
    // What fails is that the other side has gone, or says nothing: there is nobody to tell it.
    try? await send(await reply(at: address, preview))
    await leave()
  }

  private func reply(at address: PageAddress, _ preview: LivePreview) async throws -> HTTPAnswer {
    do {
      let request = try await within(Self.patience) { try await readRequest(at: address) }
      if request.needsSecret { strangers.remove(socket.socket) }
      return try HTTPAnswer(request, at: address, of: preview)
    } catch let refusal as PageRequest.Refusal {
      return HTTPAnswer(refusal)
    }
  }

  private func readRequest(at address: PageAddress) async throws -> PageRequest {
    var reader = RequestReader(at: address)
    while true {
      if let request = try reader.take(await someBytes()) { return request }
    }
  }

  private func someBytes() async throws -> [UInt8] { try await socket.read(atMost: 4096) }

  private func send(_ answer: HTTPAnswer) async throws {
    try await send(answer.head)
    switch answer.body {
    case .whole(let bytes): try await send(bytes)
    case .events(let updates):
      // A comment where there is nothing new: it tells whether the page is still there.
      for await update in updates {
        try await send(update.isEmpty ? Array(":\n\n".utf8) : Array("data: ".utf8) + update + Array("\n\n".utf8))
      }
    }
  }

  private func send(_ bytes: [UInt8]) async throws { try await socket.write(Data(bytes)) }

  /// Says that nothing more comes, and takes what was sent unasked, within bounds: if it were left unread, the system would
  /// take the answer back (RFC 9112, section 9.6).
  private func leave() async {
    shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
    try? await within(.seconds(2)) {
      // It ends by the error of a connection that has ended.
      var room = 1 << 16
      while room > 0 { room -= try await someBytes().count }
    }
  }
}

/// Does something within a time, or throws `CancellationError`.
private func within<Result: Sendable>(
  _ time: Duration, _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  try await withThrowingTaskGroup(of: Result.self) { group in
    group.addTask { try await work() }
    group.addTask {
      try await Task.sleep(for: time)
      throw CancellationError()
    }
    defer { group.cancelAll() }
    guard let result = try await group.next() else { throw CancellationError() }
    return result
  }
}
