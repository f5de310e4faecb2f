import Foundation
import Testing

@testable import Preview

/// Whatever an editor does to a file, what it has written is seen, and what it is about to write is waited for.
@Suite struct FollowedFileTests {
  private let path = FileManager.default.temporaryDirectory.appendingPathComponent("followed-\(UUID().uuidString)").path

  private func write(_ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }

  private func text(_ text: String) -> FollowedFile.Content { .text(Array(text.utf8)) }

  @Test func aTextOfTheSameLengthIsSeenHoweverSoonItComes() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try write("100")
    let stamp = try #require(FileStamp(path))
    #expect(!stamp.isSettled)
    // A clock that does not tick.
    var now = stamp
    var file = FollowedFile(path) { _ in now }
    #expect(file.poll() == text("100"))
    for number in 101..<110 {
      try write("\(number)")
      #expect(file.poll() == text("\(number)"))
      #expect(file.poll() == nil)
    }
    try write("200")
    now.isSettled = true
    #expect(file.poll() == text("200"))
    // It is not read for ever.
    try write("300")
    #expect(file.poll() == nil)
  }

  @Test func whatWasWrittenLongAgoIsSettled() throws {
    #expect(try #require(FileStamp("/etc/passwd")).isSettled)
    #expect(FileStamp(path) == nil)
  }

  @Test func whatIsGoneOrEmptyHasToBeSoTwice() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    var file = FollowedFile(path)
    try write("a")
    #expect(file.poll() == text("a"))
    try write("")
    #expect(file.poll() == nil)
    try write("b")
    #expect(file.poll() == text("b"))
    try FileManager.default.removeItem(atPath: path)
    #expect(file.poll() == nil)
    try write("b")
    #expect(file.poll() == nil)
    try write("")
    #expect(file.poll() == nil)
    #expect(file.poll() == text(""))
    try FileManager.default.removeItem(atPath: path)
    #expect(file.poll() == nil)
    guard case .problem = file.poll() else {
      Issue.record("a file that is gone is a problem")
      return
    }
    #expect(file.poll() == nil)
  }

  @Test func aFileThatTakesTheNameIsSeen() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    var file = FollowedFile(path)
    try write("a")
    #expect(file.poll() == text("a"))
    try Data("b".utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    #expect(file.poll() == text("b"))
  }
}
