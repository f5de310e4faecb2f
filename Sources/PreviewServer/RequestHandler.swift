import FlyingFox
import FlyingSocks
import Foundation
import JSONValues
import Preview

/// Answers the requests of pages; whoever does not know the address is refused.
final class RequestHandler: HTTPHandler, @unchecked Sendable {
  private let preview: LivePreview
  private let lock = NSLock()
  private var address: PageAddress?

  init(_ preview: LivePreview) { self.preview = preview }

  /// Answers requests from here on.
  func begin(at address: PageAddress) { lock.withLock { self.address = address } }

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    do {
      guard let address = lock.withLock({ address }) else { return response(.serviceUnavailable, "text/plain") }
      let head = PageRequest.Head(
        method: request.method.rawValue, path: request.target.path(percentEncoded: true), host: request.headers[.host],
        origin: request.headers[HTTPHeader("Origin")], contentType: request.headers[.contentType],
        contentLength: request.headers[.contentLength])
      let route = try PageRequest.route(head, at: address)
      let body = route.isChange ? [UInt8](try await request.bodyData) : []
      return try answer(PageRequest(route, body: body), at: address)
    } catch let refusal as PageRequest.Refusal {
      return self.refusal(refusal)
    }
  }

  private func answer(_ request: PageRequest, at address: PageAddress) throws -> HTTPResponse {
    switch request {
    case .hello(let challenge): return response(.ok, "text/plain", Array(address.proof(for: challenge).utf8))
    case .page:
      let nonce = PageAddress.newToken()
      var page = response(.ok, "text/html; charset=utf-8", Array(Page.html(nonce: nonce).utf8))
      page.headers[HTTPHeader("Content-Security-Policy")] = Page.policy(nonce: nonce)
      return page
    case .events:
      return HTTPResponse(
        statusCode: .ok, headers: headers("text/event-stream"), body: HTTPBodySequence(from: EventBytes(preview)))
    case .turn, .save, .rerun:
      try preview.answer(request)
      return response(.ok, "application/json", Array("{}".utf8))
    }
  }

  /// A refusal ends the connection: what comes on it after that, such as a body, is nothing to be read.
  private func refusal(_ refusal: PageRequest.Refusal) -> HTTPResponse {
    let json: JSON = ["error": .string(refusal.message)]
    let text = json.text()
    var headers = headers("application/json")
    headers[.connection] = "close"
    return HTTPResponse(
      statusCode: HTTPStatusCode(refusal.status, phrase: "Refused"), headers: headers,
      body: HTTPBodySequence(from: LastBytes(bytes: text), count: text.count))
  }

  private func response(_ status: HTTPStatusCode, _ type: String, _ body: [UInt8] = []) -> HTTPResponse {
    HTTPResponse(statusCode: status, headers: headers(type), body: Data(body))
  }

  /// What holds for every answer: it is nobody else's, and is not kept.
  private func headers(_ type: String) -> HTTPHeaders {
    [
      .contentType: type, HTTPHeader("Cache-Control"): "no-store",
      HTTPHeader("X-Content-Type-Options"): "nosniff", HTTPHeader("Referrer-Policy"): "no-referrer",
      HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
      HTTPHeader("Cross-Origin-Opener-Policy"): "same-origin", HTTPHeader("X-Frame-Options"): "DENY",
    ]
  }
}

/// The last bytes of a connection: the server closes one whose answer fails, and this one does so when all is said.
private struct LastBytes: AsyncBufferedSequence {
  typealias Element = UInt8
  let bytes: [UInt8]

  struct Iterator: AsyncBufferedIteratorProtocol {
    var rest: [UInt8]?

    mutating func next() async throws -> UInt8? { preconditionFailure("answers are sent whole") }

    mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
      guard let bytes = rest else { throw SocketError.disconnected }
      rest = nil
      return bytes
    }
  }

  func makeAsyncIterator() -> Iterator { Iterator(rest: bytes) }
}

/// The updates of a page as server-sent events.
private struct EventBytes: AsyncBufferedSequence {
  typealias Element = UInt8
  private let updates: PageUpdates

  init(_ preview: LivePreview) { updates = preview.updates() }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var updates: PageUpdates.Iterator

    mutating func next() async throws -> UInt8? { preconditionFailure("events are sent whole") }

    /// The next event; a comment if there is nothing new, which tells whether the page is still there.
    mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
      guard let update = await updates.next() else { return nil }
      return update.isEmpty ? Array(":\n\n".utf8) : Array("data: ".utf8) + update + Array("\n\n".utf8)
    }
  }

  func makeAsyncIterator() -> Iterator { Iterator(updates: updates.makeAsyncIterator()) }
}
