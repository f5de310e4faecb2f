import Foundation
import Testing

/// Whole sessions at the prompt.
@Suite struct SessionTests {
  @Test func aSessionBeginsWithAGreetingAndEndsAtQuit() throws {
    let screen = try Screen()
    try screen.start()
    #expect(try screen.text().hasSuffix("nbrun\nnbrun: 'help' lists the commands, 'quit' leaves\nnbrun>"))
    try screen.type("quit")
    try screen.press("Enter")
    #expect(try screen.exitStatus() == 0)
  }

  @Test func whatHelpShowsIsEnoughForAFirstNetwork() throws {
    let screen = try Screen(rows: 80)
    try screen.start()
    try screen.enter("help")
    let shown = try screen.text().split(separator: "\n").map(String.init)
    let commands = shown.drop { !$0.contains("A first network:") }.filter { $0.hasPrefix("    ") }
    #expect(commands.count == 7)
    for command in commands {
      try screen.enter(command.trimmingCharacters(in: .whitespaces))
    }
    let text = try screen.text()
    #expect(!text.contains("error"))
    #expect(text.contains("accuracy") || text.contains("│"))
    try screen.enter("expect accuracy = 1")
    try screen.wait(for: "As expected: accuracy = 1.")
  }

  @Test func aQuestionMarkAsksForHelp() throws {
    let screen = try Screen(rows: 120)
    try screen.start()
    try screen.enter("train?")
    try screen.wait(for: "make the loss smaller by gradient descent")
    try screen.enter("?undo")
    try screen.wait(for: "take the last command back")
  }

  @Test func aMistakeCostsNothingAndUndoTakesBack() throws {
    let screen = try Screen()
    try screen.start()
    for line in ["seed 1", "data xor", "layer affine 2 1", "loss mse", "trian 10"] { try screen.enter(line) }
    try screen.wait(for: "help: a command with a similar name exists: 'train'")
    for line in ["show digest", "train 10 lr 0.5", "compare", "undo", "show digest"] { try screen.enter(line) }
    let text = try screen.text()
    let digests = text.split(separator: "\n").filter { $0.hasPrefix("Digest") }
    #expect(digests.count == 2 && digests.first == digests.last)
    #expect(text.contains("Taken back: train 10 lr 0.5."))
    try screen.enter("train 5 lr 0.1")
    try screen.enter("rewind")
    try screen.enter("history")
    let history = try screen.text().split(separator: "\n").suffix(9).map(String.init)
    #expect(history.dropLast().last?.hasSuffix("rewind") == true)
    #expect(
      history.contains { $0.hasSuffix("train 5 lr 0.1") } && !history.contains { $0.hasSuffix("train 10 lr 0.5") })
  }

  @Test func aNotebookIsRunAndTheSessionGoesOnWithItsNames() throws {
    let screen = try Screen()
    try screen.write(
      "# A\n\n```nnb\nlet units 3\nseed 1\ndata xor\nlayer affine 2 $units\n```\n\n```nnb\nshow W1\n```\n", to: "x.nnb")
    try screen.start("nbrun repl x.nnb")
    try screen.enter("layer affine $units 1")
    try screen.enter("show model")
    #expect(try !screen.text().contains("error"))
    try screen.type("quit")
    try screen.press("Enter")
    #expect(try screen.exitStatus() == 0)
    try screen.start("clear; nbrun repl x.nnb -p units=5")
    try screen.wait(for: "units is 5, set on the command line")
    try screen.enter("show model")
    try screen.wait(for: "│      2 │       5 │         15")
  }

  @Test func aNotebookThatFailsInTheMiddleLeavesTheSessionWhereItFailed() throws {
    let screen = try Screen()
    try screen.write(
      "```nnb\nseed 1\ndata xor\nlayer affine 2 1\nloss mse\n```\n\n```nnb\nexpect loss < 0\nshow data\n```\n\n"
        + "```nnb\nlet late 1\n```\n", to: "x.nnb")
    try screen.start("nbrun repl x.nnb")
    let text = try screen.text()
    #expect(text.contains("error: loss is ") && text.contains("The rest of the notebook was not run."))
    #expect(!text.contains("show data") && !text.contains("let late"))
    try screen.enter("show data")
    try screen.wait(for: "xor, 4 rows")
  }

  @Test func aNotebookWithAMistakeIsNotOpened() throws {
    let screen = try Screen()
    try screen.write("```nnb\ntrian 10\n```\n", to: "x.nnb")
    try screen.type("nbrun repl x.nnb")
    try screen.press("Enter")
    #expect(try screen.exitStatus() == 2)
    #expect(try screen.text().contains("x.nnb:2:1: error: unknown command 'trian'"))
  }

  /// Thirty commands with mistakes, a step back and a training that is stopped by hand give the same tables in a batch run.
  @Test func aSavedSessionGivesTheSameInABatchRun() throws {
    let screen = try Screen(columns: 100, rows: 200)
    try screen.start()
    let first = [
      "seed 7", "let units 3", "data xor", "shw data", "layer affine 2 $units weights normal 1", "layer tanh",
      "layer affine 4 1", "layer affine $units 1 weights normal 1", "layer sigmoid", "loss binary_cross_entropy",
      "show W1", "train 20 lr 100", "undo", "train 300 lr 0.5 log 100", "show hidden", "keep first",
      "optimizer adam", "show digest",
    ]
    for line in first { try screen.enter(line) }
    try screen.type("train 1000000000 lr 0.01 log 500000000")
    try screen.press("Enter")
    try screen.wait(for: " left")
    try screen.press("C-c")
    try screen.wait(for: "Interrupted: stopped at step")
    try screen.waitForPrompt()
    let second = [
      "show digest", "data rows", "1 0 -> 1", "0 1 -> 0", "end", "reset", "layer affine 2 2", "loss mse",
      "layer affine 3 3", "train 10 lr 0.1", "show W1", "predict 1 1", "undo",
    ]
    for line in second {
      try screen.type(line)
      try screen.press("Enter")
      try screen.wait { $0.hasSuffix("\nnbrun>") || $0.hasSuffix("\n  ...>") }
    }
    for line in ["show W1", "show digest", "save notebook \"x.nnb\""] { try screen.enter(line) }
    try screen.wait(for: "to x.nnb.")
    let typed = try screen.text()
    let answer = try screen.rerun("x.nnb")
    // What was shown and then taken back is not in the notebook; the rest is there in its order.
    let digests = Self.shown(in: typed, "digest")
    #expect(digests.count == 3 && digests == Self.shown(in: answer, "digest"))
    let tables = Self.numbers(in: typed)
    let batch = Self.numbers(in: answer)
    #expect(batch.count > 12)
    #expect(batch.allSatisfy(tables.contains))
    #expect(tables.count > batch.count, "the training and the table that were taken back are not in the notebook")
    #expect(try screen.read("x.nnb").contains("stop "))
  }

  /// The lines of a text that hold a word and were not typed.
  private static func shown(in text: String, _ word: String) -> [String] {
    text.split(separator: "\n").map(String.init).filter {
      $0.lowercased().contains(word) && !$0.hasPrefix("nbrun>") && !$0.hasPrefix("show")
    }
  }

  /// The rows of the tables of numbers, as their cells.
  private static func numbers(in text: String) -> [[String]] {
    text.split(separator: "\n").compactMap { line in
      let cells = line.split { "│|".contains($0) }.map { $0.trimmingCharacters(in: .whitespaces) }
      return cells.count > 1 && cells.contains { $0.contains(".") && Double($0) != nil } ? cells : nil
    }
  }
}

extension Screen {
  /// Leaves the program, and gives the report of a notebook in a batch run.
  fileprivate func rerun(_ name: String) throws -> String {
    try type("quit")
    try press("Enter")
    _ = try exitStatus()
    return try shellAnswer("nbrun -q \(name)")
  }
}
