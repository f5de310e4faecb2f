import Engine
import Language
import Outputs
import Testing

@testable import Session

/// Parts of a run, put together, are the run.
@Suite struct MergedPartsTests {
  /// Two sweeps, one in a block and one of drawn values, and a network that is trained between them.
  private static let text = """
    seed 3
    data xor
    let rate 0.5
    repeat 1
      sweep seed 0..4 hidden 2 3
        seed $seed
        layer affine 2 $hidden
        layer relu
        layer affine $hidden 2
        loss softmax_cross_entropy
        train 60 lr $rate until loss < 0.2
        expect accuracy = 1
      end
      show sweep
      expect sweep converged where hidden 2 >= 0
    end
    show sweep runs
    show best
    layer affine 2 2
    loss softmax_cross_entropy
    train 10 lr 0.1
    undo
    train 20 lr 0.1
    save "w.safetensors"
    load "w.safetensors"
    sweep lr 0.01..10000 log random 6
      train 200 lr $lr
    end
    plot sweep loss
    show sweep runs
    save sweep "runs.csv"
    show digest
    """

  /// Runs commands in a folder of their own, and gives what they say, their sweeps and the folder.
  private func run(
    _ text: String = text, _ sharding: Sharding = .none, files written: [String: String] = [:]
  ) throws -> (outputs: [[Output]], failure: Diagnostic?, sweeps: [SweepRecord], folder: TemporaryFolder) {
    let folder = try TemporaryFolder()
    for (name, text) in written { try folder.write(text, to: name) }
    let files = FileAccess(folder: folder.path)
    let host = Host(threads: 2, files: files)
    host.sharding = sharding
    let (notebook, _) = try Notebook.read(Source(name: "x.nnb", text: text), files: files, isScript: true)
    let results = Runner(host, of: notebook).cells(of: notebook)
    return (results.map(\.outputs), results.lazy.compactMap(\.failure).first, host.sweeps, folder)
  }

  private func part(_ number: Int, of count: Int, _ text: String = text, _ parameters: [String] = []) throws -> PartFile
  {
    let shard = try #require(Shard(number, of: count))
    let run = try run(text, .part(shard))
    try #require(run.failure == nil)
    return PartFile(
      program: "1", shard: shard, notebook: "my x.nnb", digest: 7, parameters: parameters, sweeps: run.sweeps)
  }

  @Test(arguments: [1, 2, 3, 7]) func theyGiveWhatTheWholeRunGives(count: Int) throws {
    let whole = try run()
    #expect(whole.failure == nil && whole.sweeps.isEmpty)
    // As files, and the last first.
    let parts = try (1...count).reversed().map { number in
      (name: "part\(number)", file: try PartFile(try part(number, of: count).bytes))
    }
    #expect(parts.map { $0.file.runCount }.reduce(0, +) == 16)
    let merged = try MergedParts(parts, program: "1")
    let run = try run(Self.text, .merged(merged.sweeps))
    #expect(run.failure == nil && run.outputs == whole.outputs)
    #expect(try run.folder.read("runs.csv") == whole.folder.read("runs.csv"))
  }

  @Test func aPartShowsNothingAndWritesNoTableOfSomeOfTheRuns() throws {
    // What is expected of all runs need not hold for some, in a block as behind it.
    let text =
      Self.text.replacing("hidden 2 >= 0", with: "hidden 2 > 5") + "\nexpect loss < 0\nsave notebook \"session.nnb\""
    let shard = try #require(Shard(2, of: 3))
    let run = try run(text, .part(shard))
    #expect(run.failure == nil)
    let shows = { (outputs: [[Output]]) in outputs.joined().contains { if case .plot = $0 { true } else { false } } }
    #expect(try !shows(run.outputs) && shows(self.run().outputs))
    #expect(run.sweeps.map { $0.runs.keys.sorted() } == [[1, 4, 7], [1, 4]])
    let written = ["w.safetensors", "runs.csv", "session.nnb"].filter { name in
      (try? run.folder.url.appending(path: name).checkResourceIsReachable()) == true
    }
    #expect(written == ["w.safetensors"], "what another command reads is written")
  }

  private func refusal(_ parts: [(name: String, file: PartFile)], program: String = "1") -> PartFileError? {
    do {
      _ = try MergedParts(parts, program: program)
      return nil
    } catch { return error }
  }

  @Test func whatDoesNotBelongTogetherIsRefused() throws {
    let parts = try (1...3).map { (name: "p\($0)", file: try part($0, of: 3)) }
    /// The parts with the second as another.
    func with(_ change: (inout PartFile) throws -> Void) rethrows -> String? {
      var changed = parts
      try change(&changed[1].file)
      return refusal(changed)?.message
    }
    #expect(refusal(parts) == nil)
    #expect(refusal([])?.message == "there are no parts")
    #expect(refusal(parts, program: "2")?.message == "p1 was made by nbrun 1, and this is 2")
    #expect(with { $0.program = "0" } == "p2 was made by nbrun 0, and this is 1")
    let apart = "p2 and p1 do not belong together: "
    #expect(with { $0.digest = 8 } == apart + "they were made from different notebooks")
    #expect(
      with { $0.parameters = ["rate=1", "b=it's"] }
        == apart + "their parameters differ, -p rate=1 -p 'b=it'\\''s' and none")
    #expect(try with { $0 = try part(2, of: 4) } == apart + "one is of 4 parts, the other of 3")
    #expect(with { $0.sweeps.removeLast() } == apart + "one has 1 sweep, the other 2")
    let other = apart + "sweep 2 began from other data or another network"
    #expect(with { $0.sweeps[1].fingerprint ^= 1 } == other)
    #expect(with { $0.sweeps[1].count += 1 } == other)
    #expect(refusal(parts + [("copy", parts[2].file)])?.message == "p3 and copy are both part 3/3")
  }

  @Test func whatIsMissingIsNamedWithTheCommandThatMakesIt() throws {
    let first = try part(1, of: 3, Self.text, ["rate=1", "name=a b"])
    var last = first
    last.shard = try #require(Shard(3, of: 3))
    let one = refusal([("p1", first), ("p3", last)])
    #expect(one?.message == "part 2 of 3 is missing")
    #expect(one?.help == "nbrun run 'my x.nnb' -p rate=1 -p 'name=a b' --shard 2/3 -o part2.nbr")
    #expect(refusal([("p1", first)])?.message == "parts 2, 3 of 3 are missing")
    last.shard = try #require(Shard(1, of: 1000))
    let many = refusal([("p1", last)])
    let message = try #require(many?.message)
    #expect(message.hasPrefix("parts 2, 3, 4, ") && message.hasSuffix(", 20, 21 … of 1000 are missing"))
  }

  @Test func theOrderOfParametersDoesNotCount() throws {
    var (first, second) = (try part(1, of: 2), try part(2, of: 2))
    first.parameters = ["a=1", "b=2"]
    second.parameters = ["b=2", "a=1"]
    #expect(refusal([("p1", first), ("p2", second)]) == nil)
  }

  /// What a sweep rests on, by a change of it in the notebook: sweeps of the one are not taken for those of the other.
  @Test(arguments: [
    ("train 20 lr 0.1", "train 21 lr 0.1"), ("train 20 lr 0.1", "train 20 lr 0.1\nset b1[1] 2"),
    ("seed 3", "seed 4"), ("data xor", "data and"), ("train 200 lr $lr", "train 201 lr $lr"),
    ("random 6", "random 7"), ("0.01..10000", "0.02..10000"), ("undo\n", "undo\nsweep s 1 2\ntrain 5 lr $s\nend\n"),
  ])
  func partsOfAnotherSessionAreRefusedWhereTheyAreUsed(before: String, after: String) throws {
    let text = Self.text.replacing(before, with: after)
    try #require(text != Self.text)
    let merged = try MergedParts([("p1", try part(1, of: 1))], program: "1")
    let failure = try run(text, .merged(merged.sweeps)).failure
    #expect(failure?.message == "the parts were made from other data or another network than there are here")
    #expect(failure?.help == "make them again from the files as they are now")
  }

  /// What a sweep rests on in files that its block reads, or that were run before it.
  @Test(arguments: ["d.csv", "net.nnb"]) func filesAreLookedAt(name: String) throws {
    let text = """
      run "net.nnb"
      sweep seed 1 2
        data csv "d.csv" target t
        seed $seed
        train 5 lr 0.1
      end
      """
    let net = "```nnb\nlayer affine 1 1 weights constant 1\nlayer sigmoid\nloss mse\n```\n"
    let files = ["d.csv": "a,t\n1,2\n2,3.5\n", "net.nnb": net]
    let part = try run(text, .part(try #require(Shard(1, of: 1))), files: files)
    try #require(part.failure == nil)
    #expect(try run(text, .merged(part.sweeps), files: files).failure == nil)
    var others = files
    others[name] = files[name]?.replacing("2", with: "4").replacing("sigmoid", with: "tanh")
    let failure = try run(text, .merged(part.sweeps), files: others).failure
    #expect(failure?.message == "the parts were made from other data or another network than there are here")
  }

  /// A sweep that cannot be made is one in the parts too, and the one behind it is not taken for it.
  @Test func whatIsToFailFailsInPartsAsInTheWhole() throws {
    let text = """
      # x

      ```nnb expect=error
      data xor
      sweep n 1 2
        layer affine 2 $n
        load "not there.npz"
      end
      ```

      ```nnb
      sweep n 1 2 3
        layer affine 2 $n weights constant 1
      end
      show sweep runs
      ```
      """
    func run(_ sharding: Sharding) throws -> (outputs: [[Output]], failures: Int, sweeps: [SweepRecord]) {
      let host = Host(threads: 2)
      host.sharding = sharding
      let (notebook, _) = try Notebook.read(Source(name: "x.nnb", text: text))
      let results = Runner(host, of: notebook).cells(of: notebook)
      return (results.map(\.outputs), results.count { $0.failure != nil }, host.sweeps)
    }
    let whole = try run(.none)
    try #require(whole.failures == 0)
    let parts = try (1...2).map { number in
      (
        name: "p\(number)",
        file: try PartFile(
          PartFile(
            program: "1", shard: try #require(Shard(number, of: 2)), notebook: "x", digest: 1, parameters: [],
            sweeps: try run(.part(try #require(Shard(number, of: 2)))).sweeps
          ).bytes)
      )
    }
    let merged = try run(.merged(try MergedParts(parts, program: "1").sweeps))
    #expect(merged.outputs == whole.outputs && merged.failures == 0)
  }

  /// The same for a notebook of one sweep, where nothing that comes later tells the sessions apart.
  @Test(arguments: [
    ("data xor", "data and"), ("seed 3", "seed 4"), ("split test 0.5", "split test 0.25"), ("constant 1", "constant 2"),
    ("lr $lr", "lr $lr batch 2"), ("0.1 0.2", "0.1 0.3"),
  ])
  func oneSweepRestsOn(before: String, after: String) throws {
    let text = """
      data xor
      split test 0.5
      layer affine 2 2 weights constant 1
      loss softmax_cross_entropy
      seed 3
      sweep lr 0.1 0.2
        train 5 lr $lr
      end
      """
    let merged = try MergedParts([("p1", try part(1, of: 1, text))], program: "1")
    let changed = text.replacing(before, with: after)
    try #require(changed != text)
    #expect(try run(text, .merged(merged.sweeps)).failure == nil)
    #expect(
      try run(changed, .merged(merged.sweeps)).failure?.message.hasPrefix("the parts were made from other") == true)
  }
}
