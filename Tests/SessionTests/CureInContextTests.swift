import Foundation
import Language
import Testing

@testable import Session

/// Lines to type that go by what the session is and by the words that the user has chosen.
@Suite struct CureInContextTests {
  /// The first mistake of a text that is checked as a whole.
  private func mistake(_ text: String) -> Diagnostic? {
    let source = Source(name: "test", text: text)
    var checker = Checker(Facts(files: FileAccess(folder: "."), table: .standard))
    checker.check(source.lines, of: source)
    return checker.mistakes.first
  }

  @Test(arguments: [
    ("layer dense 4", "write 'layer dense INPUTS 4'"), ("data xor\nlayer dense 4", "write 'layer dense 2 4'"),
    ("data xor\ndense 4", "write 'layer dense 2 4'"),
    ("data parity 5\nlayer fc 3 weights he", "write 'layer fc 5 3 weights he'"),
    ("data xor\nlayer affine 2 7\nlayer relu\nlayer linear 3", "write 'layer linear 7 3'"),
    ("data xor\nDense(4, activation=\"relu\")", "write 'layer affine 2 4' and 'layer relu'"),
    ("data parity 5\ntrain 10", "declare a layer first: 'layer affine 5 4'"),
  ])
  func inputsThatAreKnownAreFilledIn(text: String, help: String) {
    #expect(mistake(text)?.help == help)
  }

  @Test(arguments: [
    ("layer dense", "layer dense needs INPUTS, a whole number"), ("layer fc 0 4", "inputs must be at least 1"),
    ("layer affine 2 4 weights glorot 1 2", "unexpected '1'"),
    ("train 10 learning_rate -1", "learning_rate must be greater than 0"),
    ("train 10 learning_rate x", "learning_rate must be a number, not 'x'"),
    ("exit now", "unexpected 'now'"),
  ])
  func theWordThatWasWrittenIsQuoted(text: String, message: String) {
    #expect(mistake(text)?.message == message)
  }

  @Test func aNameOfTheUsersIsKept() {
    let help = mistake("let x \"../iris.csv\"\ndata csv $x")?.help
    #expect(help == "put it into that folder, or run with '-p x=PATH'")
    #expect(mistake("data csv \"../iris.csv\"")?.help?.contains("write 'let file \"NAME\"'") == true)
  }

  @Test(arguments: [
    ("data mnist \"m\"", "'let mnist \"mnist\"'"), ("let digits \"m\"\ndata mnist $digits", "'-p digits=FOLDER'"),
  ])
  func filesOfMNISTAreNamed(text: String, cure: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "nbrun-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder + "/m", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let source = Source(name: "test", text: text)
    let help = Runner(Host(files: FileAccess(folder: folder))).run(source.lines, of: source) { _ in }.failure?.help
    for part in ["train-images-idx3-ubyte", "t10k-labels-idx1-ubyte", ".gz", "'data idx \"images\" \"labels\"'", cure] {
      #expect(help?.contains(part) == true, "\(part)")
    }
  }

  @Test(arguments: ["0,1 -> 1", "(0, 1) -> 1", "[0, 1] -> [1]", "０ １ -> 1", "0 | 1 -> 1;"])
  func rowsWithOtherSignsLeadToRows(row: String) {
    #expect(mistake("data rows\n\(row)\nend")?.help == "write '0 1 -> 1'")
  }
}
