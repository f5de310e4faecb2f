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
    let before = prompt.type("show digest\nshow history\nshow model\nshow data\nhistory")
    prompt.type(command)
    #expect(prompt.failures.isEmpty)
    prompt.type("undo")
    #expect(prompt.type("show digest\nshow history\nshow model\nshow data") == Array(before.dropLast()))
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
    let before = prompt.commands.count
    let digest = prompt.type("show digest")
    for wrong in ["trian 10", "layer affine 9 9", "take 50", "load \"no.npz\"", "expect loss < 0"] {
      prompt.type(wrong)
    }
    #expect(prompt.failures.count == 5)
    #expect(prompt.type("show digest") == digest)
    #expect(prompt.commands.count == before + 2, "the two looks at the digest")
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
      #expect(throws: Diagnostics.self) { try Notebook.read(source) }
      return
    }
    let notebook = try Notebook.read(source).notebook
    let runner = Runner(Host(), of: notebook)
    let results = runner.run(notebook)
    #expect(results.allSatisfy { $0.failure == nil }, "\(results.compactMap(\.failure?.message))")
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
      #expect(throws: Diagnostic.self) {
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

  // MARK: - Notebooks of a session

  @Test func aSavedSessionGivesTheSameReportToTheBit() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var prompt = Prompt(files: FileAccess(folder: folder.path))
    var shown = prompt.type(Self.network)
    // An interrupted training, one that diverges, one that is taken back, with mistakes and looks between them.
    var looks = 0
    prompt.runner.host.observer = { _ in looks += 1 }
    prompt.runner.host.isInterrupted = { looks >= 4 }
    shown += prompt.type("train 900000 lr 0.1 log 1000  # long")
    prompt.runner.host.isInterrupted = { false }
    shown += prompt.type("show hidden\nshow hiden\nlet rate 0.2")
    prompt.type("train 77 lr $rate\nshow loss\nundo")
    shown += prompt.type(
      "schedule cosine\ntrain 50 lr $rate batch 3\nplot loss\nkeep first\nloss mse\ntrain 3000 lr 1e4")
    shown += prompt.type("show digest\nrewind\ntrain 5 lr 0.1\ncompare first\nshow digest")
    #expect(prompt.failures.count == 2, "\(prompt.failures.joined(separator: "; "))")
    prompt.type("history\nsave notebook \"again.nnb\"\nquit")

    let text = try String(contentsOf: folder.appending(path: "again.nnb"), encoding: .utf8)
    let notebook = try Notebook.read(Source(name: "again.nnb", text: text)).notebook
    let results = Runner(Host(files: FileAccess(folder: folder.path)), of: notebook).run(notebook)
    #expect(results.allSatisfy { $0.failure == nil })
    #expect(text.contains(/train 900000 lr 0.1 log 1000 stop \d+  # long/))
    let again = results.flatMap(\.outputs)
    let differing = zip(again.filter(isTable), shown.filter(isTable)).filter { $0 != $1 }
    #expect(differing.isEmpty && again.filter(isTable).count == shown.filter(isTable).count)
    #expect(again.last == shown.last)
  }

  private func isTable(_ output: Output) -> Bool { if case .table = output { true } else { false } }

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
    #expect(try String(contentsOf: folder.appending(path: "new.nnb"), encoding: .utf8).contains("seed 1\nseed 2"))
  }

  @Test func aStopThatIsStoppedAgainIsWrittenOnce() {
    var prompt = Prompt()
    prompt.type(Self.network)
    var looks = 0
    prompt.runner.host.observer = { _ in looks += 1 }
    prompt.runner.host.isInterrupted = { looks >= 2 }
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
      prompt.failures == ["in another folder the notebook would not find what 'data csv \"d.csv\"' names"])
    #expect(Set(FileAccess(folder: folder.path).entries(of: "")) == ["sub/", "d.csv", "z.nnb"])
  }

  // MARK: - Comparing

  @Test func comparingListsWhatDiffers() throws {
    var prompt = Prompt()
    prompt.type(Self.network + "train 10 lr 0.1\nkeep first\ncompare first")
    #expect(prompt.commands.last == "compare first")
    prompt.type("train 10 lr 0.1")
    let tables = prompt.type("compare first").compactMap { if case .table(let table) = $0 { table } else { nil } }
    #expect(tables.count == 3)
    #expect(tables[0].rows[0] == [.text("steps"), .integer(10), .integer(20), .integer(10)])
    #expect(tables[1].rows.map { $0[0] } == ["W1", "b1", "W2", "b2"].map { .text($0) })
    #expect(tables[1].rows.map { $0[2] } == [8, 4, 8, 2].map { .integer($0) })
    #expect(tables[2].columns.count == 9 && tables[2].rows.count == 4)
    #expect(prompt.type("compare").count == 3)
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
