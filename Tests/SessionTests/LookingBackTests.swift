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
    let results = runner.run(notebook)
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
    #expect(Runner(Host(), of: notebook).run(notebook).allSatisfy { $0.failure == nil })
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

  // MARK: - Notebooks of a session

  @Test func aSavedSessionGivesTheSameReportToTheBit() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var prompt = Prompt(files: FileAccess(folder: folder.path))
    var shown = prompt.type(Self.network)
    // An interrupted training, one that diverges, one that is taken back, with mistakes and looks between them.
    var looks = 0
    prompt.runner.host.observer = { [interruption = prompt.runner.host.interruption] _ in
      looks += 1
      interruption.request(looks >= 4)
    }
    let interrupted = prompt.type("train 900000 lr 0.1 log 1000  # long")
    shown += interrupted
    let stop = prompt.state.stepsMade
    #expect(
      notes(interrupted).last?.hasPrefix("Interrupted: stopped at step \(stop) of 900000, with loss ") == true
        && stop > 0)
    prompt.runner.host.observer = { _ in }
    prompt.runner.host.interruption.request(false)
    shown += prompt.type("show hidden\nshow hiden\nlet rate 0.2")
    prompt.type("train 77 lr $rate\nshow loss\nundo")
    shown += prompt.type(
      "schedule cosine\ntrain 50 lr $rate batch 3\nplot loss\nkeep first\nloss mse\ntrain 3000 lr 1e4")
    shown += prompt.type("show digest\nrewind\ntrain 5 lr 0.1\ncompare first\nshow digest")
    let divergence = try #require(prompt.failures.last)
    #expect(prompt.failures.count == 2 && prompt.failures.first == "unknown value 'hiden'")
    #expect(
      divergence.wholeMatch(of: /(loss|weights) became infinite( or not-a-number)? at step \d+/) != nil, "\(divergence)"
    )
    prompt.type("history\nsave notebook \"again.nnb\"\nquit")

    let text = try String(contentsOf: folder.appending(path: "again.nnb"), encoding: .utf8)
    let notebook = try Notebook.read(Source(name: "again.nnb", text: text)).notebook
    let results = Runner(Host(files: FileAccess(folder: folder.path)), of: notebook).run(notebook)
    #expect(results.compactMap(\.failure?.message) == [], "the training that diverged stops before it does so again")
    #expect(text.contains("\ntrain 900000 lr 0.1 log 1000 stop \(stop)  # long\n"))
    #expect(text.hasPrefix("# again\n\n```nnb\nseed 7\n") && !text.contains("hiden") && !text.contains("train 77"))
    let again = results.flatMap(\.outputs)
    // The logs of five trainings, hidden outputs, and a comparison of three tables.
    #expect(tables(again) == tables(shown) && tables(shown).count == 8)
    #expect(again.last == shown.last)
  }

  @Test func aNotebookIsNotReplacedUnasked() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("mine".utf8).write(to: folder.appending(path: "mine.nnb"))
    var prompt = Prompt(files: FileAccess(folder: folder.path))
    prompt.type("save notebook \"new.nnb\"\nseed 1\nsave notebook \"mine.nnb\"\nsave notebook \"mine.md\"")
    #expect(
      prompt.failures == [
        "there is nothing to save yet", "there is a file 'mine.nnb' already", "a notebook ends in .nnb",
      ])
    #expect(try String(contentsOf: folder.appending(path: "mine.nnb"), encoding: .utf8) == "mine")
    prompt.failures = []
    prompt.type("save notebook \"new.nnb\"\nseed 2\nsave notebook \"new.nnb\"\nsave notebook \"mine.nnb\" replace")
    prompt.type("save notebook \"../out.nnb\"")
    #expect(prompt.failures == ["'../out.nnb' is outside the notebook's folder"])
    for name in ["new", "mine"] {
      #expect(
        try String(contentsOf: folder.appending(path: "\(name).nnb"), encoding: .utf8)
          == "# \(name)\n\n```nnb\nseed 1\nseed 2\n```\n")
    }
  }

  @Test func aStopThatIsStoppedAgainIsWrittenOnce() {
    var prompt = Prompt()
    prompt.type(Self.network)
    var looks = 0
    prompt.runner.host.observer = { [interruption = prompt.runner.host.interruption] _ in
      looks += 1
      interruption.request(looks >= 2)
    }
    prompt.type("train 900000 lr 0.1 stop 899999 log 1000")
    #expect(prompt.state.stepsMade > 0)
    #expect(prompt.commands.last == "train 900000 lr 0.1 stop \(prompt.state.stepsMade) log 1000")
  }

  @Test func aNotebookIsSavedBesideTheFilesThatItNames() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder.appending(path: "sub"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("1,2\n3,4\n".utf8).write(to: folder.appending(path: "d.csv"))
    var prompt = Prompt(files: FileAccess(folder: folder.path))
    prompt.type("seed 1\nsave notebook \"sub/x.nnb\"")
    #expect(prompt.failures.isEmpty)
    prompt.type("data csv \"d.csv\"\nsave notebook \"sub/y.nnb\"\nsave notebook \"z.nnb\"")
    #expect(
      prompt.failures == ["a notebook there would not find what 'data csv \"d.csv\"' names"])
    #expect(Set(FileAccess(folder: folder.path).entries(of: "")) == ["sub/", "d.csv", "z.nnb"])
  }

  // MARK: - Comparing

  @Test func comparingListsWhatDiffers() throws {
    var prompt = Prompt()
    prompt.type(Self.network + "train 10 lr 0.1\nkeep first\ncompare first")
    #expect(prompt.commands.last == "compare first")
    prompt.type("train 10 lr 0.1")
    let shown = tables(prompt.type("compare first"))
    try #require(shown.count == 3)
    #expect(shown[0].rows[0] == [.text("steps"), .integer(10), .integer(20), .integer(10)])
    #expect(shown[1].rows.map { $0[0] } == ["W1", "b1", "W2", "b2"].map { .text($0) })
    #expect(shown[1].rows.map { $0[2] } == [8, 4, 8, 2].map { .integer($0) })
    #expect(
      shown[2].columns.map(\.heading) == ["x1", "x2", "t"]
        + ["first", "now"].flatMap { name in ["p(0)", "p(1)", "predicted"].map { "\($0) \(name)" } })
    #expect(
      shown[2].rows.map { Array($0[..<3]) }
        == [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]].map { $0.map { .integer($0) } })
    // What moved most is a difference of two numbers that stand beside it.
    for row in shown[1].rows {
      guard case .number(let move, _) = row[3], case .number(let old, _) = row[5], case .number(let new, _) = row[6]
      else {
        Issue.record("no numbers")
        continue
      }
      #expect(move == (new - old).magnitude && move > 0)
    }
    // Before the last training the network was the one that was kept.
    let before = tables(prompt.type("compare"))
    #expect(before.map(\.rows) == shown.map(\.rows))
    #expect(before[0].columns.map(\.heading) == ["", "before", "now", "difference"])
    prompt.type("compare nobody")
    #expect(prompt.failures == ["no run was kept as 'nobody'"])
  }

  @Test func comparingWithTheStateBeforeSeesThroughLooks() {
    var prompt = Prompt()
    prompt.type("layer affine 2 2\ncompare")
    #expect(prompt.failures == ["the network has not changed yet"])
    prompt.type("reset\n" + Self.network + "train 10 lr 0.1\nshow loss\nlet a 1\nrewind")
    guard case .table(let table)? = prompt.type("compare").first else {
      Issue.record("no table")
      return
    }
    #expect(table.rows[0] == [.text("steps"), .integer(10), .integer(0), .integer(-10)])
  }

  @Test func comparingSaysWhatMovedAndHowFar() {
    var prompt = Prompt()
    // The output is 2 and its gradient 4: a step of 1/4 takes the second weight from 2 to 1, and the bias from 0 to -1.
    prompt.type("data rows\n0 1 -> 0\nend\nlayer affine 2 1 weights constant 2\nloss mse\ntrain 1 lr 0.25")
    let shown = tables(prompt.type("compare"))
    func number(_ value: Double) -> Table.Value { .number(value, decimals: 4) }
    #expect(
      shown[0].rows == [
        [.text("steps"), .integer(0), .integer(1), .integer(1)],
        [.text("loss"), number(4), number(0), number(-4)],
        [.text("accuracy"), number(0), number(1), number(1)],
      ])
    #expect(
      shown[1].rows == [
        [.text("W1"), .integer(1), .integer(2), number(1), .text("2, 1"), number(2), number(1)],
        [.text("b1"), .integer(1), .integer(1), number(1), .text("1, 1"), number(0), number(-1)],
      ])
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
