import Foundation
import Testing

@testable import Files

/// A file that is replaced is the old or the new one, and stays what it was but for its bytes.
@Suite struct ReplacingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)
    return try #require((attributes[.posixPermissions] as? NSNumber)?.intValue)
  }

  @Test func nothingElseIsLeftBesideIt() throws {
    try replaceFile(folder.path + "/w", with: [1, 2])
    try replaceFile(folder.path + "/w", with: [3])
    #expect(try InputFile(at: folder.path + "/w").bytes() == [3])
    #expect(try folder.names() == ["w"])
    try folder.write("", to: "inner/x")
    #expect(throws: FileError(.write, "i", "it is a folder")) {
      try replaceFile(folder.path + "/inner", with: [1], named: "i")
    }
    #expect(throws: FileError(.write, "n", "no such file or directory")) {
      try replaceFile(folder.path + "/none/x", with: [1], named: "n")
    }
    #expect(try folder.names() == ["inner", "w"])
  }

  @Test func aFileKeepsItsMode() throws {
    try folder.write("old", to: "private")
    chmod(folder.path + "/private", 0o600)
    try replaceFile(folder.path + "/private", with: Array("new".utf8))
    #expect(try mode("private") == 0o600 && folder.read("private") == "new")
    try replaceFile(folder.path + "/mine", with: [1], mode: 0o600)
    #expect(try mode("mine") == 0o600)
  }

  @Test func aLinkStaysOneAndWhatItLeadsToIsReplaced() throws {
    try folder.write("old", to: "real/w")
    try folder.link("link", to: "real/w")
    try folder.link("first", to: "link")
    try folder.link("new", to: "real/new")
    try replaceFile(folder.path + "/first", with: Array("new".utf8))
    try replaceFile(folder.path + "/new", with: Array("made".utf8))
    #expect(try folder.read("real/w") == "new" && folder.read("real/new") == "made")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/link") == "real/w")
    #expect(try folder.names("real") == ["new", "w"])
    try folder.link("round", to: "round")
    #expect(throws: FileError.self) { try replaceFile(folder.path + "/round", with: [1]) }
  }

  @Test func whatAKilledProgramHasLeftGoesAndWhatALivingOneWritesStays() throws {
    let (dead, alive) = (".nbrun-0123456789abcdef.partial", ".nbrun-fedcba9876543210.partial")
    for name in [dead, alive, ".nbrun-notes", "x.partial"] { try folder.write("half", to: name) }
    try folder.link(".nbrun-link.partial", to: "x.partial")
    let descriptor = open(folder.path + "/" + alive, O_RDONLY)
    try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    try replaceFile(folder.path + "/w", with: [1])
    #expect(
      try folder.names() == [
        ".nbrun-fedcba9876543210.partial", ".nbrun-link.partial", ".nbrun-notes", "w", "x.partial",
      ])
    close(descriptor)
    try replaceFile(folder.path + "/w", with: [1])
    #expect(try folder.names() == [".nbrun-link.partial", ".nbrun-notes", "w", "x.partial"])
  }

  @Test(.timeLimit(.minutes(1))) func aPipeOrADeviceIsWrittenToAndNotReplaced() throws {
    let pipe = folder.path + "/pipe"
    try #require(mkfifo(pipe, 0o600) == 0)
    #expect(throws: FileError(.write, "p", "nothing reads from it")) { try replaceFile(pipe, with: [1], named: "p") }
    let reader = open(pipe, O_RDONLY | O_NONBLOCK)
    try replaceFile(pipe, with: [7, 8])
    #expect(nextBytes(of: reader, 10) == [7, 8])
    close(reader)
    #expect(FileKind(at: pipe) == .pipe)
    try folder.link("null", to: "/dev/null")
    try replaceFile(folder.path + "/null", with: [1])
    #expect(FileKind(at: "/dev/null") == .other)
    #expect(throws: FileError(.write, "/dev/full", "no space left on device")) {
      try replaceFile("/dev/full", with: [1])
    }
  }
}
