import Testing

/// Pasted text, marked by the terminal or not.
@Suite(.serialized) struct PasteTests {
  private static let lines = "data rows\n  0 1 -> 1\n  1 0 -> 0\nend\nlet a 1\nshow data\n"

  private func screen(pasting text: String, isMarked: Bool) throws -> Screen {
    let screen = try Screen()
    try screen.start("clear; nbrun")
    try screen.paste(text, isMarked: isMarked)
    return screen
  }

  @Test(arguments: [true, false]) func severalLinesAreRunOneByOne(isMarked: Bool) throws {
    let screen = try screen(pasting: Self.lines, isMarked: isMarked)
    try screen.wait(for: "Data: rows, 2 rows")
    try screen.waitForPrompt()
    let summary = "rows: 2 rows of 2 inputs, 2 classes."
    #expect(
      try screen.text().contains(
        "nbrun> data rows\n  ...>   0 1 -> 1\n  ...>   1 0 -> 0\n  ...> end\n\(summary)\nnbrun> let a 1\n"))
    #expect(try !screen.text().contains("error"))
  }

  @Test(arguments: [true, false]) func aCellIsRunWithoutItsFences(isMarked: Bool) throws {
    let screen = try screen(pasting: "```nnb first\n\(Self.lines)```\n", isMarked: isMarked)
    try screen.wait(for: "Data: rows, 2 rows")
    try screen.waitForPrompt()
    #expect(try !screen.text().contains("```") && !screen.text().contains("error"))
  }

  @Test(arguments: [true, false]) func ofANotebookTheCellsAreRun(isMarked: Bool) throws {
    let notebook =
      "# A title\n\nProse: quit `now`.\n\n```nnb\n\(Self.lines)```\n\nMore prose.\n\n```nnb skip\nquit\n```\n\n```nnb\npredict 0 1\n```\n"
    let screen = try screen(pasting: notebook, isMarked: isMarked)
    try screen.wait(for: "nbrun> predict 0 1\nerror: there is no network yet")
    try screen.waitForPrompt()
    #expect(try !screen.text().contains("rose"))
  }

  @Test func aPasteWithoutALineEndWaits() throws {
    let screen = try screen(pasting: "let a 1\nlet b 2", isMarked: true)
    try screen.wait(forLastLine: "nbrun> let b 2")
    try screen.enter("3")
    try screen.enter("layer affine 23 $b")
    #expect(try !screen.text().contains("error"))
  }

  @Test func aPasteIntoTheMiddleOfALineStandsThere() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type("let  1")
    try screen.press("Left", "Left")
    try screen.paste("pasted")
    try screen.wait(forLastLine: "nbrun> let pasted 1")
  }

  private static let mistake =
    "nbrun> trian 10\nerror: unknown command 'trian'\n  trian 10\n  ^^^^^\n"
    + "help: a command with a similar name exists: 'train'\n"

  @Test(arguments: [
    ("let b 2\n\nlet c 3", "The 2 lines after it were not run.\n"), ("let b 2\n", "The line after it was not run.\n"),
    ("\n", ""),
  ]) func aPasteStopsAtAMistake(rest: String, note: String) throws {
    let screen = try screen(pasting: "let a 1\ntrian 10\n" + rest, isMarked: true)
    try screen.wait { $0.hasSuffix(Self.mistake + note + "nbrun>") }
    try screen.enter("let d 4")
    #expect(try screen.text().hasSuffix(Self.mistake + note + "nbrun> let d 4\nnbrun>"))
  }

  @Test func linesTypedAheadAreRunAfterAMistake() throws {
    let screen = try screen(pasting: "let a 1\ntrian 10\nlet b 2\n", isMarked: false)
    try screen.wait { $0.hasSuffix(Self.mistake + "nbrun> let b 2\nnbrun>") }
  }

  @Test(arguments: [true, false]) func thePromptsOfCopiedLinesAreLeftOut(isMarked: Bool) throws {
    let copied =
      "nbrun> data rows\n  ...>   0 1 -> 1\n...> 1 0 -> 0\n  ...> end\nnbrun> nbrun> show data\nnbrun>\nnbrun> let a 1"
    let screen = try screen(pasting: copied, isMarked: isMarked)
    try screen.wait(for: "let a 1")
    try screen.press("Enter")
    try screen.waitForPrompt()
    #expect(try screen.text().contains("2 rows") && !screen.text().contains("error"))
    if isMarked {
      #expect(try screen.text().contains("nbrun> data rows\n  ...>   0 1 -> 1\n  ...> 1 0 -> 0\n  ...> end\n"))
    }
    try screen.press("Up")
    try screen.wait(forLastLine: "nbrun> let a 1")
  }

  @Test func twoPastesAtOnceAreBothTaken() throws {
    let screen = try Screen()
    try screen.start()
    // Comes in one piece while the program is stopped.
    try screen.press("C-z")
    try screen.wait(forLastLine: Screen.shellPrompt)
    try screen.type("fg")
    try screen.press("Enter")
    try screen.waitForPrompt()
    try screen.send("\u{1B}[200~let a 1\r\u{1B}[201~\u{1B}[200~let b 2\r\u{1B}[201~")
    try screen.wait(for: "nbrun> let a 1\nnbrun> let b 2\nnbrun>")
  }

  @Test func whatCommandsATerminalIsNotTaken() throws {
    let screen = try Screen()
    try screen.start()
    try screen.send("\u{1B}[200~let \u{1B}[31ma\u{7} 1\u{1B}[201~")
    try screen.wait(forLastLine: "nbrun> let [31ma 1")
  }

  @Test func aLargeBlockIsTakenInTime() throws {
    let rows = (0..<4000).map { "  \($0) 0.5 -> 1\n" }.joined()
    let screen = try screen(pasting: "data rows\n\(rows)end\nshow loss\n", isMarked: true)
    try screen.wait("the end of the block", for: 60) { $0.contains("error: there is no network yet") }
  }
}
