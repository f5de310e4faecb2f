import Foundation
import Testing

/// The files that fuzzers have found are read again: none is too much for its reader.
@Suite struct KeptFileTests {
  private static let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "Fuzz")
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/fuzz")
  private static let readers = (try? FileManager.default.contentsOfDirectory(atPath: fixtures.path).sorted()) ?? []

  @Test func everyReaderHasFiles() throws {
    let listed = try output(["--list"])
    #expect(listed.status == 0)
    #expect(listed.lines.sorted() == Self.readers)
  }

  @Test(arguments: readers) func areRead(reader: String) throws {
    let folder = Self.fixtures.appending(path: reader).path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { "\(folder)/\($0)" }
    #expect(!files.isEmpty)
    let replayed = try output([reader] + files)
    #expect(replayed.status == 0 && replayed.lines == files, "\(replayed.lines.last ?? "nothing") was too much")
  }

  /// What the program prints, and the status it ends with.
  private func output(_ arguments: [String]) throws -> (status: Int32, lines: [String]) {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init))
  }
}
