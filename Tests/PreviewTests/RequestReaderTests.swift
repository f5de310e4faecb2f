import Testing

@testable import Preview

/// Requests are put together from whatever pieces they come in, and are read in one way only.
@Suite struct RequestReaderTests {
  private let address = PageAddress(port: 4000, token: "00112233445566778899aabbccddeeff")

  /// What comes of bytes that are cut into pieces: a request, the status of a refusal, or nothing yet.
  private func result(_ text: String, pieces: Int = .max) -> Result<PageRequest?, PageRequest.Refusal> {
    var reader = RequestReader(at: address)
    let bytes = Array(text.utf8)
    return Result { () throws(PageRequest.Refusal) in
      var rest = bytes[...]
      while !rest.isEmpty {
        if let request = try reader.take(rest.prefix(pieces)) { return request }
        rest = rest.dropFirst(pieces)
      }
      return nil
    }
  }

  private func status(_ text: String) -> Int {
    switch result(text) {
    case .success(let request): request == nil ? 0 : 200
    case .failure(let refusal): refusal.status
    }
  }

  private func get(_ headers: String = "", line: String? = nil) -> String {
    (line ?? "GET /\(address.token)/ HTTP/1.1") + "\r\nHost: 127.0.0.1:4000\r\n\(headers)\r\n"
  }

  private func post(_ body: String, length: String? = nil) -> String {
    get(
      "Origin: http://127.0.0.1:4000\r\ncontent-TYPE:application/json\r\nContent-Length: \t\(length ?? "\(body.utf8.count)") \r\n",
      line: "POST /\(address.token)/turn HTTP/1.1") + body
  }

  @Test(arguments: [1, 2, 3, 5, 64, .max]) func piecesMakeNoDifference(size: Int) throws {
    #expect(try result(get(), pieces: size).get() == .page)
    #expect(try result(get(line: "GET /\(address.token)/events?x=1 HTTP/1.0"), pieces: size).get() == .events)
    let body = #"{"knob":"ä","value":"0.5"}"#
    #expect(try result(post(body), pieces: size).get() == .turn(knob: "ä", value: "0.5"))
    #expect(try result(post(body) + "GET / HTTP/1.1\r\n", pieces: size).get() == .turn(knob: "ä", value: "0.5"))
    #expect(try result(String(post(body).dropLast()), pieces: size).get() == nil)
    #expect(try result(String(get().dropLast(2)), pieces: size).get() == nil)
  }

  @Test func whatIsNotHTTPIsRefused() {
    let secret = "/\(address.token)/"
    for line in [
      "", " ", "GET", "GET \(secret)", "GET \(secret) HTTP/1.1 ", "GET  \(secret) HTTP/1.1", "GET \(secret) HTTP/2.0",
      "GET \(secret) http/1.1", "G(T \(secret) HTTP/1.1", "GET http://127.0.0.1:4000\(secret) HTTP/1.1",
      "GET * HTTP/1.1",
      "GET\t\(secret)\tHTTP/1.1", " GET \(secret) HTTP/1.1", "GET \(secret)\u{0} HTTP/1.1", "GET \(secret)\n HTTP/1.1",
      "\r\nGET \(secret) HTTP/1.1",
    ] {
      #expect(status(get(line: line)) == 400, "\(line)")
    }
    for headers in [
      "Host: 127.0.0.1:4000\r\n", "host:localhost:4000\r\n", "A : b\r\n", " a: b\r\n", "\ta: b\r\n", "a\r\n", ":\r\n",
      "a: b\rc: d\r\n", "a: b\nc: d\r\n", "a: \u{0}\r\n", "ä: b\r\n", "Origin: a\r\nOrigin: a\r\n",
      "Content-Length: 0\r\nContent-Length: 0\r\n",
    ] {
      #expect(status(get(headers)) == 400, "\(headers)")
    }
    for headers in [
      "", "A: b\r\nA: c\r\n", "a:\r\n", "Accept: ä, 😀\r\n", "a: \tb:c \t\r\n", "Content-Length: x\r\n",
    ] {
      #expect(status(get(headers)) == 200, "\(headers)")
    }
    #expect(status(get("Transfer-Encoding: chunked\r\n")) == 501)
    #expect(status(get("Origin: null\r\n")) == 403)
  }

  @Test func whoNeedsNoSecretIsAStranger() throws {
    let challenge = String(repeating: "0", count: 32)
    #expect(try result(get(line: "GET /hello/\(challenge) HTTP/1.1")).get()?.needsSecret == false)
    #expect(try result(get()).get()?.needsSecret == true)
  }

  @Test func lengthsAreDigitsWithinBounds() {
    for length in ["", "+2", "-1", "2.0", "0x2", "1 1", "٢", "99999999999999999999"] {
      #expect(status(post("{}", length: length)) == 411, "\(length)")
    }
    #expect(status(post("{}").replacing("Content-Length", with: "Content-Long")) == 411)
    #expect(status(post("{}", length: "16385")) == 413)
    #expect(status(post("{}", length: "16384")) == 0)
  }

  @Test func aHeadHasAnEnd() {
    let padding = { (count: Int) in get("X: " + String(repeating: "y", count: count) + "\r\n") }
    let most = RequestReader.longestHead - (get().utf8.count - 4) - 5
    #expect(status(padding(most)) == 200)
    #expect(status(padding(most + 1)) == 431)
    #expect(status(String(repeating: "A", count: RequestReader.longestHead)) == 0)
    #expect(status(String(repeating: "A", count: RequestReader.longestHead + 1)) == 431)
    let lines = { (count: Int) in get(String(repeating: "a: b\r\n", count: count)) }
    #expect(status(lines(PageRequest.Head.mostLines - 2)) == 200)
    #expect(status(lines(PageRequest.Head.mostLines - 1)) == 431)
    // A refusal is told at once, and no more of it is read.
    guard case .failure = result(String(repeating: "A", count: 1 << 22), pieces: 4096) else {
      Issue.record("what has no end is refused")
      return
    }
  }
}
