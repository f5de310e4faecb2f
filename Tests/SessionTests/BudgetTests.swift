import Documents
import Files
import Foundation
import Language
import Testing

@testable import Session

/// What a run may take of the machine: a count decides before anything is taken.
@Suite struct BudgetTests {
  /// What is wrong with a script that may take so much; nil if it runs.
  private func complaint(
    _ text: String, memory: Double = 8e9, steps: Int? = nil, files: FileAccess = FileAccess(folder: ".")
  ) throws -> Complaint? {
    let budget = Budget(memory: memory, steps: steps)
    let runner = Runner(Host(files: files, budget: budget))
    let source = Source(name: "test", text: text)
    return runner.said(source).failure.map { Complaint($0, in: source) }
  }

  /// What a check of the whole text finds before anything runs.
  private func checked(_ text: String, memory: Double = 8e9, steps: Int? = nil) -> [Complaint] {
    let source = Source(name: "test", text: text)
    do throws(Diagnostics) {
      _ = try Notebook.read(source, isScript: true, budget: Budget(memory: memory, steps: steps))
      return []
    } catch {
      return error.all.map { Complaint($0, in: source) }
    }
  }

  /// A report is the same on every machine.
  @Test func noMessageTellsWhatTheMachineGives() {
    let source = Source(name: "test", text: "layer affine 1000 1000\ndata spiral 100000")
    func messages(_ budget: Budget) -> [String] {
      do throws(Diagnostics) {
        _ = try Notebook.read(source, isScript: true, budget: budget)
        return []
      } catch {
        return error.all.map(\.message)
      }
    }
    let alone = ["a network of 1001000 parameters needs 32 MB of memory, more than the machine can give"]
    #expect(messages(Budget(ofMachine: 30e6)) == alone && messages(Budget(ofMachine: 31e6)) == alone)
    #expect(
      messages(Budget(ofMachine: 33e6)) == [
        "data of 100000 rows needs 4.8 MB of memory, beside 32 MB that are taken, more than the machine can give"
      ])
  }

  /// A cell that is to fail shows its reader how, and not how little the one who runs it allows.
  @Test func aLimitIsNoFailureThatACellIsToShow() throws {
    func failures(_ budget: Budget) throws -> [String] {
      let text = "```nnb expect=error\nlayer affine 1000 1000\n```\n```nnb expect=error\ndata xor\ntrain 10\n```\n"
      let source = Source(name: "x.nnb", text: text)
      let notebook = try Notebook.read(source, budget: budget).notebook
      return Runner(Host(budget: budget), of: notebook).cells(of: notebook, onFailure: .continue).compactMap(\.failure)
        .map(\.message)
    }
    #expect(try failures(Budget(memory: 30e6)).map { $0.prefix(27) } == ["a network of 1001000 parame"])
    #expect(try failures(Budget(ofMachine: 30e6)) == [])
  }

  private let start = "seed 1\ndata xor\nlayer affine 2 1\nlayer sigmoid\nloss mse\n"

  @Test(
    "Steps are counted over all trainings, before the first runs",
    arguments: [
      ("train 10\ntrain 10", 20, nil),
      ("train 10\ntrain 11", 20, Complaint("11 steps are asked for, after 10 before it; the limit is 20", at: "11")),
      ("train 21", 20, Complaint("21 steps are asked for; the limit is 20", at: "21")),
      ("train 21 stop 20", 20, nil),
      ("train 5 epochs batch 1", 20, nil),
      ("train 6 epochs batch 1", 20, Complaint("24 steps are asked for; the limit is 20", at: "6")),
      (
        "train 15\nundo\ntrain 15", 20,
        Complaint("15 steps are asked for, after 15 before it; the limit is 20", at: "15")
      ),
      ("repeat 4\ntrain 5\nend", 20, nil),
      ("repeat 5\ntrain 5\nend", 20, Complaint("5 steps are asked for, after 20 before it; the limit is 20", at: "5")),
      ("sweep lr 0.1 0.2\ntrain 10 lr $lr\nend", 20, nil),
      (
        "sweep lr 0.1 0.2 0.3\ntrain 10 lr $lr\nend", 20,
        Complaint("30 steps are asked for; the limit is 20", at: "lr 0.1 0.2 0.3")
      ),
      ("sweep lr 0.1 0.2 0.3 runs 1 3\ntrain 10 lr $lr\nend", 20, nil),
      (
        "sweep lr 0.1..1 random 3\ntrain 10 lr $lr\nend", 20,
        Complaint("30 steps are asked for; the limit is 20", at: "lr 0.1..1 random 3")
      ),
    ])
  func steps(_ commands: String, limit: Int, expected: Complaint?) throws {
    #expect(try complaint(start + commands, steps: limit) == expected)
    // An undo is known to the check too.
    #expect(checked(start + commands, steps: limit) == (expected.map { [$0] } ?? []))
    #expect(checked(start + commands).isEmpty)
  }

  @Test func stepsBeyondCountingAreRefused() {
    #expect(
      checked("data spiral 1000000\nlayer affine 2 3\nloss mse\ntrain 1000000000000 epochs batch 1 replace") == [])
    let found = checked(start + "train 1000000000000\ntrain 1000000000000", steps: 1_500_000_000_000)
    #expect(found.map(\.place) == ["1000000000000"])
  }

  /// 1,000 × 1,000 weights and as many biases take 32 MB.
  private let large = "layer affine 1000 1000\n"

  @Test func memoryAddsUp() throws {
    #expect(checked(large, memory: 33e6).isEmpty)
    #expect(
      checked(large, memory: 32e6)
        == [
          Complaint(
            "a network of 1001000 parameters needs 32 MB of memory; the limit is 32 MB", at: "layer affine 1000 1000")
        ])
    // 10,000 rows take 24 bytes each, and as much again while they are drawn.
    let data = "data spiral 10000\n"
    #expect(checked(data, memory: 0.49e6).isEmpty)
    #expect(
      checked(data, memory: 0.47e6) == [
        Complaint("data of 10000 rows needs 480 kB of memory; the limit is 470 kB", at: "data spiral 10000")
      ])
    #expect(
      checked(data + "layer affine 100 100", memory: 0.5e6)
        == [
          Complaint(
            "a network of 10100 parameters needs 323.2 kB of memory; of the limit of 500 kB 240 kB are taken",
            at: "layer affine 100 100")
        ])
  }

  @Test func whatIsKeptIsCounted() throws {
    let session = start + "train 1\n"
    let one = session + "keep a\n"
    #expect(try complaint(one, memory: 2000) == nil)
    let many = session + (0..<100).map { "keep a\($0)\n" }.joined()
    let found = try #require(try complaint(many, memory: 2000))
    #expect(found.message == "a pass over 4 rows needs 384 bytes of memory; of the limit of 2 kB 1.7 kB are taken")
    // The same name takes the place of the run before.
    #expect(try complaint(session + String(repeating: "keep a\n", count: 100), memory: 2000) == nil)
    #expect(try complaint(many + "data and\n", memory: 200_000) == nil)
  }

  @Test func aTableInFullIsCounted() {
    let data = "data spiral 10000\n"
    #expect(checked(data + "show data full", memory: 5e6).isEmpty)
    #expect(
      checked(data + "show data full", memory: 3e6)
        == [Complaint("a table of 30000 values needs 3.8 MB of memory; the limit is 3 MB", at: "show data full")])
    #expect(checked(data + "show data", memory: 3e6).isEmpty)
  }

  @Test func whatWasSaidIsCountedUntilItIsWritten() throws {
    let host = Host(budget: Budget(memory: 1e6))
    let runner = Runner(host)
    #expect(runner.said(Source(name: "a", text: "data spiral 1000\nshow data full")).failure == nil)
    host.heldOutput = 0.9e6
    let again = Source(name: "b", text: "show data full")
    #expect(
      runner.said(again).failure?.message
        == "a table of 3000 values needs 384 kB of memory; of the limit of 1 MB 924 kB are taken")
  }

  @Test func whatWasBeforeIsCounted() throws {
    let rows = "data spiral 10000 seed "
    // Each takes 240 kB and as much again while it is drawn; undo keeps what was before.
    let text = (0..<10).map { rows + "\($0)\n" }.joined()
    #expect(try complaint(text, memory: 5e6) == nil)
    let found = try #require(try complaint(text, memory: 1.5e6))
    #expect(found.message.contains("10000 rows needs 480 kB of memory; of the limit of 1.5 MB"))
  }

  @Test func theRunsOfASweepThatAreOpenAtOnceAreCounted() {
    let text =
      start + "sweep seed 0..999\nreset\nseed $seed\nlayer affine 2 1000\nlayer affine 1000 1\nloss mse\ntrain 1\nend"
    #expect(checked(text, memory: 200e6).isEmpty)
    #expect(
      checked(text, memory: 100e6).map(\.message) == [
        "a sweep of 1000 runs needs 136.3 MB of memory; the limit is 100 MB"
      ])
  }

  @Test func filesAreCountedBeforeTheyAreRead() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "budget-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = FileAccess(folder: folder.path)
    func write(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: folder.appending(path: name)) }

    // 1,000 rows of two numbers: 4 bytes each in the file, and 8 a number with the room for a word.
    try write("t.csv", Array(("a,b\n" + String(repeating: "1,2\n", count: 1000)).utf8))
    #expect(try complaint("data csv \"t.csv\"", memory: 50e3, files: files) == nil)
    #expect(
      try complaint("data csv \"t.csv\"", memory: 40e3, files: files)
        == Complaint("reading t.csv needs 44.8 kB of memory; the limit is 40 kB", at: "data csv \"t.csv\""))
    #expect(
      try complaint("data csv \"t.csv\"", memory: 3e3, files: files)?.message
        == "reading t.csv needs 4 kB of memory; the limit is 3 kB")

    // A file of one line may have many columns, and each has a name.
    try write("c.csv", [UInt8](repeating: UInt8(ascii: ","), count: 100_000))
    #expect(
      try complaint("data csv \"c.csv\"", memory: 10e6, files: files)?.message
        == "reading c.csv needs 40.1 MB of memory; the limit is 10 MB")

    // 100 MB of zeros as gzip has them: what is inflated is not more than the header.
    let claim: [UInt8] = [0, 0, 8, 1, 0x05, 0xF5, 0xE1, 0x00]
    try write("z.idx", claim)
    #expect(
      try complaint("data idx \"z.idx\" \"z.idx\"", memory: 10e6, files: files)?.message
        == "z.idx holds 0 bytes of elements, but 100000000 elements of 1 byte need 100000000")
  }
}
