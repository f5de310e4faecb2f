extension PageRequest.Head {
  /// Reads a request line and headers, by RFC 9112, sections 2 to 6: strictly, for only browsers have to be understood.
  init(parsing bytes: some Collection<UInt8>) throws(PageRequest.Refusal) {
    let malformed = PageRequest.Refusal(400, "this is not a request of HTTP/1.1")
    // What is not UTF-8 stands as U+FFFD, which is in no name and no value that matters.
    let text = String(decoding: bytes, as: UTF8.self).unicodeScalars
    var lines = text.split(separator: "\r\n".unicodeScalars, omittingEmptySubsequences: false)[...]
    guard lines.count <= Self.mostLines else { throw PageRequest.Refusal(431, "the request is too long") }
    guard lines.allSatisfy({ line in line.allSatisfy { $0 == "\t" || $0.value >= 0x20 && $0.value != 0x7F } }) else {
      throw malformed
    }
    let words = lines.removeFirst().split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 3, Self.isToken(words[0]), words[1].hasPrefix("/"), Self.versions.contains(words[2]) else {
      throw malformed
    }
    var fields: [String: String] = [:]
    for line in lines {
      // A blank before the colon, or a line that goes on with the one before, could be read in two ways.
      guard let colon = line.firstIndex(of: ":"), Self.isToken(String(line[..<colon])) else { throw malformed }
      let name = String(line[..<colon]).lowercased()
      let isNew = fields.updateValue(Self.withoutBlanks(line[line.index(after: colon)...]), forKey: name) == nil
      guard isNew || !Self.onceOnly.contains(name) else { throw malformed }
    }
    guard fields["transfer-encoding"] == nil else {
      throw PageRequest.Refusal(501, "the body must come as it is, with its length")
    }
    self.init(
      method: words[0], path: String(words[1].unicodeScalars.prefix { $0 != "?" }), host: fields["host"],
      origin: fields["origin"], contentType: fields["content-type"], contentLength: fields["content-length"])
  }

  /// The most lines of a head; a browser sends about twenty.
  static let mostLines = 200

  private static let versions: Set = ["HTTP/1.0", "HTTP/1.1"]

  /// The headers of which a second one would contradict the first.
  private static let onceOnly: Set = ["host", "origin", "content-type", "content-length"]

  /// Whether a text is a token of RFC 9110, section 5.6.2.
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }

  private static func withoutBlanks(_ text: Substring.UnicodeScalarView) -> String {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
    guard let last = text.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(text[...last].drop(while: isBlank))
  }
}
