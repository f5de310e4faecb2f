import Foundation
import Testing

/// Nothing is overwritten that nobody meant, and what was to be written is there or the status says not.
@Suite struct OverwritingTests {
  private let nbrun: Program

  init() throws {
    nbrun = try Program()
    try nbrun.write(smallNotebook, to: "small.nnb")
  }

  @Test func aFileThatIsNoReportStays() throws {
    try nbrun.write("# Read me\n", to: "README.md")
    try nbrun.write("# Read me\n", to: "small.md")
    try nbrun.write("# Read me\n", to: "p.nbr")
    let lost = "is no report, and its text would be lost"
    for arguments in [["small.nnb", "-o", "README.md"], ["merge", "part.nbr", "-o", "README.md"]] {
      let run = try nbrun.run(arguments)
      #expect(run.status == 64 && run.output == "")
      #expect(run.errors.hasPrefix("Error: 'README.md' \(lost): --force replaces it\n"), "\(run.errors)")
    }
    let part = try nbrun("small.nnb", "--shard", "1/2", "-o", "p.nbr")
    #expect(part.status == 64 && part.errors.contains("'p.nbr' is no part of a run, and what is in it would be lost"))
    let update = try nbrun("check", "--update", "small.nnb")
    #expect(update.status == 2)
    #expect(update.errors == "nbrun: error: small.md \(lost)\n  help: --force records over it\n")
    for name in ["README.md", "small.md", "p.nbr"] { #expect(try nbrun.read(name) == "# Read me\n") }
    #expect(try nbrun("small.nnb", "-o", "README.md", "--force").status == 0)
    #expect(try nbrun("check", "--update", "--force", "small.nnb").status == 0)
    #expect(try nbrun("small.nnb", "-o", "README.md").status == 0)
    #expect(try nbrun("check", "small.nnb").status == 0)
  }

  @Test func aReportMayReplaceItselfWhateverIsInIt() throws {
    try nbrun.write(smallNotebook, to: "own.md")
    #expect(try nbrun("own.md", "-o", "own.md").status == 0)
    try nbrun.write("# Silent\n\n```nnb\nlet a 1\n```\n", to: "silent.nnb")
    for _ in 0..<2 { #expect(try nbrun("silent.nnb", "-o", "silent.md").status == 0) }
    try nbrun.write("Mine.\n", to: "bad.failed.md")
    try nbrun.write(smallNotebook.replacing("plot loss", with: "expect loss < 0"), to: "bad.nnb")
    let run = try nbrun("bad.nnb", "-o", "bad.md")
    #expect(run.errors.contains("bad.failed.md: it is no report; the report follows on standard output"))
    #expect(try nbrun.read("bad.failed.md") == "Mine.\n" && run.output.contains("error: loss is"))
  }

  @Test func twoNotebooksDoNotWriteOneFile() throws {
    try nbrun.write(smallNotebook, to: "b/small.nnb")
    try nbrun.write("", to: "out/.keep")
    let run = try nbrun("small.nnb", "b/small.nnb", "-o", "out")
    #expect(run.status == 64 && !nbrun.has("out/small.md"))
    #expect(run.errors.hasPrefix("Error: small.nnb and b/small.nnb would both write out/small.md: run one of them\n"))
    #expect(try nbrun("check", "--update", "small.nnb", "small.md").status == 64)
  }

  @Test func aNotebookDoesNotSaveOverItself() throws {
    let text = smallNotebook.replacing("plot loss", with: "save notebook \"small.nnb\" replace")
    try nbrun.write(text, to: "small.nnb")
    try nbrun.write("```nnb\nrun \"b/../small.nnb\"\n```\n", to: "outer.nnb")
    let run = try nbrun("small.nnb")
    #expect(run.status == 2 && run.output == "")
    #expect(
      run.errors.hasPrefix(
        "small.nnb:12:15: error: 'small.nnb' is the notebook that these commands are from, and its prose would be lost\n"
      ))
    #expect(try nbrun("lint", "./small.nnb").status == 2)
    #expect(try nbrun.read("small.nnb") == text)
  }

  @Test func aDeviceIsWrittenToAndAFullOneIsSaid() throws {
    #expect(try nbrun("small.nnb", "-o", "/dev/null").status == 0)
    let svg = try nbrun("small.nnb", "-o", "/dev/null", "--figures", "svg")
    #expect(svg.status == 64 && svg.errors.contains("there is no place beside '/dev/null'"))
    let report = try nbrun("small.nnb").output
    let full = try nbrun("small.nnb", "-o", "/dev/full")
    #expect(full.status == 2 && full.output == report)
    #expect(full.errors == "nbrun: error: /dev/full: no space left on device; the report follows on standard output\n")
  }

  @Test(arguments: [
    (["small.nnb"], "the report"), (["--version"], "this text"), (["help", "train"], "the help"),
    (["run", "--help"], "this text"), ([], "the outputs"),
  ])
  func whatStandardOutputDoesNotTakeIsSaid(_ arguments: [String], what: String) throws {
    let script = "printf 'help seed\\n' | \"$0\" \"$@\" > /dev/full"
    let full = try nbrun.shell(script, arguments)
    #expect(full.status == 1)
    #expect(full.errors == "nbrun: error: cannot write \(what): no space left on device\n")
    let closed = try nbrun.shell("printf 'help seed\\n' | \"$0\" \"$@\" >&-", arguments)
    #expect(closed.status == 1)
    #expect(closed.errors == "nbrun: error: cannot write \(what): bad file descriptor\n")
  }

  @Test func aReaderThatGoesAwayIsNoError() throws {
    let run = try nbrun.shell("(\"$0\" small.nnb; echo $? >status) | true; sleep 0.1; cat status")
    #expect(run.errors == "" && (run.output == "141\n" || run.output == "0\n"))
    try nbrun.write(smallNotebook.replacing("plot loss", with: "expect loss < 0"), to: "bad.nnb")
    let unheard = try nbrun.shell("(sleep 0.3; \"$0\" bad.nnb -o bad.md) 2>&1 | true; sleep 1; ls bad*")
    #expect(unheard.output == "bad.failed.md\nbad.nnb\n")
    let ignored = try nbrun.shell(
      "trap '' PIPE; (sleep 0.3; \"$0\" small.nnb; echo $? >status) | true; sleep 1; cat status")
    #expect(ignored.errors == "" && ignored.output == "141\n")
    let notes = try nbrun.shell("\"$0\" lint small.nnb 2>/dev/full")
    #expect(notes.status == 1)
  }

  @Test(arguments: ["tr_TR.UTF-8", "de_DE.UTF-8", "C", "POSIX", "nonsense"])
  func noLocaleAndNoTimeZoneChangesAReport(locale: String) throws {
    let here = try nbrun("small.nnb", environment: ["LC_ALL": "C.UTF-8", "TZ": "UTC"])
    let there = try nbrun(
      "small.nnb", environment: ["LC_ALL": locale, "LANG": locale, "LC_NUMERIC": locale, "TZ": "Asia/Kathmandu"])
    #expect(here.status == 0 && there.status == 0 && there.output == here.output)
  }

  @Test func aFolderMayBeOpenedToo() throws {
    try nbrun.write("1,2\n3,4\n", to: "data/d.csv")
    let path = nbrun.folder.appending(path: "data/d.csv").path
    try nbrun.write("```nnb\ndata csv \"../data/d.csv\"\nshow data\n```\n", to: "books/x.nnb")
    try nbrun.write("```nnb\ndata csv \"\(path)\"\nshow data\n```\n", to: "books/y.nnb")
    for name in ["books/x.nnb", "books/y.nnb"] {
      for command in ["run", "lint"] {
        #expect(try nbrun(command, name).status == 2)
        #expect(try nbrun(command, name, "--allow-path", "books", "--allow-path", "data").status == 0)
      }
    }
    #expect(try nbrun("books/x.nnb", "--allow-path", "none").status == 64)
  }

  @Test func anAbsolutePathOfTheCommandLineStandsInNoHistory() throws {
    try nbrun.write("1,2\n3,4\n", to: "data/d.csv")
    let path = nbrun.folder.appending(path: "data/d.csv").path
    try nbrun.write(
      "```nnb\nlet table \"t.csv\"\ndata csv $table\nhistory\nsave notebook \"s.nnb\"\n```\n", to: "x.nnb")
    let run = try nbrun("x.nnb", "-p", "table=\(path)")
    #expect(
      run.status == 0 && !run.output.contains(path) && run.output.contains("let table \"d.csv\""), "\(run.output)")
    #expect(try !nbrun.read("s.nnb").contains(path))
  }
}
