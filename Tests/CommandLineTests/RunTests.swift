import Foundation
import Testing

@Suite struct RunTests {
  private let nbrun: Program

  init() throws {
    nbrun = try Program()
    try nbrun.write(smallNotebook, to: "small.nnb")
  }

  @Test func theReportGoesToStandardOutputAndNothingElseDoes() throws {
    let run = try nbrun("small.nnb")
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.output.hasPrefix("# Small\n\n```nnb network\nseed 1\n"))
    #expect(run.output.contains("|   20 |") && run.output.hasSuffix("\n\nThe end.\n"))
    #expect(try nbrun("run", "small.nnb").output == run.output)
  }

  @Test(arguments: ["text", "svg", "none"]) func aReportIsAFixedPoint(figures: String) throws {
    #expect(try nbrun("small.nnb", "--figures", figures, "-o", "a.md").status == 0)
    let report = try nbrun.read("a.md")
    #expect(report.contains("figures=\(figures)"))
    #expect(try nbrun("a.md").output == report)
    #expect(try nbrun("a.md", "-o", "a.md").status == 0)
    #expect(try nbrun.read("a.md") == report)
    #expect(nbrun.has("a_files/network-1-1.svg") == (figures == "svg"))
    #expect(try nbrun("check", "a.md").status == 0)
  }

  @Test func picturesThatAReportNoLongerHasAreRemovedAndOthersAreNot() throws {
    #expect(try nbrun("small.nnb", "-o", "a.md").status == 0)
    try nbrun.write("<svg/>", to: "a_files/mine.svg")
    try nbrun.write(smallNotebook.replacing("nnb network", with: "nnb renamed"), to: "small.nnb")
    #expect(try nbrun("small.nnb", "-o", "a.md").status == 0)
    #expect(!nbrun.has("a_files/network-1-1.svg"))
    #expect(nbrun.has("a_files/renamed-1-1.svg") && nbrun.has("a_files/mine.svg"))
  }

  @Test(arguments: [("trian 10", Int32(2)), ("train 10 lr nan", 2), ("expect loss < 0", 1)])
  func anOldReportSurvivesAFailedRun(command: String, status: Int32) throws {
    try nbrun.write("old\n", to: "a.md")
    try nbrun.write(smallNotebook.replacing("plot loss", with: command), to: "small.nnb")
    let run = try nbrun("small.nnb", "-o", "a.md")
    #expect(run.status == status)
    #expect(run.output == "" && run.errors.contains("error: "))
    #expect(try nbrun.read("a.md") == "old\n")
    #expect(nbrun.has("a.failed.md") == (status == 1))
    #expect(run.errors.contains("a.md is left as it was") == (status == 1))
  }

  @Test func aMissingPathIsNamedInFullBesideTheReport() throws {
    try nbrun.write("```nnb\nlet table \"t.csv\"\ndata csv $table\n```\n", to: "table.nnb")
    let run = try nbrun("table.nnb", "-p", "table=/no/such/t.csv")
    #expect(run.status == 1)
    #expect(run.errors.hasSuffix("\nnbrun: note: -p table: there is nothing at /no/such/t.csv\n"))
    #expect(!run.output.contains("/no/such"))
  }

  @Test func aGoodRunRemovesTheReportOfAFailedOne() throws {
    try nbrun.write(smallNotebook.replacing("plot loss", with: "expect loss < 0"), to: "failing.nnb")
    try nbrun.write(smallNotebook, to: "small.nnb")
    let first = try nbrun("failing.nnb", "-o", "a.md")
    #expect(first.errors.contains("a.md is not written; the report of this run is a.failed.md"))
    #expect(nbrun.has("a.failed.md"))
    #expect(try nbrun("small.nnb", "-o", "a.md").status == 0)
    #expect(nbrun.has("a.md") && !nbrun.has("a.failed.md"))
    try nbrun.write("mine\n", to: "a.failed.md")
    #expect(try nbrun("small.nnb", "-o", "a.md").status == 0)
    #expect(try nbrun.read("a.failed.md") == "mine\n")
  }

  @Test func aFailedCellStandsInTheReportAndTheRestIsNotRun() throws {
    try nbrun.write("```nnb\nseed 1\nplot loss\n```\n", to: "static.nnb")
    #expect(try nbrun("static.nnb").status == 2)
    let failing =
      "```nnb\ndata xor\nlayer affine 2 1\nloss mse\nshow loss\nexpect loss < 0\n```\n\n```nnb\nhelp seed\n```\n"
    try nbrun.write(failing, to: "failing.nnb")
    let stopped = try nbrun("failing.nnb")
    #expect(stopped.status == 1)
    #expect(stopped.errors.hasPrefix("failing.nnb:6:1: error: loss is "))
    #expect(stopped.output.contains("Loss: ") && stopped.output.contains("cell 1, line 5: error: loss is "))
    #expect(!stopped.output.contains("start the random stream"))
    let continued = try nbrun("failing.nnb", "--on-error", "continue")
    #expect(continued.status == 1)
    #expect(continued.output.contains("start the random stream"))
  }

  @Test func aValueCanBeReplacedFromTheCommandLine() throws {
    let plain = try nbrun("small.nnb").output
    let replaced = try nbrun("small.nnb", "-p", "rate=0.25").output
    #expect(replaced.contains("rate is 0.25, set on the command line"))
    #expect(replaced != plain)
    let unknown = try nbrun("small.nnb", "-p", "speed=1")
    #expect(unknown.status == 2)
    #expect(unknown.errors == "small.nnb: error: -p speed: the notebook has no 'let speed'\n")
    #expect(try nbrun("small.nnb", "-p", "rate").status == 64)
    #expect(try nbrun("small.nnb", "-p", "rate=-1").status == 2)
  }

  @Test func severalNotebooksGoToAFolder() throws {
    try nbrun.write(smallNotebook, to: "other.nnb")
    #expect(try nbrun("small.nnb", "other.nnb", "-o", "a.md").status == 64)
    try nbrun.write("", to: "out/.keep")
    #expect(try nbrun("small.nnb", "other.nnb", "-o", "out").status == 0)
    #expect(nbrun.has("out/small.md") && nbrun.has("out/other.md") && nbrun.has("out/other_files/network-1-1.svg"))
  }

  @Test func whatCannotBeRunIsSaid() throws {
    #expect(try nbrun("chekc", "small.nnb").status == 64)
    #expect(try nbrun("chekc", "small.nnb").errors.contains("did you mean 'nbrun check'?"))
    #expect(try nbrun("missing.nnb").status == 2)
    #expect(try nbrun("missing.nnb").errors == "nbrun: error: missing.nnb: no such file or directory\n")
    #expect(try nbrun(".").errors == "nbrun: error: .: is a directory\n")
    #expect(try nbrun("small.nnb", "-o", "nowhere/a.md").status == 64)
    #expect(try nbrun("small.nnb", "-o", "small.nnb").status == 64)
    #expect(try nbrun("small.nnb", "--figures", "svg").status == 64)
    #expect(try nbrun("small.nnb", "--threads", "0").status == 64)
    #expect(try nbrun("small.nnb", "--threads", "many").status == 64)
    #expect(try nbrun.read("small.nnb") == smallNotebook)
  }

  @Test func longAndMeaninglessFilesAreRefusedQuickly() throws {
    try nbrun.write(String(repeating: "x", count: 10_000_000), to: "long.nnb")
    try nbrun.write("```nnb\n" + String(repeating: "x", count: 10_000_000) + "\n```\n", to: "word.nnb")
    try nbrun.write("```nnb\ntrain " + String(repeating: "1 ", count: 5_000_000) + "\n```\n", to: "numbers.nnb")
    try nbrun.write("", to: "empty.nnb")
    for name in ["long.nnb", "word.nnb", "numbers.nnb", "empty.nnb"] {
      let run = try nbrun(name)
      #expect(run.status == 2)
      #expect(run.errors.contains(": error: ") && run.errors.utf8.count < 2000)
    }
  }

  @Test func standardInputIsAScriptOrANotebook() throws {
    let script = try nbrun(input: "seed 1\nlayer affine 1 1 weights ones\nshow W1\n")
    #expect(script.status == 0)
    #expect(script.output.contains("W1, 1 input × 1 unit.") && !script.output.contains("nnb:output"))
    let wrong = try nbrun(input: "seed 1\n\ntrian 10\n")
    #expect(wrong.status == 2)
    #expect(wrong.errors.hasPrefix("<stdin>:3:1: error: unknown command 'trian'\n"))
    #expect(try nbrun(input: smallNotebook).output == (try nbrun("small.nnb").output))
  }

  @Test func everyFormOfTheKernelsGivesTheSameReport() throws {
    let report = try nbrun("small.nnb").output
    let runs = try ["portable", "avx2", "avx512", "neon"].map { form in
      try nbrun("small.nnb", environment: ["NBRUN_KERNELS": form])
    }
    #expect(runs.contains { $0.status == 0 })
    for run in runs {
      #expect(run.status == 0 ? run.output == report : run.status == 64 && run.errors.contains("on this processor"))
    }
    let unknown = try nbrun("small.nnb", environment: ["NBRUN_KERNELS": "fast"])
    #expect(unknown.status == 64 && unknown.output == "")
  }

  @Test func theStatusOfSeveralNotebooksIsThatOfTheWorst() throws {
    try nbrun.write("```nnb\nlayer affine 1 1 weights ones\nexpect digest = \"0\"\n```\n", to: "failing.nnb")
    #expect(try nbrun("small.nnb", "failing.nnb").status == 1)
    #expect(try nbrun("failing.nnb", "missing.nnb", "small.nnb").status == 2)
    #expect(try nbrun("small.nnb", "-o", "small.md").status == 0)
    try nbrun.write(try nbrun.read("small.md").replacing("rate 0.5", with: "rate 0.25"), to: "small.md")
    #expect(try nbrun("check", "small.md").status == 3)
    #expect(try nbrun("check", "small.md", "failing.nnb").status == 2)
  }

  @Test func aFolderOfPicturesGoesWithTheLastOfThem() throws {
    #expect(try nbrun("small.nnb", "-o", "a.md").status == 0)
    #expect(nbrun.has("a_files/network-1-1.svg"))
    try nbrun.write(smallNotebook.replacing("plot loss", with: "show loss"), to: "small.nnb")
    #expect(try nbrun("small.nnb", "-o", "a.md").status == 0)
    #expect(!nbrun.has("a_files"))
  }

  @Test func aNameOnTheCommandLineMayHaveHyphens() throws {
    try nbrun.write("```nnb\nlet batch_size 2\nlet rate-of-all 3\n```\n", to: "names.nnb")
    let run = try nbrun("names.nnb", "-p", "batch-size=5", "-p", "rate_of_all=7")
    #expect(run.status == 0)
    #expect(run.output.contains("batch_size is 5, set on the command line."))
    #expect(run.output.contains("rate_of_all is 7, set on the command line."))
  }
}
