import Foundation
import Testing

/// Sessions that are stopped and go on, and terminals that close.
@Suite struct StoppingTests {
  @Test func aStoppedLineGoesOnWhereItWas() throws {
    let screen = try Screen()
    try screen.start()
    try screen.type("let a")
    try screen.press("C-z")
    try screen.wait(forLastLine: Screen.shellPrompt)
    #expect(try screen.shellAnswer("stty -a").contains(" icanon "))
    try screen.type("fg")
    try screen.press("Enter")
    try screen.wait(forLastLine: "nbrun> let a")
    // A paste is still taken as one, not as typed.
    try screen.paste(" 1 # pasted\t", isMarked: true)
    try screen.wait(for: "nbrun> let a 1 # pasted")
    try screen.press("Enter")
    try screen.waitForPrompt()
    #expect(try !screen.text().contains("error"))
  }

  @Test func aStoppedTrainingGoesOn() throws {
    let screen = try Screen()
    try screen.start()
    for line in ["seed 1", "data xor", "layer affine 2 1", "loss mse"] { try screen.enter(line) }
    try screen.type("train 1000000000 lr 0.1")
    try screen.press("Enter")
    try screen.wait(for: " left")
    try screen.press("C-z")
    try screen.wait(forLastLine: Screen.shellPrompt)
    try screen.type("clear; fg")
    try screen.press("Enter")
    try screen.wait(for: " left")
    try screen.press("C-c")
    try screen.wait(for: "Interrupted: stopped at step")
    try screen.waitForPrompt()
    try screen.enter("let a 1")
  }

  @Test func aProcessStoppedFromOutsideGoesOn() throws {
    let screen = try Screen()
    try screen.start("clear; (echo $BASHPID >pid; exec nbrun)")
    let process = try #require(Int32(try screen.read("pid").trimmingCharacters(in: .newlines)))
    try screen.type("let a")
    kill(process, SIGSTOP)
    try screen.wait(forLastLine: Screen.shellPrompt)
    try screen.type("fg")
    try screen.press("Enter")
    try screen.wait(forLastLine: "nbrun> let a")
    try screen.enter(" 1")
    #expect(try !screen.text().contains("error"))
  }

  @Test func theProcessEndsWithItsTerminal() throws {
    let process: Int32
    do {
      let screen = try Screen()
      try screen.start("(echo $BASHPID >pid; exec nbrun)")
      process = try #require(Int32(try screen.read("pid").trimmingCharacters(in: .newlines)))
      #expect(kill(process, 0) == 0)
    }
    for _ in 0..<500 where kill(process, 0) == 0 { usleep(20_000) }
    #expect(kill(process, 0) != 0)
  }

  @Test func theProcessEndsWithItsTerminalWhereItIsNotToHear() throws {
    let process: Int32
    do {
      let screen = try Screen()
      try screen.start("(echo $BASHPID >pid; trap '' HUP; exec nbrun)")
      process = try #require(Int32(try screen.read("pid").trimmingCharacters(in: .newlines)))
    }
    for _ in 0..<500 where kill(process, 0) == 0 { usleep(20_000) }
    #expect(kill(process, 0) != 0)
  }
}
