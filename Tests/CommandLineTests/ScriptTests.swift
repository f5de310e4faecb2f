import Testing

/// Commands on standard input, without a terminal.
@Suite struct ScriptTests {
  private let nbrun = try! Program()
  private static let network = "seed 1\ndata xor\nlayer affine 2 1\nloss mse\n"

  @Test func theOutputsComeWithoutPromptsAndEscapeCodes() throws {
    let run = try nbrun(input: Self.network + "train 20 lr 0.1\nshow data\n")
    #expect(run.status == 0 && run.errors == "")
    #expect(run.output.contains("| ---: |") && !run.output.contains("nbrun>") && !run.output.contains("\u{1B}"))
  }

  @Test func aMistakeIsShownWithItsLineBeforeAnythingRuns() throws {
    let run = try nbrun(input: Self.network + "show data\ntrian 10\n")
    #expect(run.status == 2 && run.output == "")
    #expect(run.errors.hasPrefix("<stdin>:6:1: error: unknown command 'trian'\n6 | trian 10\n  | ^^^^^\n"))
  }

  @Test func aFailureIsShownWithItsLineAfterWhatRan() throws {
    let run = try nbrun(input: Self.network + "show loss\nexpect loss < 0\nshow data\n")
    #expect(run.status == 1)
    #expect(run.output.contains("Loss: ") && !run.output.contains("4 rows"))
    #expect(run.errors.hasPrefix("<stdin>:6:1: error: loss is ") || run.errors.contains("<stdin>:6:"))
  }

  @Test func anOpenBlockAtTheEndOfInputIsAMistake() throws {
    let run = try nbrun(input: "data rows\n0 1 -> 1\n")
    #expect(run.status == 2 && run.output == "")
    #expect(run.errors.contains("<stdin>:1:1: error: ") && run.errors.contains("never closed"))
  }

  @Test func nothingAtAllIsNoMistake() throws {
    let run = try nbrun(input: "")
    #expect(run.status == 0 && run.output == "" && run.errors == "")
  }

  @Test func theCommandsOfAConversationWorkInAScript() throws {
    let run = try nbrun(
      input: Self.network + "show digest\ntrain 10 lr 0.1\ncompare\nundo\nshow digest\nhistory\n"
        + "save notebook \"x.nnb\"\nquit\nshow data\n")
    #expect(run.status == 0 && run.errors == "")
    let digests = run.output.split(separator: "\n").filter { $0.hasPrefix("Digest") }
    #expect(digests.count == 2 && digests.first == digests.last)
    #expect(run.output.contains("Taken back: `train 10 lr 0.1`.") && !run.output.contains("4 rows"))
    #expect(try nbrun.read("x.nnb").contains("```nnb\nseed 1\n"))
    #expect(try nbrun("x.nnb").status == 0)
  }

  @Test func theReplNeedsATerminal() throws {
    let run = try nbrun("repl", input: "show data\n")
    #expect(run.status == 64 && run.errors.contains("'nbrun < FILE' runs commands"))
  }
}
