import Foundation
import Testing

/// Ctrl-C and Ctrl-D.
@Suite struct InterruptTests {
  private static let network = ["seed 1", "data xor", "layer affine 2 2", "layer tanh", "layer affine 2 1", "loss mse"]

  private func trainingScreen() throws -> Screen {
    let screen = try Screen()
    try screen.start()
    for line in Self.network { try screen.enter(line) }
    try screen.type("train 1000000000 lr 0.1")
    try screen.press("Enter")
    try screen.wait(for: " left")
    return screen
  }

  @Test func atThePromptTheLineIsDropped() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type("trian 10")
    try screen.press("C-c")
    try screen.waitForPrompt()
    try screen.enter("let a 1")
    #expect(try !screen.text().contains("error"))
  }

  @Test func inABlockTheBlockIsDropped() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type("data rows")
    try screen.press("Enter")
    try screen.wait(forLastLine: "  ...>")
    try screen.type("0 1 -> 1")
    try screen.press("C-c")
    try screen.waitForPrompt()
    try screen.enter("show data")
    try screen.wait(for: "error: there is no data yet")
  }

  @Test func inASearchTheSearchIsDropped() throws {
    let screen = try Screen()
    try screen.start()
    try screen.enter("let found 1")
    try screen.press("C-r")
    try screen.send("fou")
    try screen.wait { $0.components(separatedBy: "let found 1").count > 2 }
    try screen.press("C-c")
    try screen.waitForPrompt()
    try screen.enter("let after 2")
    try screen.enter("layer affine $found $after")
    #expect(try !screen.text().contains("error"))
  }

  @Test func aLineOfSeveralRowsIsLeftWholeAbove() throws {
    let screen = try Screen(columns: 30)
    try screen.start()
    try screen.type("layer affine 2 4 weights normal 1 biases normal 1 # and more than this")
    try screen.press("C-a", "C-c")
    try screen.waitForPrompt()
    try screen.enter("let a 1")
    #expect(try screen.text(joined: false).hasSuffix("more than this\nnbrun> let a 1\nnbrun>"))
  }

  @Test func aTrainingIsStoppedAtAWholeStep() throws {
    let screen = try trainingScreen()
    let clock = ContinuousClock()
    let start = clock.now
    try screen.press("C-c")
    try screen.wait(for: "Interrupted: stopped at step")
    try screen.waitForPrompt()
    #expect(clock.now - start < .seconds(5), "half a second at most on an idle machine")
    let text = try screen.text()
    let place = try #require(text.firstMatch(of: /stopped at step (\d+) of 1000000000, with loss \d/))
    let step = try #require(Int(place.1))
    try screen.enter("expect loss < 0.01")
    try screen.wait(for: "As expected: loss < 0.01.")
    // The steps are those of one training: the same number of them in one go gives the same weights.
    try screen.enter("show digest")
    try screen.enter("rewind")
    try screen.enter("train \(step) lr 0.1")
    try screen.enter("show digest")
    let digests = try screen.text().split(separator: "\n").filter { $0.hasPrefix("Digest") }
    #expect(digests.count == 2 && digests.first == digests.last)
  }

  @Test func whatIsTypedDuringATrainingIsShownWhereItIsRead() throws {
    let screen = try Screen()
    try screen.start()
    for line in Self.network { try screen.enter(line) }
    try screen.type("train 20000000 lr 0.1")
    try screen.press("Enter")
    try screen.wait(for: " left")
    try screen.type("predict")
    var during = try screen.text()
    while during.contains(" left") {
      #expect(!during.contains("predict"))
      during = try screen.text()
    }
    try screen.wait(forLastLine: "nbrun> predict")
    // The line is read to its end, and the terminal shows keys again where nothing of the program reads them.
    try screen.type(" 0 1")
    try screen.press("Enter")
    try screen.waitForPrompt()
    try screen.press("C-d")
    #expect(try screen.exitStatus() == 0)
    #expect(try screen.shellAnswer("stty -a | grep -o -e '-*echo '").contains("echo"))
    #expect(try !screen.text().contains("-echo "))
  }

  @Test func aSecondTimeAtThePromptSaysHowToLeave() throws {
    let screen = try trainingScreen()
    try screen.press("C-c")
    try screen.wait(for: "Interrupted: stopped at step")
    try screen.press("C-c")
    try screen.wait(for: "'quit' or Ctrl-D leaves")
    try screen.press("C-c")
    try screen.waitForPrompt()
    // Nothing was lost: the weights are still those of the training.
    try screen.enter("expect loss < 0.01")
    try screen.wait(for: "As expected: loss < 0.01.")
    try screen.press("C-d")
    #expect(try screen.exitStatus() == 0)
  }

  @Test func aStepOfSecondsIsStoppedInTheMidstOfIt() throws {
    let screen = try Screen()
    try screen.start("nbrun --threads 1")
    for line in [
      "seed 1", "data digits 5000", "layer affine 64 3000", "layer tanh", "layer affine 3000 3000", "layer tanh",
      "layer affine 3000 10", "loss softmax_cross_entropy", "show digest",
    ] { try screen.enter(line) }
    try screen.type("train 10 lr 0.1")
    try screen.press("Enter")
    try screen.wait("the start") { _ in try screen.cursorColumn() == 0 }
    // Impatience does no harm. A first step that was made would be told of.
    for _ in 0..<3 { try screen.press("C-c") }
    try screen.wait(for: "Interrupted: nothing was changed.")
    try screen.enter("show digest")
    let digests = try screen.text().split(separator: "\n").filter { $0.hasPrefix("Digest") }
    #expect(digests.count == 2 && digests.first == digests.last)
  }

  @Test func theEndOfInputLeavesFromAnEmptyLineAlone() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type("let a 1")
    try screen.press("C-d")
    try screen.press("Enter")
    try screen.wait(for: "nbrun> let a 1\nnbrun>")
    try screen.type("data rows")
    try screen.press("Enter")
    try screen.wait(forLastLine: "  ...>")
    try screen.press("C-d")
    try screen.wait(for: "is never closed")
    try screen.waitForPrompt()
    try screen.press("C-d")
    #expect(try screen.exitStatus() == 0)
  }

  /// Seen from a script, as an interactive shell sets the terminal right itself after a signal.
  @Test(arguments: [("quit", 0), ("C-d", 0), ("C-\\", 131), ("TERM", 143), ("HUP", 129)])
  func theTerminalIsLeftAsItWasFound(way: String, status: Int32) throws {
    let screen = try Screen()
    try screen.write(
      """
      trap : QUIT INT
      stty -a >before
      sh -c 'echo $$ >pid; exec nbrun'
      echo $? >status
      stty -a >after
      """, to: "leaving")
    try screen.start("ulimit -c 0; sh leaving")
    switch way {
    case "quit":
      try screen.type("quit")
      try screen.press("Enter")
    case "TERM", "HUP":
      let process = try #require(Int32(try screen.read("pid").trimmingCharacters(in: .newlines)))
      kill(process, way == "HUP" ? SIGHUP : SIGTERM)
    default: try screen.press(way)
    }
    _ = try screen.exitStatus()
    #expect(try screen.read("status") == "\(status)\n")
    #expect(try screen.read("before") == screen.read("after"))
    // A paste is no longer marked: the terminal would show the marks.
    try screen.send("cat")
    try screen.press("Enter")
    try screen.wait(forLastLine: "shell$ cat")
    try screen.paste("pasted")
    try screen.wait(forLastLine: "pasted")
  }
}
