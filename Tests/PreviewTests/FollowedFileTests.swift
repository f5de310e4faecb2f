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
    var file = FollowedFile(path)
    // Times of files tick every few milliseconds: many of these have the same.
    for number in 100..<400 {
      try write("\(number)")
      #expect(file.poll() == text("\(number)"))
      #expect(file.poll() == nil)
    }
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
