import Testing

/// Terminals and users of several kinds.
@Suite struct TerminalKindTests {
  @Test func withoutUnicodeNothingButASCIIIsShown() throws {
    let screen = try Screen(columns: 100)
    try screen.start("clear; LC_ALL=C nbrun")
    for line in ["seed 1", "data xor", "layer affine 2 4", "layer tanh", "layer affine 4 1", "loss mse"] {
      try screen.enter(line)
    }
    for line in [
      "show W1", "show model", "plot loss", "train 30 lr 0.1", "plot loss", "layer affine 3 1", "help layer",
    ] {
      try screen.enter(line)
    }
    try screen.type("show ")
    try screen.press("Tab")
    try screen.wait { $0.hasSuffix("\nnbrun> show") }
    try screen.press("C-u")
    try screen.type("train 1000000000 lr 0.1")
    try screen.press("Enter")
    try screen.wait { $0.contains(/[a-z] left  [#.]{20}/) }
    #expect(try screen.text(scrolledOut: true).allSatisfy(\.isASCII))
    try screen.press("C-c")
    try screen.wait(for: "Interrupted")
    #expect(try screen.text(scrolledOut: true).allSatisfy(\.isASCII))
  }

  @Test(arguments: ["dumb", "''"]) func aTerminalWithoutACursorGetsPlainLines(kind: String) throws {
    let screen = try Screen()
    try screen.start("clear; TERM=\(kind) nbrun")
    try screen.enter("let a 1")
    try screen.type("data rows")
    try screen.press("Enter")
    try screen.wait(forLastLine: "  ...>")
    try screen.type("0 1 -> 1")
    try screen.press("C-c")
    try screen.waitForPrompt()
    for line in ["data xor", "layer affine 2 1", "loss mse", "trian"] { try screen.enter(line) }
    #expect(try screen.text(escapes: true).contains("\nerror: unknown command 'trian'"))
    try screen.type("train 1000000000 lr 0.1")
    try screen.press("Enter")
    try screen.wait { _ in try screen.cursorColumn() == 0 }
    try screen.press("C-c")
    try screen.wait(for: "Interrupted: stopped at step")
    try screen.waitForPrompt()
    try screen.press("C-d")
    #expect(try screen.exitStatus() == 0)
  }

  @Test func aTerminalThatNobodyKnowsIsWorkedWith() throws {
    let screen = try Screen()
    try screen.start("clear; TERM=unheard-of nbrun")
    try screen.enter("let a 1")
    try screen.enter("layer affine $a 1")
    #expect(try !screen.text().contains("error"))
  }

  @Test func aMistakeIsInColour() throws {
    let screen = try Screen()
    try screen.start()
    try screen.enter("trian")
    #expect(try screen.text(escapes: true).contains(/\u{1B}\[[0-9;]*31m[^\n]*error:/))
  }

  @Test func nobodyIsMadeToSeeColours() throws {
    let screen = try Screen()
    try screen.start("NO_COLOR=1 nbrun")
    try screen.enter("trian")
    try screen.enter("show data")
    #expect(try !screen.text(escapes: true).contains("\u{1B}["))
  }

  @Test func theUsersOwnKeysAreRead() throws {
    let screen = try Screen()
    try screen.write("bind -v\n", to: ".editrc")
    try screen.start()
    try screen.type("lex a 1")
    try screen.press("Escape")
    try screen.press("0", "l", "l", "r", "t")
    try screen.wait(forLastLine: "nbrun> let a 1")
    try screen.press("Enter")
    try screen.waitForPrompt()
    try screen.type("sched")
    try screen.press("Tab")
    try screen.wait(forLastLine: "nbrun> schedule")
    try screen.press("C-c")
    try screen.waitForPrompt()
    try screen.press("C-r")
    try screen.send("let")
    try screen.wait("the line that was found") { $0.components(separatedBy: "let a 1").count == 3 }
    try screen.press("Enter")
    try screen.waitForPrompt()
    try screen.enter("history")
    #expect(try screen.text().hasSuffix("\n1  let a 1\n2  let a 1\nnbrun>"))
  }

  @Test func theContinuationPromptIsAsWideAsTheFirst() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type("layer affine \\")
    try screen.press("Enter")
    try screen.wait(forLastLine: "  ...>")
    try screen.enter("2 4")
    #expect(
      try screen.text().hasSuffix(
        "nbrun> layer affine \\\n  ...> 2 4\nnbrun>"))
  }

  @Test func whereTheOutputIsNotATerminalPromptsDoNotMixWithIt() throws {
    let screen = try Screen()
    try screen.start("clear; nbrun >out")
    try screen.enter("data and")
    try screen.enter("show data")
    try screen.press("C-d")
    #expect(try screen.exitStatus() == 0)
    let output = try screen.read("out")
    #expect(
      output == """
        nbrun: 'help' lists the commands, 'quit' leaves
        and: 4 rows of 2 inputs, 2 classes.
        Data: and, 4 rows.
        x1 │ x2 │ t
        ───┼────┼──
         0 │  0 │ 0
         0 │  1 │ 0
         1 │  0 │ 0
         1 │  1 │ 1
        'nbrun repl --last' comes back to this session

        """)
  }
}
