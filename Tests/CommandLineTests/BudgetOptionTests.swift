import Testing

/// `--max-memory` and `--max-steps`.
@Suite struct BudgetOptionTests {
  private let nbrun: Program

  init() throws {
    nbrun = try Program()
    try nbrun.write(
      "```nnb\nseed 1\ndata xor\nlayer affine 2 1000\nlayer affine 1000 1\nloss mse\ntrain 20\n```\n", to: "a.nnb")
  }

  @Test(
    "A size has a unit of a thousand or of 1024",
    arguments: [
      ("1", "1 byte"), ("200b", "200 bytes"), ("2k", "2 kB"), ("2kB", "2 kB"), ("2Ki", "2 kB"), ("10K", "10 kB"),
      ("0.1M", "100 kB"),
      ("0.02MiB", "21 kB"), ("0.0001g", "100 kB"),
    ])
  func sizes(_ size: String, shown: String) throws {
    let run = try nbrun("run", "a.nnb", "--max-memory", size)
    #expect(
      run.status == 2
        && run.errors.contains("a network of 3000 parameters needs 96 kB of memory; the limit is \(shown)")
        || shown == "100 kB"
          && run.errors.contains("a network of 4001 parameters needs 128 kB of memory; the limit is 100 kB"),
      "\(run.errors)")
  }

  @Test(arguments: ["G", "0", "-1", "1e9", "1.2.3", "2X", "2 GB of it", "\u{1B}[1m", "１G", "nan", "inf"])
  func nonsense(_ size: String) throws {
    let run = try nbrun("run", "a.nnb", "--max-memory=\(size)")
    #expect(run.status == 64 && run.errors.contains("a size is a number with a unit, such as 500M, 2G or 1.5Gi"))
    #expect(!run.errors.contains("\u{1B}"))
  }

  @Test func theSameLimitsHoldForEveryCommand() throws {
    let memory = ["--max-memory", "50k"], steps = ["--max-steps", "19"]
    let message = "error: 20 steps are asked for; the limit is 19"
    for command in ["run", "lint", "check"] {
      #expect(try nbrun.run([command, "a.nnb"] + memory).status == 2)
      let run = try nbrun.run([command, "a.nnb"] + steps)
      #expect(run.status == 2 && run.errors.contains(message), "\(command): \(run.errors)")
    }
    #expect(try nbrun("lint", "a.nnb", "--max-steps", "20").status == 0)
    #expect(try nbrun("run", "a.nnb", "--max-steps", "0").errors.contains("--max-steps must be at least 1"))
    #expect(
      try nbrun("run", "a.nnb", "--max-steps", "1", "--max-steps", "2").errors.contains(
        "--max-steps is given twice: 1 and 2"))
  }

  @Test func aScriptStopsAtTheLimit() throws {
    let run = try nbrun("--max-steps", "5", input: "data xor\nlayer affine 2 1\nloss mse\ntrain 3\ntrain 3\n")
    #expect(run.status == 2 && run.errors.contains("3 steps are asked for, after 3 before it; the limit is 5"))
  }

  @Test func aRunEndsWhenItsTimeIsOver() throws {
    let long = "```nnb\ndata xor\nlayer affine 2 2\nloss mse\ntrain 1000000000000\n```\n"
    try nbrun.write(long, to: "long.nnb")
    let run = try nbrun("run", "long.nnb", "-o", "long.md", "--timeout", "0.1")
    #expect(run.status == 124 && run.errors.hasPrefix("long.nnb:5:1: error: the time is over while this ran"))
    #expect(!nbrun.has("long.md"))
    #expect(try nbrun("check", "long.nnb", "--update", "--timeout", "0.1s").status == 124)
    #expect(try nbrun("lint", "a.nnb", "--timeout", "1h").status == 0)
    for time in ["0", "-1", "1d", "soon", "1e9h"] {
      let refused = try nbrun("run", "a.nnb", "--timeout=\(time)")
      #expect(
        refused.status == 64 && refused.errors.contains("a time is a number with a unit, such as 90s, 5m or 1.5h"))
    }
  }

  /// What the shell allows (`ulimit -v`) is part of what the machine can give.
  @Test func theLimitOfTheShellHolds() throws {
    try nbrun.write("```nnb\nlayer affine 10000 10000\n```\n", to: "large.nnb")
    let run = try nbrun.shell("ulimit -v 3000000; \"$0\" lint large.nnb")
    #expect(
      run.status == 2 && run.errors.contains("needs 3.2 GB of memory, more than the machine can give"), "\(run.errors)")
  }
}
