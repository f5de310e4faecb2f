// Preview: a notebook as a page that follows its file, with its `let`s as knobs. It knows no sockets: a server hands it the
// bytes of requests and sends what it answers.

import Report

/// Where a page is: on this machine alone, behind a secret that only who has started the preview knows.
public struct PageAddress: Sendable, Equatable {
  /// The port that the server listens on.
  public let port: Int
  /// The secret in the path, of hexadecimal digits.
  public let token: String

  /// Creates an address.
  public init(port: Int, token: String) { (self.port, self.token) = (port, token) }

  /// A secret that nobody can guess: 128 random bits of the system.
  public static func newToken() -> String {
    var random = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let digits = String(random.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// What to open in a browser.
  public var url: String { "http://127.0.0.1:\(port)/\(token)/" }

  /// Whether a host is this server by its own names: no other name that leads here by a foreign DNS.
  func isHost(_ host: String) -> Bool { host == "127.0.0.1:\(port)" || host == "localhost:\(port)" }

  /// Whether a page of this server may have sent a request.
  func isOrigin(_ origin: String) -> Bool { origin.hasPrefix("http://") && isHost(String(origin.dropFirst(7))) }

  /// Whether a text is the secret; the time it takes does not tell how much of it is right.
  func isToken(_ text: some StringProtocol) -> Bool {
    let (given, wanted) = (Array(text.utf8), Array(token.utf8))
    var difference = given.count ^ wanted.count
    for (index, byte) in wanted.enumerated() { difference |= Int(byte ^ (index < given.count ? given[index] : 0)) }
    return difference == 0
  }

  /// What only a server that knows the secret can answer to a page that asks whether it is its own, in hexadecimal digits.
  ///
  /// The port is in it: whoever has taken it over cannot have a server at another one answer.
  public func proof(for challenge: String) -> String {
    sha256(Array("nbrun preview 127.0.0.1:\(port) \(token) \(challenge)".utf8)).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}

extension PageAddress {
  /// Reads a port and a secret as ``text`` writes them; nil for anything else.
  public init?(text: String) {
    let words = text.split { $0.isWhitespace }
    guard words.count == 2, let port = Int(words[0]), (1...65535).contains(port), Self.isHexadecimal(words[1]) else {
      return nil
    }
    self.init(port: port, token: String(words[1]))
  }

  /// Whether a text is 128 bits in hexadecimal digits, as secrets and challenges are.
  static func isHexadecimal(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 32 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// The port and the secret, to be kept in a file that only its owner can read.
  public var text: String { "\(port) \(token)\n" }
}
