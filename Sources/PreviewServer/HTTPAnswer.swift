import JSONValues
import Preview

/// An answer of HTTP/1.1; the connection ends with it.
struct HTTPAnswer {
  let status: Int
  private let type: String
  private var policy: String?
  let body: Body

  /// What is answered.
  enum Body {
    case whole([UInt8])
    /// Server-sent events, one after the other for as long as the page is there.
    case events(PageUpdates)
  }

  /// What a request is answered with.
  init(_ request: PageRequest, at address: PageAddress, of preview: LivePreview) throws(PageRequest.Refusal) {
    status = 200
    switch request {
    case .hello(let challenge): (type, body) = ("text/plain", .whole(Array(address.proof(for: challenge).utf8)))
    case .page:
      let nonce = PageAddress.newToken()
      (type, body) = ("text/html; charset=utf-8", .whole(Array(Page.html(nonce: nonce).utf8)))
      policy = Page.policy(nonce: nonce)
    case .events: (type, body) = ("text/event-stream", .events(preview.updates()))
    case .turn, .save, .rerun:
      try preview.answer(request)
      (type, body) = ("application/json", .whole(Array("{}".utf8)))
    }
  }

  /// Says that a request is not answered, and why.
  init(_ refusal: PageRequest.Refusal) {
    let json: JSON = ["error": .string(refusal.message)]
    (status, type, body) = (refusal.status, "application/json", .whole(json.text()))
  }

  /// The status and the headers; what holds for every answer is that it is nobody else's, and is not kept.
  var head: [UInt8] {
    var lines = [
      "HTTP/1.1 \(status) \(status == 200 ? "OK" : "Refused")", "Content-Type: \(type)", "Connection: close",
      "Cache-Control: no-store", "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer",
      "Cross-Origin-Resource-Policy: same-origin", "Cross-Origin-Opener-Policy: same-origin", "X-Frame-Options: DENY",
    ]
    if case .whole(let bytes) = body { lines.append("Content-Length: \(bytes.count)") }
    if let policy { lines.append("Content-Security-Policy: \(policy)") }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }
}
