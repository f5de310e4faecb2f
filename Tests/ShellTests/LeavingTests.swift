import Testing

/// What a session leaves behind, what it can begin with, and what it names.
@Suite struct LeavingTests {
  @Test(arguments: ["quit", "C-d"]) func theSessionThatEndedLastComesBack(way: String) throws {
    let screen = try Screen()
    try screen.write("0,1\n1,0\n", to: "d.csv")
    try screen.start()
    for line in [
      "seed 1", "data csv \"d.csv\"", "layer affine 1 1", "loss mse", "train 40 lr 0.1", "save \"w.safetensors\"",
      "show digest",
    ] { try screen.enter(line) }
    let digest = try #require(try screen.text().firstMatch(of: /Digest of the network: [0-9a-f]{16}/)).output
    try screen.leave(way)
    try screen.send("clear; rm w.safetensors; mkdir -p sub; cd sub")
    try screen.press("Enter")
    try screen.start("nbrun repl --last")
    // What was said then is not said again, and what was written is not written again.
    let start = "The session is as it was when it ended; 'history' lists what was done in it.\n"
    #expect(try screen.text().hasSuffix("\(start)nbrun: 'help' lists the commands, 'quit' leaves\nnbrun>"))
    try screen.enter("show digest")
    #expect(try screen.text().contains("\n\(digest)"))
    try screen.enter("train 1 lr 0.1")
    try screen.enter("history")
    let text = try screen.text()
    #expect(text.contains("8  train 1 lr 0.1") && !text.contains("save "))
    #expect(!screen.has("w.safetensors"))
  }

  @Test func sessionsBeforeTheLastOneAreKeptToo() throws {
    let screen = try Screen()
    for value in 1...3 {
      try screen.start("nbrun")
      try screen.enter("let a \(value)")
      try screen.leave("quit")
    }
    #expect(try screen.text().contains("'quit' leaves, 'nbrun repl --last' comes back to the last session\n"))
    // One in which nothing is done takes the place of none.
    for (flags, value) in [("--last --last", 2), ("--last", 3), ("--last --last --last", 1)] {
      try screen.start("nbrun repl \(flags)")
      try screen.enter("history")
      #expect(try screen.text().hasSuffix("nbrun> history\n1  let a \(value)\nnbrun>"))
      try screen.leave("quit")
    }
  }

  @Test func aCallLeavesToo() throws {
    let screen = try Screen()
    try screen.start("nbrun")
    try screen.leave("exit()")
  }

  @Test func withoutASessionThereIsNoneToComeBackTo() throws {
    let screen = try Screen()
    try screen.start("nbrun")
    try screen.leave("quit")
    try screen.send("nbrun repl --last")
    try screen.press("Enter")
    #expect(try screen.exitStatus() == 64)
    #expect(try screen.text().contains("Error: there is no session to go on from: none has ended yet"))
  }

  @Test func aNameOfTheCommandLineWaitsForItsLet() throws {
    let screen = try Screen()
    try screen.start("nbrun repl -p rate=0.5")
    try screen.enter("let rate 0.1")
    try screen.wait(for: "rate is 0.5, set on the command line.")
  }

  @Test func theTimeOfATrainingIsSaid() throws {
    let screen = try Screen()
    try screen.start()
    for line in ["seed 1", "data xor", "layer affine 2 1", "loss mse", "train 40 lr 0.1"] { try screen.enter(line) }
    #expect(try screen.text().contains(/\n40 steps in \d+(\.\d)? ms\.\nnbrun>/))
  }
}
