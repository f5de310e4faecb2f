import Foundation
import Testing

@testable import Files

/// A file and its companions are replaced together, in both ways there are.
@Suite struct CompanionFolderTests {
  private let folder: TemporaryFolder
  private let mark = "ours "

  init() throws { folder = try TemporaryFolder() }

  private func replace(_ members: [String: String], _ text: String, exchanging: Bool = true) throws {
    var companions = CompanionFolder(folder.path + "/r_files") {
      String(decoding: $0, as: UTF8.self).hasPrefix("ours ")
    }
    companions.mayExchange = exchanging
    let members = members.sorted { $0.key < $1.key }.map { (name: $0.key, bytes: Array((mark + $0.value).utf8)) }
    try companions.replace(with: members, and: folder.path + "/r.md", with: Array(text.utf8))
  }

  @Test(arguments: [true, false]) func oldMembersGoAndFilesOfOthersStay(exchanging: Bool) throws {
    try replace(["a": "1", "b": "1"], "first", exchanging: exchanging)
    #expect(try folder.names() == ["r.md", "r_files"] && folder.names("r_files") == ["a", "b"])
    try folder.write("mine", to: "r_files/mine")
    chmod(folder.path + "/r_files", 0o700)
    let before = try FileManager.default.attributesOfItem(atPath: folder.path + "/r_files/mine")
    try replace(["b": "2", "c": "2"], "second", exchanging: exchanging)
    #expect(try folder.names() == ["r.md", "r_files"] && folder.names("r_files") == ["b", "c", "mine"])
    #expect(try folder.read("r_files/b") == "ours 2" && folder.read("r_files/mine") == "mine")
    #expect(try folder.read("r.md") == "second")
    let after = try FileManager.default.attributesOfItem(atPath: folder.path + "/r_files/mine")
    #expect(before[.systemFileNumber] as? UInt64 == after[.systemFileNumber] as? UInt64)
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/r_files")[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o700)
    // Without members what is left is that of others, and the folder goes with the last.
    try replace([:], "third", exchanging: exchanging)
    #expect(try folder.names("r_files") == ["mine"])
    try FileManager.default.removeItem(atPath: folder.path + "/r_files/mine")
    try replace([:], "fourth", exchanging: exchanging)
    #expect(try folder.names() == ["r.md"])
  }

  @Test(arguments: [true, false]) func whatIsNoneOfOursIsNotReplaced(exchanging: Bool) throws {
    try replace(["a": "1"], "first", exchanging: exchanging)
    try folder.write("my own drawing", to: "r_files/b")
    #expect(throws: FileError.self) { try replace(["a": "2", "b": "2"], "second", exchanging: exchanging) }
    #expect(try folder.read("r_files/b") == "my own drawing" && folder.read("r_files/a") == "ours 1")
    #expect(try folder.read("r.md") == "first" && folder.names() == ["r.md", "r_files"])
    // What a link leads to is somebody else's too.
    try FileManager.default.removeItem(atPath: folder.path + "/r_files/b")
    try folder.write("elsewhere", to: "c")
    try folder.link("r_files/b", to: "../c")
    #expect(throws: FileError.self) { try replace(["b": "2"], "second", exchanging: exchanging) }
    #expect(try folder.read("c") == "elsewhere" && folder.names() == ["c", "r.md", "r_files"])
  }

  @Test func foldersOfOthersStayToo() throws {
    try replace(["a": "1"], "first")
    try folder.write("deep", to: "r_files/inner/deep")
    try folder.link("r_files/link", to: "inner/deep")
    try replace(["b": "2"], "second")
    #expect(try folder.names("r_files") == ["b", "inner", "link"] && folder.read("r_files/link") == "deep")
    #expect(try folder.names() == ["r.md", "r_files"])
  }

  @Test func whatCannotBeReplacedLeavesAllAsItWas() throws {
    try replace(["a": "1"], "first")
    let long = String(repeating: "x", count: 300)
    #expect(throws: FileError.self) { try replace(["b": "2", long: "2"], "second") }
    #expect(try folder.names("r_files") == ["a"] && folder.read("r.md") == "first")
    #expect(try folder.names() == ["r.md", "r_files"])
    // Nor do the members stay where the file itself cannot be replaced.
    try FileManager.default.removeItem(atPath: folder.path + "/r.md")
    try folder.write("", to: "r.md/inside")
    #expect(throws: FileError(.write, folder.path + "/r.md", "it is a folder")) { try replace(["b": "2"], "second") }
    #expect(try folder.names("r_files") == ["a"] && folder.names() == ["r.md", "r_files"])
  }

  @Test func aLinkInThePlaceOfTheFolderIsRefused() throws {
    try folder.write("ours and elsewhere", to: "elsewhere/a")
    try folder.link("r_files", to: "elsewhere")
    #expect(throws: FileError(.write, folder.path + "/r_files", "it is a link")) { try replace(["a": "2"], "text") }
    #expect(try folder.read("elsewhere/a") == "ours and elsewhere" && folder.names() == ["elsewhere", "r_files"])
  }

  @Test func aFolderThatAKilledProgramHasLeftGoesButNoFileOfOthers() throws {
    try folder.write("ours x", to: ".nbrun-0000000000000001.partial/a")
    try folder.write("mine", to: ".nbrun-0000000000000002.partial/b")
    try folder.write("", to: ".nbrun-0000000000000001.partial/begun")
    try replace([:], "text")
    #expect(try folder.names() == [".nbrun-0000000000000002.partial", "r.md"])
  }
}
