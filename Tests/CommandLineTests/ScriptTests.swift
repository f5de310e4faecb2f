import Testing

/// Commands on standard input, without a terminal.
@Suite struct ScriptTests {
  private let nbrun = try! Program()
  private static let network = "seed 1\ndata xor\nlayer affine 2 1\nloss mse\n"

  @Test func theOutputsComeWithoutPromptsAndEscapeCodes() throws {
    let run = try nbrun(input: Self.network + "train 20 lr 0.1\nshow data\n")
    #expect(run.status == 0 && run.errors == "")
    let steps = run.output.split(separator: "\n").compactMap {
      $0.firstMatch(of: /^\| +(\d+) \| +\d\.\d{4} \|$/).map { Int($0.1) }
    }
    #expect(run.output.hasPrefix("| step |   loss |\n| ---: | -----: |\n|    1 | "))
    #expect(steps == [1] + Array(stride(from: 2, through: 20, by: 2)))
    #expect(
      run.output.hasSuffix(
        """
         |

        Data: xor, 4 rows.

        |   x1 |   x2 |    t |
        | ---: | ---: | ---: |
        |    0 |    0 |    0 |
        |    0 |    1 |    1 |
        |    1 |    0 |    1 |
        |    1 |    1 |    0 |

        """))
  }

  @Test func aMistakeIsShownWithItsLineBeforeAnythingRuns() throws {
    let run = try nbrun(input: Self.network + "show data\ntrian 10\n")
    #expect(run.status == 2 && run.output == "")
    #expect(
      run.errors == """
        <stdin>:6:1: error: unknown command 'trian'
        6 | trian 10
          | ^^^^^
          help: a command with a similar name exists: 'train'

        """)
  }

  @Test func aFailureIsShownWithItsLineAfterWhatRan() throws {
    let run = try nbrun(input: Self.network + "show loss\nexpect loss < 0\nshow data\n")
    #expect(run.status == 1)
    #expect(run.output.wholeMatch(of: /Loss: \d\.\d{4}\.\n/) != nil)
    #expect(
      run.errors.wholeMatch(
        of: /<stdin>:6:1: error: loss is \d\.\d+, expected < 0\n6 \| expect loss < 0\n  \| \^{15}\n/) != nil)
  }

  @Test func anOpenBlockAtTheEndOfInputIsAMistake() throws {
    let run = try nbrun(input: "data rows\n0 1 -> 1\n")
    #expect(run.status == 2 && run.output == "")
    #expect(run.errors.hasPrefix("<stdin>:1:1: error: the block is never closed\n1 | data rows\n  | ^^^^^^^^^\n"))
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
    let digests = run.output.matches(of: /\nDigest of the network: ([0-9a-f]{16})\.\n/).map(\.1)
    let first = try #require(run.output.prefixMatch(of: /Digest of the network: ([0-9a-f]{16})\.\n/)).1
    #expect(digests == [first])
    #expect(run.output.contains("\nTaken back: `train 10 lr 0.1`.\n"))
    #expect(run.output.hasSuffix("\nSaved 6 commands to x.nnb.\n"), "what follows 'quit' is not run")
    #expect(
      try nbrun.read("x.nnb") == "# x\n\n```nnb\n\(Self.network)show digest\n```\n\n```nnb\nshow digest\n```\n")
    let saved = try nbrun("x.nnb")
    #expect(saved.status == 0)
    #expect(saved.output.matches(of: /\nDigest of the network: ([0-9a-f]{16})\.\n/).map(\.1) == [first, first])
  }

  @Test func theReplNeedsATerminal() throws {
    let run = try nbrun("repl", input: "show data\n")
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.hasPrefix("Error: standard input is not a terminal; 'nbrun < FILE' runs commands\nUsage: "))
  }
}
