import Foundation
import Language
import Outputs
import Testing

@testable import Session

/// A session goes back and is written down as it was.
@Suite struct LookingBackTests {
  static let network = """
    seed 7
    data xor
    layer affine 2 4 weights normal 1
    layer tanh
    layer affine 4 2
    loss softmax_cross_entropy

    """

  @Test(arguments: [
    "seed 3", "digits 8", "train 30 lr 0.5", "train 20 lr 0.1 batch 2", "shuffle", "take 2", "split test 0.5",
    "normalize standard", "data and", "layer sigmoid", "loss mse", "optimizer adam", "batch 2 fixed", "schedule cosine",
    "rewind", "reset", "keep first", "let rate 0.5",
  ]) func undoTakesEveryChangeBack(command: String) {
    var prompt = Prompt()
    prompt.type(Self.network + "train 10 lr 0.1")
    let before = prompt.type("show digest\nshow history\nshow model\nshow data")
    #expect(before.count == 4)
    let commands = prompt.commands
    prompt.type(command)
    #expect(prompt.failures.isEmpty && prompt.commands == commands + [command])
    #expect(notes(prompt.type("undo")) == ["Taken back: `\(command)`."])
    #expect(prompt.commands == commands)
    #expect(prompt.type("show digest\nshow history\nshow model\nshow data") == before)
    // What the next steps draw is what they would have drawn.
    var other = Prompt()
    other.type(Self.network + "train 10 lr 0.1")
    let more = "train 10 lr 0.1 batch 3\nshow digest\nlayer affine 2 2 weights normal 1\nshow W3"
    #expect(prompt.type(more) == other.type(more))
    #expect(prompt.failures.isEmpty && other.failures.isEmpty)
  }

  @Test func undoTakesANameBack() {
    var prompt = Prompt()
    prompt.type("let size 4\nlet size 5\nundo\nlayer affine 2 $size")
    #expect(prompt.state.network.outputWidth == 4)
    prompt.type("undo\nundo\nlayer affine 2 $size")
    #expect(prompt.failures == ["no value has the name 'size'"])
  }

  @Test func thereIsAnEndToUndoing() {
    var prompt = Prompt()
    prompt.type("undo")
    for seed in 1...40 { prompt.type("seed \(seed)") }
    for _ in 1...33 { prompt.type("undo") }
    #expect(prompt.failures == ["there is nothing to take back", "there is nothing to take back"])
    #expect(prompt.commands == (1...8).map { "seed \($0)" })
  }

  @Test func looksAreNotTakenBack() {
    var prompt = Prompt()
    prompt.type(Self.network + "train 10 lr 0.1\nshow loss\ncompare\nhelp undo")
    #expect(notes(prompt.type("undo")) == ["Taken back: `train 10 lr 0.1`."])
    #expect(prompt.state.stepsMade == 0 && prompt.failures.isEmpty)
  }

  @Test func aFailedCommandChangesNothing() {
    var prompt = Prompt()
    prompt.type(Self.network + "train 10 lr 0.1")
    let before = prompt.commands
    let digest = prompt.state.digest
    for wrong in ["trian 10", "layer affine 9 9", "take 50", "load \"no.npz\"", "expect digest = \"x\""] {
      prompt.type(wrong)
    }
    #expect(
      prompt.failures == [
        "unknown command 'trian'", "layer takes 9 inputs but the layer before it gives 2", "the data has only 4 rows",
        "cannot read no.npz: no such file or directory", "digest is \"\(digest)\", not \"x\"",
      ])
    #expect(prompt.state.digest == digest && prompt.commands == before)
  }

  /// What a cell that is to fail did not come to has not been, in batch as at the prompt.
  @Test(arguments: [("", 0.1), ("undo\n", 0.05), ("undo\nundo\n", 0.0)])
  func whatDidNotRunIsNotCounted(undone: String, rate: Double) throws {
    let text = """
      ```nnb
      let lr 0.05
      let lr 0.1
      ```

      ```nnb expect=error
      load "no.npz"
      let lr 70
      ```

      ```nnb expect=error
      let unused 1
      trian 4
      ```

      ```nnb
      undo
      \(undone)data xor
      layer affine 2 2
      loss mse
      train 2 lr $lr
      ```
      """
    // The first of them takes back the `let unused`.
    let source = Source(name: "test", text: text)
    guard rate > 0 else {
      let error = #expect(throws: Diagnostics.self) { try Notebook.read(source) }
      #expect(error?.all.map { Complaint($0, in: source) } == [Complaint("no value has the name 'lr'", at: "$lr")])
      return
    }
    let notebook = try Notebook.read(source).notebook
    let runner = Runner(Host(), of: notebook)
    let results = runner.cells(of: notebook)
    #expect(results.map(\.failure?.message) == [nil, nil, nil, nil])
    var other = Prompt()
    other.type("data xor\nlayer affine 2 2\nloss mse\ntrain 2 lr \(rate)")
    #expect(runner.state.digest == other.state.digest)
  }

  /// The last command of a cell that is to fail may pass the check: what it would have done has not been either.
  @Test func whatFailsOnlyWhenItIsRunIsNotCounted() throws {
    let text =
      "```nnb\ndata xor\nlayer affine 2 2\nloss mse\ntrain 2\n```\n\n```nnb expect=error\nload \"no.npz\"\n```\n\n"
    let notebook = try Notebook.read(Source(name: "test", text: text + "```nnb\nshow history\n```\n")).notebook
    #expect(Runner(Host(), of: notebook).cells(of: notebook).allSatisfy { $0.failure == nil })
    // The training is what is taken back.
    let error = #expect(throws: Diagnostics.self) {
      try Notebook.read(Source(name: "test", text: text + "```nnb\nundo\nshow history\n```\n"))
    }
    #expect(error?.all.map(\.message) == ["there is no history: the network has not been trained"])
  }

  @Test func momentsThatHoldMuchAreForgottenSooner() throws {
    var timeline = Timeline(0, keepsPast: true)
    func change(bytes: Int) throws {
      try timeline.step(.changes([.data]), at: Span(0, 0), bytes: { _ in bytes }) { $0 += 1 }
    }
    for _ in 1...5 { try change(bytes: 200 << 20) }
    #expect(timeline.earlier == [3, 4])
    try change(bytes: 1 << 40)
    #expect(timeline.earlier == [5])
  }

  @Test func aStepThatFailsLeavesEverythingAsItWas() throws {
    var timeline = Timeline([1], keepsPast: true)
    let place = Span(0, 0)
    try timeline.step(.sets([.data]), at: place) { $0.append(2) }
    for effect in [Effect.sets([.data]), .looks, .takesBack] {
      #expect(throws: Diagnostic("no", at: place)) {
        try timeline.step(effect, at: place) { moment throws(Diagnostic) in
          moment.append(3)
          throw Diagnostic("no", at: place)
        }
      }
      #expect(timeline.now == [1, 2] && timeline.earlier == [[1]])
    }
    try timeline.step(.takesBack, at: place) { _ in }
    #expect(timeline.now == [1] && timeline.earlier.isEmpty)
  }

  @Test func whatWasTakenBackCanBeDoneAgain() {
    var prompt = Prompt()
    prompt.type(Self.network + "train 10 lr 0.1\ntrain 20 lr 0.2")
    let digests = [prompt.state.digest]
    let commands = prompt.commands
    #expect(prompt.type("redo").isEmpty && prompt.failures == ["nothing was taken back"])
    prompt.failures = []
    prompt.type("undo\nundo\nshow loss")
    #expect(notes(prompt.type("redo")) == ["Done again: `train 10 lr 0.1`."])
    #expect(notes(prompt.type("redo")) == ["Done again: `train 20 lr 0.2`."])
    #expect(prompt.state.digest == digests[0] && prompt.commands == commands)
    // What is done again can be taken back again, and another change forgets it.
    prompt.type("undo\ndigits 3")
    #expect(prompt.type("redo").isEmpty && prompt.failures == ["nothing was taken back"])
    prompt.failures = []
    prompt.type("undo\nundo\nredo\nundo")
    #expect(prompt.failures.isEmpty && prompt.state.stepsMade == 0)
    #expect(prompt.commands.suffix(2) == ["loss softmax_cross_entropy", "show loss"])
  }

  // MARK: - Blocks being typed

  @Test(arguments: [
    ("data rows", true), ("data rows\n0 1 -> 1", true), ("data rows\n0 1 -> 1\nend", false), ("data xor", false),
    ("layer affine 2 \\", true), ("layer affine 2 \\\n3", false), ("show data # \\", false), ("expect hidden", true),
    ("expect loss < 1", false), ("data rows\ntrain 10", false), ("data xor\ndata rows", true), ("", false),
    ("layer affine ２ \\", false), ("expect hidden\n1 2\n  end # done", false),
    ("data rows\n0 1 \\\n -> 1", true), ("data rows\n0 1 \\\n -> 1\nend", false), ("data rows \\\n# no\nend", false),
  ]) func aCommandIsOpen(text: String, isOpen: Bool) {
    var command = TypedCommand(in: CommandTable.standard.grammar)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { command.append(String(line)) }
    #expect(command.isOpen == isOpen)
  }
}
