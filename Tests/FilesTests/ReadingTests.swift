import Foundation
import Testing

@testable import Files

/// Things in a folder that are no plain files.
@Suite struct ReadingTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "bytes-\(UUID().uuidString)").path

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  private func message(reading path: String) -> String? {
    do throws(FileError) {
      _ = try InputFile(at: path, named: "x").bytes()
      return nil
    } catch {
      return error.message
    }
  }

  @Test func whatMayNeverEndIsNotRead() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(message(reading: "/dev/zero") == "cannot read x: it is neither a file nor a pipe")
    #expect(message(reading: folder) == "cannot read x: it is a folder")
    #expect(message(reading: folder + "/nothing") == "cannot read x: no such file or directory")
    let large = folder + "/large"
    #expect(FileManager.default.createFile(atPath: large, contents: nil))
    let file = try #require(FileHandle(forWritingAtPath: large))
    try file.truncate(atOffset: UInt64(InputFile.mostBytes) + 1)
    #expect(message(reading: large) == "cannot read x: it holds more than 4 GB")
  }

  @Test(.timeLimit(.minutes(1))) func aPipeIsReadToItsEndIfSomethingWritesToIt() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    #expect(try InputFile(at: path, named: "x").bytes() == [])
    // Opened for both, so that opening does not wait for the other end, and the pipe has a writer from the start.
    let writer = open(path, O_RDWR)
    #expect(write(writer, "1,0", 3) == 3)
    Thread.detachNewThread {
      usleep(100_000)
      _ = write(writer, "\n2,1", 4)
      close(writer)
    }
    #expect(String(decoding: try InputFile(at: path, named: "x").bytes(), as: UTF8.self) == "1,0\n2,1")
  }
}
