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
    let text = try screen.text()
    #expect(text.contains(digest) && text.contains("/d.csv\""))
    #expect(!text.contains("save "), "what was written is not written once more")
    try screen.enter("train 1 lr 0.1")
    try screen.enter("history")
    #expect(try screen.text().contains("7  train 1 lr 0.1"))
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
