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
    // The notebook, with one block of outputs between the cell and the prose after it.
    let parts = run.output.split(
      separator: /<!-- \/?nnb:output(?: figures=text)? -->\n/, omittingEmptySubsequences: false)
    try #require(parts.count == 3)
    #expect(parts[0] == smallNotebook.dropLast("The end.\n".count) && parts[2] == "\nThe end.\n")
    let block = parts[1].split(separator: "\n", omittingEmptySubsequences: false)
    #expect(block[0] == "" && block[1].hasPrefix("| step |"))
    let steps = block.compactMap { $0.firstMatch(of: /^\| +(\d+) \| +\d\.\d{4} \|$/).flatMap { Int($0.1) } }
    #expect(steps == [1] + Array(stride(from: 2, through: 20, by: 2)))
    #expect(block[14...].starts(with: ["", "```text", "Loss", "loss"]))
    #expect(try nbrun("run", "small.nnb").output == run.output)
  }

  @Test(arguments: ["text", "svg", "none"]) func aReportIsAFixedPoint(figures: String) throws {
    #expect(try nbrun("small.nnb", "--figures", figures, "-o", "a.md").status == 0)
    let report = try nbrun.read("a.md")
    let markers = report.split(separator: "\n").filter { $0.hasPrefix("<!--") }
    #expect(markers == ["<!-- nnb:output figures=\(figures) -->", "<!-- /nnb:output -->"])
    #expect(try nbrun("a.md").output == report)
    #expect(try nbrun("a.md", "-o", "a.md").status == 0)
    #expect(try nbrun.read("a.md") == report)
    #expect(nbrun.has("a_files/network-1-1.svg") == (figures == "svg"))
    let hasPicture = report.contains("\n![Loss from ") && report.contains("](a_files/network-1-1.svg)\n")
    #expect(hasPicture == (figures == "svg"))
    #expect(report.contains("\n(plot left out: Loss)\n") == (figures == "none"))
    #expect(report.contains("\n```text\nLoss\nloss\n") == (figures == "text"))
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

  @Test(arguments: [
    ("trian 10", Int32(2), "1: error: unknown command 'trian'\n"),
    ("train 10 lr nan", 2, "13: error: lr must be a finite number\n"),
    ("expect loss < 0", 1, "1: error: loss is 0."),
  ])
  func anOldReportSurvivesAFailedRun(command: String, status: Int32, message: String) throws {
    let old = "old\n<!-- nnb:output -->\n"
    try nbrun.write(old, to: "a.md")
    try nbrun.write(smallNotebook.replacing("plot loss", with: command), to: "small.nnb")
    let run = try nbrun("small.nnb", "-o", "a.md")
    #expect(run.status == status)
    #expect(run.output == "" && run.errors.hasPrefix("small.nnb:12:\(message)"))
    #expect(try nbrun.read("a.md") == old)
    #expect(nbrun.has("a.failed.md") == (status == 1))
    let left = "\na.md is left as it was; the report of this run is a.failed.md\n"
    #expect(run.errors.hasSuffix(left) == (status == 1))
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
    #expect(first.status == 1 && first.output == "")
    #expect(first.errors.hasSuffix("\na.md is not written; the report of this run is a.failed.md\n"))
    #expect(nbrun.has("a.failed.md") && !nbrun.has("a.md"))
    #expect(try nbrun("small.nnb", "-o", "a.md").status == 0)
    #expect(nbrun.has("a.md") && !nbrun.has("a.failed.md"))
    try nbrun.write("mine\n", to: "a.failed.md")
    #expect(try nbrun("small.nnb", "-o", "a.md").status == 0)
    #expect(try nbrun.read("a.failed.md") == "mine\n")
  }

  @Test func aFailedCellStandsInTheReportAndTheRestIsNotRun() throws {
    try nbrun.write("```nnb\nseed 1\nplot loss\n```\n", to: "static.nnb")
    let unread = try nbrun("static.nnb")
    #expect(unread.status == 2 && unread.output == "")
    #expect(unread.errors.hasPrefix("static.nnb:3:1: error: there is no history: the network has not been trained\n"))
    let failing =
      "```nnb\ndata xor\nlayer affine 2 1\nloss mse\nshow loss\nexpect loss < 0\n```\n\n```nnb\nhelp seed\n```\n"
    try nbrun.write(failing, to: "failing.nnb")
    let stopped = try nbrun("failing.nnb")
    #expect(stopped.status == 1)
    let message = /loss is (\d\.\d+), expected < 0\n/
    let loss = try #require(stopped.errors.firstMatch(of: message)).output.1
    #expect(
      stopped.errors.hasPrefix("failing.nnb:6:1: error: loss is \(loss), expected < 0\n6 | expect loss < 0\n"))
    // What was said before the failure, the failure, and the second cell as it was.
    let shown = String(format: "%.4f", try #require(Double(loss)))
    #expect(
      stopped.output.hasSuffix(
        """

        Loss: \(shown).

        ```text
        cell 1, line 5: error: loss is \(loss), expected < 0
        expect loss < 0
        ^^^^^^^^^^^^^^^
        ```

        <!-- /nnb:output -->

        ```nnb
        help seed
        ```

        """))
    let continued = try nbrun("failing.nnb", "--on-error", "continue")
    #expect(continued.status == 1 && continued.errors == stopped.errors)
    #expect(continued.output.hasPrefix(stopped.output + "\n<!-- nnb:output -->\n\n```text\nseed NUMBER [torch]\n"))
  }

  @Test func aValueCanBeReplacedFromTheCommandLine() throws {
    let plain = try nbrun("small.nnb").output
    let replaced = try nbrun("small.nnb", "-p", "rate=0.25").output
    #expect(
      replaced.contains("\nrate is 0.25, set on the command line.\n") && !plain.contains("set on the command line"))
    // What comes of it is what comes of the value in the text.
    try nbrun.write(smallNotebook.replacing("rate 0.5", with: "rate 0.25"), to: "quarter.nnb")
    let written = try nbrun("quarter.nnb").output
    func table(_ report: String) -> [Substring] { report.split(separator: "\n").filter { $0.hasPrefix("|") } }
    #expect(table(replaced) == table(written) && table(written) != table(plain) && table(plain).count == 13)
    let unknown = try nbrun("small.nnb", "-p", "speed=1")
    #expect(unknown.status == 2)
    #expect(unknown.errors == "small.nnb: error: -p speed: the notebook has no 'let speed'\n")
    let bare = try nbrun("small.nnb", "-p", "rate")
    #expect(bare.status == 64 && bare.errors.hasPrefix("Error: The value 'rate' is invalid for '-p <NAME=VALUE>'"))
    let negative = try nbrun("small.nnb", "-p", "rate=-1")
    #expect(negative.status == 2 && negative.output == "")
    #expect(negative.errors.hasPrefix("small.nnb:11:13: error: lr must be greater than 0\n"))
  }

  @Test func severalNotebooksGoToAFolder() throws {
    try nbrun.write(smallNotebook, to: "other.nnb")
    let refused = try nbrun("small.nnb", "other.nnb", "-o", "a.md")
    #expect(refused.status == 64 && !nbrun.has("a.md"))
    #expect(refused.errors.hasPrefix("Error: --output must be a folder for more than one notebook\n"))
    try nbrun.write("", to: "out/.keep")
    #expect(try nbrun("small.nnb", "other.nnb", "-o", "out").status == 0)
    for name in ["small", "other"] {
      #expect(try nbrun.read("out/\(name).md").contains("](\(name)_files/network-1-1.svg)\n"))
      #expect(nbrun.has("out/\(name)_files/network-1-1.svg"))
    }
  }

  @Test func whatCannotBeRunIsSaid() throws {
    func expectUsage(_ run: Program.Outcome, _ message: String) {
      #expect(run.status == 64 && run.output == "")
      #expect(run.errors.hasPrefix("Error: \(message)\nUsage: "), "\(run.errors)")
    }
    expectUsage(
      try nbrun("chekc", "small.nnb"), "there is no command and no file 'chekc'; did you mean 'nbrun check'?")
    #expect(try nbrun("missing.nnb").status == 2)
    let missing = "no such file or directory\n  help: "
    #expect(try nbrun("missing.nnb").errors == "nbrun: error: missing.nnb: \(missing)there is 'small.nnb'\n")
    #expect(
      try nbrun("small").errors == "nbrun: error: small: \(missing)a file with a similar name exists: 'small.nnb'\n")
    #expect(try nbrun(".").errors == "nbrun: error: .: it is a folder\n")
    expectUsage(try nbrun("small.nnb", "-o", "nowhere/a.md"), "there is no folder 'nowhere/' to write the report to")
    expectUsage(try nbrun("small.nnb", "-o", "small.nnb"), "--output small.nnb would replace the notebook itself")
    expectUsage(
      try nbrun("small.nnb", "--figures", "svg"),
      "--figures svg writes pictures beside the report, so it needs --output")
    expectUsage(try nbrun("small.nnb", "--threads", "0"), "--threads must be from 1 to 64")
    let many = try nbrun("small.nnb", "--threads", "many")
    #expect(many.status == 64 && many.errors.hasPrefix("Error: The value 'many' is invalid for '--threads <threads>'"))
    #expect(try nbrun.read("small.nnb") == smallNotebook)
  }

  @Test func longAndMeaninglessFilesAreRefusedQuickly() throws {
    try nbrun.write(String(repeating: "x", count: 10_000_000), to: "long.nnb")
    try nbrun.write("```nnb\n" + String(repeating: "x", count: 10_000_000) + "\n```\n", to: "word.nnb")
    try nbrun.write("```nnb\ntrain " + String(repeating: "1 ", count: 5_000_000) + "\n```\n", to: "numbers.nnb")
    try nbrun.write("", to: "empty.nnb")
    for (name, message) in [
      ("long.nnb", "1:1: error: no cell found\n"),
      ("word.nnb", "2:1: error: a word, number or string has at most 4096 characters\n"),
      ("numbers.nnb", "2:9: error: unexpected '1'\n"), ("empty.nnb", "1:1: error: no cell found\n"),
    ] {
      let run = try nbrun(name)
      #expect(run.status == 2 && run.output == "")
      #expect(run.errors.hasPrefix("\(name):\(message)") && run.errors.utf8.count < 2000, "\(run.errors)")
    }
  }

  @Test func standardInputIsAScriptOrANotebook() throws {
    let script = try nbrun(input: "seed 1\nlayer affine 1 1 weights ones\nshow W1\n")
    #expect(script.status == 0 && script.errors == "")
    #expect(
      script.output == """
        W1, 1 input × 1 unit.

        | W1  |      y |
        | --- | -----: |
        | x1  | 1.0000 |

        """)
    let wrong = try nbrun(input: "seed 1\n\ntrian 10\n")
    #expect(wrong.status == 2)
    #expect(wrong.errors.hasPrefix("<stdin>:3:1: error: unknown command 'trian'\n"))
    #expect(try nbrun(input: smallNotebook).output == (try nbrun("small.nnb").output))
  }

  @Test func everyFormOfTheKernelsGivesTheSameReport() throws {
    let report = try nbrun("small.nnb").output
    let forms = ["portable", "avx2", "avx512", "neon", "fast"]
    let runs = try forms.map { try nbrun("small.nnb", environment: ["NBRUN_KERNELS": $0]) }
    let here = zip(forms, runs).filter { $1.status == 0 }.map(\.0)
    #expect(here.first == "portable")
    for (form, run) in zip(forms, runs) {
      if here.contains(form) {
        #expect(run.output == report && run.errors == "", "\(form)")
      } else {
        #expect(run.status == 64 && run.output == "", "\(form)")
        #expect(
          run.errors == "nbrun: error: NBRUN_KERNELS: there is no form '\(form)' on this processor\n"
            + "  help: choose from: \(here.joined(separator: ", "))\n")
      }
    }
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
