import JSONValues
import Testing

@testable import Kernel

/// What comes in by the sockets is a message only if it is whole, and signed as it has to be.
@Suite struct MessageTests {
  private let parts = [#"{"msg_type":"kernel_info_request","msg_id":"7"}"#, "{}", "{}", #"{"a":[1,"ü"]}"#]

  private func frames(_ parts: [String], signature: String = "s", before: [String] = ["id"]) -> [[UInt8]] {
    (before + ["<IDS|MSG>", signature] + parts).map { Array($0.utf8) }
  }

  @Test func framesAreRead() throws {
    let message = try #require(
      Message(frames: frames(parts) + [[1, 2]]) { signature, signed in
        signature == Array("s".utf8) && signed.map { String(decoding: $0, as: UTF8.self) } == parts
      })
    #expect(message.identities == [Array("id".utf8)] && message.type == "kernel_info_request")
    #expect(message.content == ["a": [1, "ü"]] && message.header["msg_id"] == "7")
    let written = message.frames { _ in Array("t".utf8) }
    #expect(
      written == frames(parts.map { String(decoding: JSON(parsing: $0.utf8)!.text(), as: UTF8.self) }, signature: "t"))
  }

  @Test func whatIsNoMessageIsNone() {
    #expect(Message(frames: frames(parts)) { _, _ in false } == nil)
    for count in 0..<7 { #expect(Message(frames: Array(frames(parts).prefix(count))) { _, _ in true } == nil) }
    for wrong in ["", "[]", "{", "1", "null", "{}"] {
      #expect(Message(frames: frames([wrong] + parts.dropFirst())) { _, _ in true } == nil)
    }
    #expect(Message(frames: frames(parts.dropLast() + ["[]"])) { _, _ in true } == nil)
  }
}
