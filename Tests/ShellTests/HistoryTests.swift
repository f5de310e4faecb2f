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

  @Test func upGoesThroughWhatBeginsAsTheLine() throws {
    let screen = try Screen()
    try screen.start()
    for line in ["let a 1", "digits 6", "let a 1", "let b 2", "let b 2", "digits 7"] { try screen.enter(line) }
    try screen.type("let")
    for key in ["Up b 2", "Up a 1", "Up a 1", "Down b 2", "Down", "Down"] {
      let parts = key.split(separator: " ", maxSplits: 1)
      try screen.press(String(parts[0]))
      try screen.wait(forLastLine: (["nbrun> let"] + parts.dropFirst()).joined(separator: " "))
    }
    // What stands behind the cursor does not count.
    try screen.send(" x")
    for _ in 0..<5 { try screen.press("Left") }
    try screen.press("Up")
    try screen.wait(forLastLine: "nbrun> digits 7")
    try screen.press("Down")
    try screen.wait(forLastLine: "nbrun> let x")
    try screen.press("C-u", "Up")
    try screen.wait(forLastLine: "nbrun> digits 7")
    try screen.press("Up")
    try screen.wait(forLastLine: "nbrun> let b 2")
    try screen.press("Down", "Down")
    try screen.wait(forLastLine: "nbrun>")
  }

  @Test func aBlockIsHadBackWhole() throws {
    let screen = try Screen()
    try screen.start()
    let block = ["data rows", "  0 1 -> 1", "  1 0 -> 0", "end"]
    for line in block {
      try screen.type(line)
      try screen.press("Enter")
      try screen.wait { $0.hasSuffix("\n  ...>") || $0.hasSuffix("\nnbrun>") }
    }
    try screen.type("layer affine \\")
    try screen.press("Enter")
    try screen.wait(forLastLine: "  ...>")
    try screen.enter("2 4")
    #expect(
      try screen.read(Self.file)
        == "_HiStOrY_V2_\ndata\\040rows\\012\\040\\0400\\0401\\040->\\0401\\012\\040\\0401\\0400\\040->\\0400\\012end\n"
        + "layer\\040affine\\040\\134\\0122\\0404\n")
    try screen.press("Up")
    try screen.wait { $0.hasSuffix("\nnbrun> layer affine \\\n2 4") }
    try screen.press("Up")
    try screen.wait { $0.hasSuffix("\nnbrun> data rows\n  0 1 -> 1\n  1 0 -> 0\nend") }
    for _ in 0..<4 { try screen.press("Left") }
    try screen.send("5")
    try screen.press("Enter")
    try screen.waitForPrompt()
    let table = "\nx1 │ x2 │ t\n───┼────┼──\n 0 │  1 │ 1\n 1 │  0 │ 5\nnbrun>"
    try screen.enter("show data")
    #expect(try screen.text().hasSuffix(table))
    try screen.press("C-d")
    #expect(try screen.exitStatus() == 0)
    // In a later session as well.
    try screen.start("clear; nbrun")
    try screen.press("Up", "Up")
    try screen.wait { $0.hasSuffix("\nnbrun> data rows\n  0 1 -> 1\n  1 0 -> 05\nend") }
    try screen.press("Enter")
    try screen.waitForPrompt()
    try screen.enter("show data")
    #expect(try screen.text().hasSuffix(table))
  }

  @Test func aBlockThatWasInterruptedCanBeFinished() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type("data rows")
    try screen.press("Enter")
    try screen.wait(forLastLine: "  ...>")
    try screen.type("0 1 -> 1")
    try screen.press("Enter")
    try screen.wait(forLastLine: "  ...>")
    try screen.press("C-c")
    try screen.waitForPrompt()
    try screen.press("Up")
    try screen.wait { $0.hasSuffix("\nnbrun> data rows\n0 1 -> 1") }
    try screen.press("Enter")
    try screen.wait(forLastLine: "  ...>")
    try screen.enter("end")
    #expect(try !screen.text().contains("error"))
  }

  @Test func theLinesOfANotebookAreThereBeforeThoseTyped() throws {
    let screen = try Screen()
    try screen.write("```nnb\ndata rows\n  0 1 -> 1\nend\nlet a 1\n```\n", to: "x.nnb")
    try screen.start("nbrun repl x.nnb")
    try screen.enter("let b 2")
    for command in ["let b 2", "let a 1", "data rows\n  0 1 -> 1\nend"] {
      try screen.press("Up")
      try screen.wait { $0.hasSuffix("\nnbrun> " + command) }
    }
    #expect(try screen.read(Self.file) == "_HiStOrY_V2_\nlet\\040b\\0402\n")
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
