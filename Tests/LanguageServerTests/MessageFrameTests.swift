import Testing

@testable import LanguageServer

/// Where a message ends is told by its headers, in whatever pieces they come.
@Suite struct MessageFrameTests {
  /// The messages of some bytes that come in pieces of a size.
  private func messages(_ text: String, piece: Int = .max) throws -> [String] {
    var frames = MessageFrames()
    var found: [String] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      frames.append(rest.prefix(piece))
      rest = rest.dropFirst(piece)
      while let message = try frames.next() { found.append(String(decoding: message, as: UTF8.self)) }
    }
    return found
  }

  @Test(arguments: [1, 2, 3, 7, 50, .max])
  func piecesDoNotMatter(_ piece: Int) throws {
    let text =
      "Content-Length: 5\r\n\r\nabcdeContent-Type: x; charset=utf-8\r\ncontent-length:2\r\n\r\n\r\n"
      + "Content-Length:\t0\r\n\r\nContent-Length: 9\r\n\r\n日é"
    #expect(try messages(text, piece: piece) == ["abcde", "\r\n", ""])
    #expect(try messages(text + "!", piece: piece).last == "")
    #expect(try messages("Content-Length: 5\r\n\r\n日é", piece: piece) == ["日é"])
  }

  @Test func whatIsFramedIsRead() throws {
    let bodies = ["", "{}", "日本", "\r\n\r\n"]
    let text = bodies.map { String(decoding: MessageFrames.framed(Array($0.utf8)), as: UTF8.self) }.joined()
    #expect(try messages(text) == bodies)
  }

  @Test(arguments: [
    "Content-Length: -1\r\n\r\n", "Content-Length: 1 2\r\n\r\n", "Content-Length: 5 5\r\n\r\n",
    "Content-Length: \r\n\r\n", "\r\n\r\n", "abc\r\n\r\n",
    "Content-Type: a\r\n\r\n", "Content-Length: 1\r\nContent-Length: 1\r\n\r\n", "Content-Length: 1e3\r\n\r\n",
    "Content-Length: 99999999999999999999\r\n\r\n", "Content-Length: 1000000000\r\n\r\n",
    String(repeating: "a", count: 20_000),
  ])
  func wrongHeadersAreRefused(_ text: String) {
    #expect(throws: MessageFrames.Failure.self) { try messages(text) }
  }
}
