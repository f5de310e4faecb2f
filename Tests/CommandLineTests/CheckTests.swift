import Testing

@Suite struct CheckTests {
  private let nbrun: Program

  init() throws {
    nbrun = try Program()
    try nbrun.write(smallNotebook, to: "small.nnb")
  }

  @Test func aRecordIsMadeComparedAndMissed() throws {
    let missing = try nbrun("check", "small.nnb")
    #expect(missing.status == 2 && missing.output == "")
    #expect(
      missing.errors == "nbrun: error: small.md: no such file or directory\n"
        + "record the report with: nbrun check --update small.nnb\n")
    let refused = try nbrun("check", "--update", "small.nnb", environment: ["CI": "1"])
    #expect(refused.status == 64 && refused.errors.hasPrefix("Error: --update is refused where CI is set\n"))
    #expect(!nbrun.has("small.md"))
    let recorded = try nbrun("check", "--update", "small.nnb")
    #expect(recorded.status == 0 && recorded.output == "" && recorded.errors == "small.md: recorded\n")
    let report = try nbrun.read("small.md")
    #expect(nbrun.has("small_files/network-1-1.svg"))
    // The record is what a run writes.
    #expect(try nbrun("small.nnb", "-o", "small.md").status == 0)
    #expect(try nbrun.read("small.md") == report)
    let check = try nbrun("check", "small.nnb", "small.md")
    #expect(check.status == 0 && check.output == "")
    #expect(check.errors == "small.md: as recorded\nsmall.md: as recorded\n")
  }

  @Test func aRecordThatCannotBeReadIsNotReplaced() throws {
    try nbrun.write("", to: "small.md/inside")
    let update = try nbrun("check", "--update", "small.nnb")
    #expect(update.status == 2)
    #expect(update.errors == "nbrun: error: small.md: it is a folder\n")
    #expect(try nbrun.read("small.md/inside") == "")
  }

  @Test func whatMovedIsSaidInNumbers() throws {
    #expect(try nbrun("check", "--update", "small.nnb").status == 0)
    let lines = try nbrun.read("small.md").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let index = try #require(lines.firstIndex { $0.hasPrefix("|    2 | ") })
    let loss = lines[index].dropFirst(9).dropLast(2)
    var moved = lines
    moved[index] = "|    2 | 9\(loss) |"
    moved[0] = "# Tall"
    try nbrun.write(moved.joined(separator: "\n"), to: "small.md")
    let check = try nbrun("check", "small.md")
    // The prose of a report is its own, so only the number differs.
    #expect(check.status == 3 && check.output == "")
    #expect(check.errors == "small.md:\(index + 1): loss at step 2 9\(loss) -> \(loss)\n")
    #expect(try nbrun.read("small.md") == moved.joined(separator: "\n"))
    // Beside its notebook the prose counts as well.
    let both = try nbrun("check", "small.nnb")
    #expect(both.status == 3)
    #expect(both.errors == "small.md:1: # Tall -> Small\n" + check.errors)
  }

  @Test func aChangedPictureIsADifference() throws {
    #expect(try nbrun("check", "--update", "small.nnb").status == 0)
    try nbrun.write("<svg/>", to: "small_files/network-1-1.svg")
    let check = try nbrun("check", "small.md")
    #expect(check.status == 3 && check.output == "")
    #expect(check.errors == "small.md:picture small_files/network-1-1.svg differs or is missing\n")
    #expect(try nbrun.read("small_files/network-1-1.svg") == "<svg/>")
  }

  @Test func aFailedCellIsNotRecorded() throws {
    try nbrun.write(smallNotebook.replacing("plot loss", with: "expect loss < 0"), to: "small.nnb")
    let update = try nbrun("check", "--update", "small.nnb")
    #expect(update.status == 1 && update.output == "")
    #expect(
      update.errors.wholeMatch(
        of: /small\.nnb:12:1: error: loss is 0\.\d+, expected < 0\n12 \| expect loss < 0\n   \| \^{15}\n/) != nil)
    #expect(!nbrun.has("small.md"))
  }

  @Test func lintRunsNothing() throws {
    try nbrun.write(smallNotebook.replacing("train 20", with: "train 1000000000000"), to: "small.nnb")
    let lint = try nbrun("lint", "small.nnb")
    #expect(lint.status == 0)
    #expect(lint.output == "" && lint.errors == "small.nnb: no mistakes found in 1 cell\n")
    try nbrun.write(smallNotebook.replacing("affine 3 1", with: "affine 2 1"), to: "small.nnb")
    let mistake = try nbrun("lint", "small.nnb")
    #expect(mistake.status == 2 && mistake.output == "")
    #expect(
      mistake.errors == """
        small.nnb:9:14: error: layer takes 2 inputs but the layer before it gives 3
        9 | layer affine 2 1
          |              ^
          note: small.nnb:7:16: the width was set here

        """)
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
    let check = try nbrun("check", "small.nnb", "other.nnb", "-p", "speed=0.5")
    #expect(check.status == 3)
    #expect(check.errors.hasPrefix("small.md: as recorded\nother.md:"))
    #expect(check.errors.contains("new: speed is 0.5, set on the command line"))
  }
}
