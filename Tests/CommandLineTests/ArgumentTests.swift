import Testing

/// What the command line cannot mean is refused before anything runs.
@Suite struct ArgumentTests {
  private let nbrun: Program

  init() throws {
    nbrun = try Program()
    try nbrun.write(smallNotebook, to: "small.nnb")
  }

  @Test(arguments: [
    (["-p", "rate=1", "-p", "rate=2"], "-p rate is given twice, with two values"),
    (["--threads", "1", "--threads=2"], "--threads is given twice: 1 and 2"),
    (["-o", "a.md", "--output", "b.md"], "--output is given twice: a.md and b.md"),
    (["--figures", "none", "--figures", "text"], "--figures is given twice: none and text"),
    (["-o", "a.pdf"], "the ending of a report is '.md' or '.html': not '.pdf'"),
    (["-o", "a"], "the ending of a report is '.md' or '.html': 'a' has none"),
    (["-o", "./a"], "the ending of a report is '.md' or '.html': './a' has none"),
    (
      ["-o", "a.html", "--to", "md"],
      "--to md and the ending of 'a.html' disagree: leave --to out, or name a '.md' file"
    ),
    (["--to", "md", "--figures", "svg"], "--figures svg writes pictures beside the report, so it needs --output"),
  ])
  func refused(_ arguments: [String], message: String) throws {
    let run = try nbrun.run(["small.nnb"] + arguments)
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.hasPrefix("Error: \(message)\n"), "\(run.errors.prefix(200))")
    #expect(!nbrun.has("a.md") && !nbrun.has("a.html") && !nbrun.has("a.pdf") && !nbrun.has("a"))
  }

  @Test func theSameValueTwiceIsNoContradiction() throws {
    let once = try nbrun("small.nnb", "-p", "rate=1", "--threads", "1")
    let twice = try nbrun("small.nnb", "-p", "rate=1", "-p", "rate=1", "--threads", "1", "--threads", "1")
    #expect(once.status == 0 && twice.output == once.output)
    #expect(try nbrun("lint", "small.nnb", "-p", "rate=1", "-p", "rate=2").status == 64)
  }

  @Test func whatLooksLikeACellIsNotPassedOverInSilence() throws {
    try nbrun.write("- ```nnb\n  show loss\n  ```\n\n" + smallNotebook, to: "list.nnb")
    let warning = """
      list.nnb:1:6: warning: this block is not run: it stands in a list or a quote
      1 | - ```nnb
        |      ^^^
        help: begin its lines at the margin, and end the list before it

      """
    let run = try nbrun("list.nnb", "-o", "list.md")
    #expect(run.status == 0 && run.errors == warning + "list.md written, 1 picture beside it\n")
    #expect(try nbrun("lint", "list.nnb").errors == warning + "list.nnb: no mistakes found in 1 cell\n")
    #expect(try nbrun("check", "list.nnb").errors == warning + "list.md: as recorded\n")
  }

  @Test func aFileOfLookalikesHasNoCell() throws {
    let text = "```NNB\nshow loss\n```\n"
    try nbrun.write(text, to: "wide.nnb")
    let run = try nbrun("wide.nnb")
    #expect(run.status == 2 && run.output == "")
    #expect(run.errors.hasPrefix("wide.nnb:1:4: error: this block is not run: a cell begins with the word 'nnb'"))
    #expect(try nbrun("run", input: text).errors.hasPrefix("<stdin>:1:4: error: this block is not run: "))
  }
}
