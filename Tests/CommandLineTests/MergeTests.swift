import Foundation
import Testing

/// Parts of a run, made and merged as on the command line.
@Suite struct MergeTests {
  private let nbrun: Program
  private let notebook = """
    # Parts

    ```nnb sweep
    let rate 0.5
    data xor
    sweep seed 0..4
      seed $seed
      layer affine 2 3
      layer tanh
      layer affine 3 1
      loss mse
      train 40 lr $rate until loss < 0.1
    end
    show sweep runs
    plot sweep loss
    expect sweep converged >= 0
    ```

    The end.

    """

  init() throws {
    nbrun = try Program()
    try nbrun.write(notebook, to: "x.nnb")
  }

  private func make(_ parts: Int, of count: Int, _ options: String...) throws {
    for number in 1...parts {
      let run = try nbrun.run(["x.nnb", "--shard", "\(number)/\(count)", "-o", "p\(number).nbr"] + options)
      #expect(run.status == 0 && run.output == "", "\(run.errors)")
    }
  }

  /// What merging says, which neither writes a report nor shows one.
  private func refusal(_ parts: String...) throws -> String {
    let run = try nbrun.run(["merge", "-o", "x.md"] + parts)
    #expect(run.status == 2 && run.output == "" && !nbrun.has("x.md"))
    return run.errors
  }

  @Test func theReportIsThatOfTheWholeRun() throws {
    try FileManager.default.createDirectory(
      at: nbrun.folder.appending(path: "whole"), withIntermediateDirectories: true)
    #expect(try nbrun("x.nnb", "-o", "whole/x.md", "-p", "rate=0.7").status == 0)
    try make(2, of: 3, "-p", "rate=0.7")
    let last = try nbrun("run", "x.nnb", "-p", "rate=0.7", "--shard", "3/3", "-o", "p3.nbr")
    #expect(last.errors == "p3.nbr written: 1 of 5 runs\n")
    #expect(!nbrun.has("x.md") && !nbrun.has("x_files"))
    let merge = try nbrun("merge", "p2.nbr", "p3.nbr", "p1.nbr", "-o", "x.md")
    #expect(merge.status == 0 && merge.output == "" && merge.errors == "x.md written, 1 picture beside it\n")
    #expect(try nbrun.read("x.md") == nbrun.read("whole/x.md"))
    #expect(try nbrun.read("x_files/sweep-1-1.svg") == nbrun.read("whole/x_files/sweep-1-1.svg"))
    // Without a file, and without pictures.
    let shown = try nbrun("merge", "p1.nbr", "p2.nbr", "p3.nbr")
    #expect(try shown.status == 0 && shown.output == nbrun("x.nnb", "-p", "rate=0.7").output)
    #expect(try nbrun("merge", "p1.nbr", "p2.nbr", "p3.nbr", "--figures", "none").output.contains("(plot left out: "))
  }

  @Test(arguments: [
    (["x.nnb", "--shard", "1/2"], "--shard writes the runs of its part to a file: -o part1.nbr"),
    (["x.nnb", "--shard", "2/2", "-o", "x.md"], "--shard writes the runs of its part to a file: -o part2.nbr"),
    (["x.nnb", "y.nnb", "--shard", "1/2", "-o", "p.nbr"], "--shard takes one notebook"),
    (["--shard", "1/2", "-o", "p.nbr"], "--shard takes one notebook"),
    (
      ["x.nnb", "--shard", "1/2", "-o", "p.nbr", "--figures", "none"],
      "--shard writes no report, so --figures, --on-error and --to are for 'nbrun merge'"
    ),
    (
      ["x.nnb", "--shard", "1/2", "-o", "p.nbr", "--on-error", "continue"],
      "--shard writes no report, so --figures, --on-error and --to are for 'nbrun merge'"
    ),
    (
      ["x.nnb", "--shard", "0/2", "-o", "p.nbr"],
      "The value '0/2' is invalid for '--shard <shard>': a part is one of some, counted from 1, such as 3/16, and of at "
        + "most 100000"
    ),
    (["x.nnb", "--shard", "1/2", "--shard", "2/2", "-o", "p.nbr"], "--shard is given twice: 1/2 and 2/2"),
    (["x.nnb", "--shard", "1/2", "-o", "none/p.nbr"], "there is no folder 'none/' to write the report to"),
  ])
  func aPartIsAskedForInOneWay(_ arguments: [String], message: String) throws {
    let run = try nbrun.run(["run"] + arguments)
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.hasPrefix("Error: \(message)\n"), "\(run.errors.prefix(200))")
    #expect(!nbrun.has("p.nbr") && !nbrun.has("x.md"))
  }

  @Test(arguments: [
    (["p1.nbr", "-o", "p1.nbr"], "--output p1.nbr would replace a part"),
    (["p1.nbr", "-o", "x.pdf"], "the ending of a report is '.md' or '.html': not '.pdf'"),
    (["p1.nbr", "-o", "none/x.md"], "there is no folder 'none/' to write the report to"),
    (["p1.nbr", "--figures", "svg"], "--figures svg writes pictures beside the report, so it needs --output"),
    ([], "Missing expected argument '<parts> ...'"),
  ])
  func aMergeIsAskedForInOneWay(_ arguments: [String], message: String) throws {
    try nbrun.write("", to: "p1.nbr")
    let run = try nbrun.run(["merge"] + arguments)
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.hasPrefix("Error: \(message)\n"), "\(run.errors.prefix(200))")
    #expect(try nbrun.read("p1.nbr") == "")
  }

  @Test func whatIsNoWholeRunIsRefused() throws {
    try make(2, of: 3)
    let command = "  help: nbrun run x.nnb --shard 3/3 -o part3.nbr\n"
    #expect(try refusal("p1.nbr", "p2.nbr") == "nbrun: error: part 3 of 3 is missing\n" + command)
    #expect(
      try refusal("p1.nbr", "p2.nbr", "p1.nbr") == "nbrun: error: p1.nbr and p1.nbr are both part 1/3\n")
    #expect(try refusal("p1.nbr", "p3.nbr") == "nbrun: error: p3.nbr: no such file or directory\n")
    try nbrun.write(String(nbrun.read("p1.nbr").dropLast(30)), to: "cut.nbr")
    #expect(try refusal("p2.nbr", "cut.nbr").hasPrefix("nbrun: error: cut.nbr: "))
    #expect(try refusal("x.nnb") == "nbrun: error: x.nnb: it is no part of a run\n")
    try make(1, of: 3, "-p", "rate=1")
    #expect(
      try refusal("p1.nbr", "p2.nbr")
        == "nbrun: error: p2.nbr and p1.nbr do not belong together: their parameters differ, none and -p rate=1\n")
  }

  @Test func theNotebookHasToBeThereAsItWas() throws {
    try make(1, of: 1)
    try nbrun.write(notebook + "More.\n", to: "x.nnb")
    #expect(try refusal("p1.nbr") == "nbrun: error: x.nnb: it has changed since the parts were made\n")
    try FileManager.default.removeItem(at: nbrun.folder.appending(path: "x.nnb"))
    #expect(
      try refusal("p1.nbr") == """
        nbrun: error: x.nnb: no such file or directory
          the parts were made from x.nnb: merge them in the folder where that is its path

        """)
  }

  @Test func aFailureIsThatOfTheWholeRun() throws {
    try nbrun.write(notebook.replacing("converged >= 0", with: "converged > 5"), to: "x.nnb")
    try make(2, of: 2)
    let whole = try nbrun("x.nnb")
    let merge = try nbrun("merge", "p1.nbr", "p2.nbr")
    #expect(whole.status == 1 && merge.status == 1 && merge.output == whole.output && merge.errors == whole.errors)
    #expect(try nbrun("merge", "p1.nbr", "p2.nbr", "-o", "x.md").status == 1)
    #expect(nbrun.has("x.failed.md") && !nbrun.has("x.md"))
  }

  @Test func nothingIsWrittenUnlessAllOfAPartWasMade() throws {
    try nbrun.write("nbrun part 1\nold\n", to: "p.nbr")
    try nbrun.write(
      notebook.replacing("show sweep runs", with: "layer affine 2 1\nloss mse\ntrain 9 lr 1e300"), to: "x.nnb")
    let failed = try nbrun("run", "x.nnb", "--shard", "1/2", "-o", "p.nbr")
    #expect(failed.status == 1 && failed.output == "" && failed.errors.contains("loss became"), "\(failed.errors)")
    try nbrun.write(smallNotebook, to: "small.nnb")
    let none = try nbrun("run", "small.nnb", "--shard", "1/2", "-o", "p.nbr")
    #expect(
      none.status == 2 && none.errors == "nbrun: error: small.nnb has no sweep, so there is nothing to make in parts\n")
    #expect(try nbrun.read("p.nbr") == "nbrun part 1\nold\n")
  }
}
