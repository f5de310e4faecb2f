import Testing

@Suite struct CheckTests {
  private let nbrun: Program

  init() throws {
    nbrun = try Program()
    try nbrun.write(smallNotebook, to: "small.nnb")
  }

  @Test func aRecordIsMadeComparedAndMissed() throws {
    #expect(try nbrun("check", "small.nnb").status == 2)
    #expect(try nbrun("check", "--update", "small.nnb", environment: ["CI": "1"]).status == 64)
    #expect(!nbrun.has("small.md"))
    #expect(try nbrun("check", "--update", "small.nnb").status == 0)
    #expect(nbrun.has("small.md") && nbrun.has("small_files/network-1-1.svg"))
    #expect(try nbrun("check", "small.nnb", "small.md").status == 0)
  }

  @Test func aRecordThatCannotBeReadIsNotReplaced() throws {
    try nbrun.write("", to: "small.md/inside")
    let update = try nbrun("check", "--update", "small.nnb")
    #expect(update.status == 2)
    #expect(!update.errors.contains("recorded"))
  }

  @Test func whatMovedIsSaidInNumbers() throws {
    #expect(try nbrun("check", "--update", "small.nnb").status == 0)
    let report = try nbrun.read("small.md")
    try nbrun.write(report.replacing("|    2 | ", with: "|    2 | 9"), to: "small.md")
    let check = try nbrun("check", "small.md")
    #expect(check.status == 3)
    #expect(check.errors.contains("loss at step 2 9"))
    #expect(try nbrun.read("small.md") != report)
  }

  @Test func aChangedPictureIsADifference() throws {
    #expect(try nbrun("check", "--update", "small.nnb").status == 0)
    try nbrun.write("<svg/>", to: "small_files/network-1-1.svg")
    let check = try nbrun("check", "small.md")
    #expect(check.status == 3)
    #expect(check.errors.contains("picture small_files/network-1-1.svg differs or is missing"))
  }

  @Test func aFailedCellIsNotRecorded() throws {
    try nbrun.write(smallNotebook.replacing("plot loss", with: "expect loss < 0"), to: "small.nnb")
    #expect(try nbrun("check", "--update", "small.nnb").status == 1)
    #expect(!nbrun.has("small.md"))
  }

  @Test func lintRunsNothing() throws {
    try nbrun.write(smallNotebook.replacing("train 20", with: "train 1000000000000"), to: "small.nnb")
    let lint = try nbrun("lint", "small.nnb")
    #expect(lint.status == 0)
    #expect(lint.output == "" && lint.errors == "small.nnb: no mistakes found in 1 cell\n")
    try nbrun.write(smallNotebook.replacing("affine 3 1", with: "affine 2 1"), to: "small.nnb")
    #expect(try nbrun("lint", "small.nnb").status == 2)
  }

  @Test func aNameOnTheCommandLineIsThatOfOneOfTheNotebooks() throws {
    try nbrun.write(smallNotebook.replacing("let rate 0.5", with: "let speed 0.5\nlet rate 0.5"), to: "other.nnb")
    for command in ["run", "lint"] {
      #expect(try nbrun(command, "small.nnb", "other.nnb", "-p", "speed=0.25").status == 0)
      let none = try nbrun(command, "small.nnb", "other.nnb", "-p", "sped=0.25")
      #expect(none.status == 2 && none.output == "")
      #expect(none.errors == "nbrun: error: -p sped: none of the notebooks has a 'let sped'\n")
      let one = try nbrun(command, "small.nnb", "-p", "speed=0.25")
      #expect(one.status == 2)
      #expect(one.errors == "small.nnb: error: -p speed: the notebook has no 'let speed'\n")
    }
    #expect(try nbrun("check", "--update", "small.nnb", "other.nnb").status == 0)
    #expect(try nbrun("check", "small.nnb", "other.nnb", "-p", "speed=0.5").status == 3)
  }
}
