import JSONValues
import Testing

@testable import Preview

/// Whoever was not given the address is refused, and what is asked for is read strictly.
@Suite struct PageRequestTests {
  private let address = PageAddress(port: 4000, token: "00112233445566778899aabbccddeeff")

  private func head(_ name: String = "", method: String = "GET") -> PageRequest.Head {
    PageRequest.Head(
      method: method, path: "/\(address.token)/\(name)", host: "127.0.0.1:4000",
      origin: method == "GET" ? nil : "http://127.0.0.1:4000", contentType: "application/json", contentLength: "2")
  }

  private func status(_ head: PageRequest.Head) -> Int {
    do throws(PageRequest.Refusal) {
      _ = try PageRequest.route(head, at: address)
      return 200
    } catch {
      return error.status
    }
  }

  @Test func thePageAndItsRequestsAreAnswered() throws {
    #expect(try PageRequest.route(head(), at: address) == .page)
    #expect(try PageRequest.route(head("events"), at: address) == .events)
    for (name, route) in [("turn", PageRequest.Route.turn), ("save", .save), ("rerun", .rerun)] {
      #expect(try PageRequest.route(head(name, method: "POST"), at: address) == route)
    }
    var local = head()
    local.host = "localhost:4000"
    #expect(status(local) == 200)
  }

  @Test func aServerProvesThatItKnowsTheSecret() throws {
    let challenge = "ffeeddccbbaa99887766554433221100"
    var head = head()
    head.path = "/hello/\(challenge)"
    #expect(try PageRequest.route(head, at: address) == .hello(challenge: challenge))
    // By `printf %s 'nbrun preview 127.0.0.1:4000 …' | sha256sum`.
    #expect(address.proof(for: challenge) == "0a4337671481efab8b866daefbe16aa682f133c977a9b3020e24d08288ea3312")
    #expect(PageAddress(port: 4001, token: address.token).proof(for: challenge) != address.proof(for: challenge))
    for path in [
      "/hello/", "/hello/1", "/hello/\(challenge)0", "/hello/\(challenge.uppercased())", "/hello/\(challenge)/",
    ] {
      head.path = path
      #expect(status(head) == 404)
    }
    head.path = "/hello/\(challenge)"
    head.host = "example.org"
    #expect(status(head) == 403)
  }

  @Test(arguments: [
    "example.org:4000", "127.0.0.1", "127.0.0.1:4001", "localhost", "127.0.0.1:4000.example.org", "", "LOCALHOST:4000 ",
  ])
  func anotherHostIsRefused(host: String) {
    for name in ["", "events"] {
      var head = head(name)
      head.host = host
      #expect(status(head) == 403)
    }
  }

  @Test(arguments: ["http://example.org", "null", "https://127.0.0.1:4000", "http://127.0.0.1:4001", "file://"])
  func anotherOriginIsRefused(origin: String) {
    for name in ["", "turn"] {
      var head = head(name, method: name.isEmpty ? "GET" : "POST")
      head.origin = origin
      #expect(status(head) == 403)
    }
  }

  @Test(arguments: [
    "/", "", "/events", "/00112233445566778899aabbccddeefe/", "/00112233445566778899aabbccddeeff",
    "/00112233445566778899aabbccddeeff/../events", "/00112233445566778899aabbccddeef/", "//", "/turn/turn",
    "/00112233445566778899aabbccddeeffff/", "/00112233445566778899AABBCCDDEEFF/",
  ])
  func anotherPathIsNotFound(path: String) {
    var head = head()
    head.path = path
    #expect(status(head) == 404)
  }

  @Test func whatChangesSomethingComesFromThePage() {
    var request = head("turn", method: "POST")
    request.origin = nil
    #expect(status(request) == 403)
    for method in ["GET", "PUT", "DELETE", "OPTIONS", "post"] { #expect(status(head("save", method: method)) >= 400) }
    #expect(status(head("", method: "POST")) == 405)
    for (type, wanted) in [("text/plain", 415), (nil, 415), ("application/json; charset=utf-8", 200)]
      as [(String?, Int)]
    {
      var request = head("turn", method: "POST")
      request.contentType = type
      #expect(status(request) == wanted)
    }
  }

  @Test func bodiesAreReadStrictly() throws {
    func read(_ body: String) -> PageRequest? { try? PageRequest(.turn, body: Array(body.utf8)) }
    #expect(read(#"{"knob":"lr","value":"0.1"}"#) == .turn(knob: "lr", value: "0.1"))
    #expect(read(#"{"knob":"lr","value":null}"#) == .turn(knob: "lr", value: nil))
    #expect(read(#"{"knob":"lr"}"#) == .turn(knob: "lr", value: nil))
    for body in ["", "{}", "[]", "null", #"{"knob":1}"#, #"{"knob":"lr","value":1}"#, #"{"knob":"lr""#, "\u{0}"] {
      #expect(read(body) == nil, "\(body)")
    }
    #expect(read(#"{"knob":"\#(String(repeating: "x", count: 20_000))"}"#) == nil)
  }

  @Test func anAddressIsKeptAndReadAgain() {
    let new = PageAddress(port: 8000, token: PageAddress.newToken())
    #expect(PageAddress(text: new.text) == new)
    #expect(new.token != PageAddress.newToken())
    for text in ["", "8000", "0 \(new.token)", "70000 \(new.token)", "8000 ../etc/passwd", "8000 \(new.token) x"] {
      #expect(PageAddress(text: text) == nil)
    }
  }
}
