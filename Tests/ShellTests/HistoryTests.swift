import Foundation
import Testing

/// Lines of earlier sessions.
@Suite struct HistoryTests {
  private static let file = ".local/state/nbrun/history"

  @Test func theLinesOfEarlierSessionsCanBeHadBack() throws {
    let screen = try Screen()
    try screen.start()
    for line in ["data xor", "layer affine 2 3", "layer affine 2 3", "digits 6"] { try screen.enter(line) }
    try screen.type("quit")
    try screen.press("Enter")
    #expect(try screen.exitStatus() == 0)
    #expect(try screen.permissions(of: Self.file) == 0o600)
    #expect(try screen.permissions(of: ".local/state/nbrun") == 0o700)
    // What is entered twice in a row is there once.
    #expect(
      try screen.read(Self.file) == "_HiStOrY_V2_\ndata\\040xor\nlayer\\040affine\\0402\\0403\ndigits\\0406\nquit\n")

    try screen.start("clear; nbrun")
    try screen.press("Up", "Up")
    try screen.wait(forLastLine: "nbrun> digits 6")
    try screen.press("Up")
    try screen.wait(forLastLine: "nbrun> layer affine 2 3")
    try screen.press("Up")
    try screen.wait(forLastLine: "nbrun> data xor")
    // A search goes back from the line that is shown, so it begins at a new one.
    try screen.press("C-c")
    try screen.waitForPrompt()
    #expect(try !screen.text().contains("affine"))
    try screen.press("C-r")
    try screen.send("aff")
    try screen.wait(for: "layer affine 2 3")
    try screen.press("Enter")
    try screen.waitForPrompt()
    // The line that was found was run: nothing else has made a network here.
    try screen.enter("show model")
    #expect(try screen.text().hasSuffix("\naffine │      2 │       3 │          9\nnbrun>"))
  }

  @Test func aKilledSessionLosesNoLine() throws {
    let screen = try Screen()
    try screen.start("(echo $BASHPID >pid; exec nbrun)")
    try screen.enter("let kept 1")
    try screen.enter("let あ行 2")
    let process = try #require(Int32(try screen.read("pid").trimmingCharacters(in: .newlines)))
    kill(process, SIGKILL)
    #expect(try screen.exitStatus() == 137)
    try screen.start("clear; nbrun")
    try screen.press("Up")
    try screen.wait(forLastLine: "nbrun> let あ行 2")
    try screen.press("Up")
    try screen.wait(forLastLine: "nbrun> let kept 1")
  }

  @Test func twoSessionsAtOnceLoseNothing() throws {
    let (one, other) = (try Screen(), try Screen())
    try one.start("XDG_STATE_HOME='\(one.folder.path)' nbrun")
    try other.start("XDG_STATE_HOME='\(one.folder.path)' nbrun")
    try one.enter("let a 1")
    try other.enter("let b 2")
    try one.enter("let c 3")
    let lines = try one.read("nbrun/history").split(separator: "\n")
    #expect(lines == ["_HiStOrY_V2_", "let\\040a\\0401", "let\\040b\\0402", "let\\040c\\0403"])
  }

  @Test func aHomeThatCannotBeWrittenIsNoHindrance() throws {
    let screen = try Screen()
    try screen.start("HOME=/dev/null nbrun")
    try screen.enter("let a 1")
    try screen.press("Up")
    try screen.wait(forLastLine: "nbrun> let a 1")
  }

  @Test func aFileThatIsNoHistoryCountsAsEmpty() throws {
    let screen = try Screen()
    try FileManager.default.createDirectory(
      at: screen.folder.appending(path: ".local/state/nbrun"), withIntermediateDirectories: true)
    try screen.write("\u{1}not a history\n\u{0}", to: Self.file)
    try screen.start()
    try screen.enter("let a 1")
    try screen.press("Up")
    try screen.wait(forLastLine: "nbrun> let a 1")
    try screen.press("C-u", "C-d")
    #expect(try screen.exitStatus() == 0)
    #expect(try screen.read(Self.file) == "_HiStOrY_V2_\nlet\\040a\\0401\n")
    #expect(try screen.read(Self.file + ".unreadable") == "\u{1}not a history\n\u{0}")
  }
}
