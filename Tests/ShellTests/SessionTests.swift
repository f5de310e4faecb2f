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
    // The last command shows what the network has learned: the four rows of XOR, each with its class.
    let rows = text.split(separator: "\n").suffix(5).dropLast().map { row in
      row.split(separator: "│").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(rows.map { $0.prefix(3) } == [["0", "0", "0"], ["0", "1", "1"], ["1", "0", "1"], ["1", "1", "0"]])
    #expect(rows.map(\.last) == ["0", "1", "1", "0"])
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
    // Without the training that was taken back, and what was looked at before it was.
    #expect(
      try screen.text().hasSuffix(
        """
        nbrun> history
        1  seed 1
        2  data xor
        3  layer affine 2 1
        4  loss mse
        5  show digest
        6  show digest
        7  train 5 lr 0.1
        8  rewind
        nbrun>
        """))
  }

  @Test func aNotebookIsRunAndTheSessionGoesOnWithItsNames() throws {
    let screen = try Screen()
    try screen.write(
      "# A\n\n```nnb\nlet units 3\nseed 1\ndata xor\nlayer affine 2 $units\n```\n\n```nnb\nshow W1\n```\n", to: "x.nnb")
    try screen.start("nbrun repl x.nnb")
    try screen.enter("layer affine $units 1")
    try screen.enter("show model")
    #expect(
      try screen.text().hasSuffix(
        "\naffine │      2 │       3 │          9\naffine │      3 │       1 │          4\nnbrun>"))
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
    #expect(text.contains(/\nnbrun> expect loss < 0\nerror: loss is \d\.\d+, expected < 0\n/))
    #expect(
      text.hasSuffix("\nThe rest of the notebook was not run.\nnbrun: 'help' lists the commands, 'quit' leaves\nnbrun>")
    )
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
    #expect(
      try screen.text().contains(
        """

        x.nnb:2:1: error: unknown command 'trian'
        2 | trian 10
          | ^^^^^
          help: a command with a similar name exists: 'train'

        """))
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
    // Two trainings were taken back, the second with a table of two rows and a prediction: 11 + 10 + 2 + 1 rows.
    #expect(batch.count > 12 && tables.count == batch.count + 24)
    var rest = tables[...]
    let missing = batch.filter { row in
      guard let index = rest.firstIndex(of: row) else { return true }
      rest = rest[(index + 1)...]
      return false
    }
    #expect(missing == [], "in the order in which they were shown")
    #expect(
      try screen.read("x.nnb").matches(of: /\ntrain 1000000000 lr 0\.01 log 500000000 stop \d+\n/).count == 1)
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
