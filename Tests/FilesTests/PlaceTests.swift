import Foundation
import Testing

@testable import Files

/// What must lie within a folder is found there, and nothing else, whatever links lead to.
@Suite struct PlaceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for (name, text) in [("in/own", "own"), ("in/sub/deep", "deep"), ("inner/near", "near"), ("out/secret", "secret")] {
      try folder.write(text, to: name)
    }
  }

  private func place(_ path: String) -> Place {
    Place(at: folder.path + "/in/" + path, within: [folder.path + "/in"], named: path)
  }

  private func text(_ path: String) throws -> String { String(decoding: try place(path).open().bytes(), as: UTF8.self) }

  @Test func linksAreFollowedAsLongAsTheyStayWithin() throws {
    try folder.link("in/short", to: "sub/deep")
    try folder.link("in/round", to: "../in/own")
    try folder.link("in/absolute", to: folder.path + "/in/own")
    try folder.link("in/folder", to: "sub")
    #expect(
      try ["own", "sub/deep", "short", "round", "absolute", "folder/deep"].map(text)
        == ["own", "deep", "deep", "own", "own", "deep"])
    #expect(Set(place(".").entries) == ["own", "sub/", "short", "round", "absolute", "folder/"])
    #expect(place("folder").member("deep").kind == .file && place("folder").kind == .folder)
  }

  @Test(arguments: ["../out/secret", "out", "near", "up/out/secret", "root", "self", "nowhere"])
  func whatLeadsOutIsNeitherReadNorWrittenNorLookedAt(_ name: String) throws {
    try folder.link("in/out", to: "../out/secret")
    try folder.link("in/near", to: "../inner/near")
    try folder.link("in/up", to: "..")
    try folder.link("in/root", to: "/")
    try folder.link("in/self", to: "/proc/self/fd/0")
    try folder.link("in/nowhere", to: "../out/new")
    let place = place(name)
    #expect(place.isOutside && place.kind == nil && place.entries == [])
    #expect(throws: FileError.self) { try place.open() }
    #expect(throws: FileError.self) { try place.replace(with: [1]) }
    #expect(try folder.names("out") == ["secret"] && folder.read("out/secret") == "secret")
  }

  @Test func aLinkThatIsPutThereAfterTheLookIsNotFollowed() throws {
    let (file, deep) = (place("own"), place("sub/deep"))
    try FileManager.default.removeItem(atPath: folder.path + "/in/own")
    try folder.link("in/own", to: "../out/secret")
    try FileManager.default.removeItem(atPath: folder.path + "/in/sub")
    try folder.link("in/sub", to: "../out")
    #expect(throws: FileError.self) { try file.open() }
    #expect(throws: FileError.self) { try deep.open() }
    #expect(throws: FileError.self) { try deep.replace(with: [1]) }
    #expect(throws: FileError.self) { try file.replace(with: [1]) }
    #expect(try folder.names("out") == ["secret"] && folder.read("out/secret") == "secret")
    #expect(file.kind == .other && deep.kind == nil)
  }

  @Test(.timeLimit(.minutes(1))) func aSwapNeverLetsAnythingOut() throws {
    try folder.link("in/link", to: "../out/secret")
    let stop = folder.path + "/stop"
    let paths = (folder.path + "/in/own", folder.path + "/in/link", folder.path + "/in/other")
    let swapping = Thread {
      while access(stop, F_OK) != 0 {
        rename(paths.0, paths.2)
        rename(paths.1, paths.0)
        rename(paths.0, paths.1)
        rename(paths.2, paths.0)
      }
    }
    swapping.start()
    var (read, written) = (0, 0)
    for _ in 0..<3000 {
      if let bytes = try? place("own").open().bytes() {
        read += 1
        #expect(bytes != Array("secret".utf8))
      }
      if (try? place("own").replace(with: Array("own".utf8))) != nil { written += 1 }
    }
    try folder.write("", to: "stop")
    usleep(50_000)
    #expect(try folder.read("out/secret") == "secret" && folder.names("out") == ["secret"])
    #expect(read > 0 && written > 0)
  }

  @Test(.timeLimit(.minutes(1))) func aPipeIsNoFileOfANotebook() throws {
    try #require(mkfifo(folder.path + "/in/pipe", 0o600) == 0)
    #expect(throws: FileError(.read, "pipe", "it is a pipe, and a notebook names files alone")) {
      try place("pipe").open()
    }
    #expect(throws: FileError(.write, "pipe", "it is no file")) { try place("pipe").replace(with: [1]) }
    #expect(try Place(at: folder.path + "/in/pipe").open().bytes() == [])
  }

  @Test func anotherFolderMayBeOpenedToo() throws {
    try folder.link("in/out", to: "../out/secret")
    let folders = [folder.path + "/in", folder.path + "/out"]
    #expect(try Place(at: folder.path + "/in/out", within: folders, named: "x").open().bytes() == Array("secret".utf8))
    try Place(at: folder.path + "/in/../out/new", within: folders, named: "x").replace(with: [1])
    #expect(try folder.names("out") == ["new", "secret"])
    #expect(Place(at: folder.path + "/inner/near", within: folders, named: "x").isOutside)
    #expect(Place(at: "/etc/passwd", within: ["/"], named: "x").kind == .file)
  }
}
