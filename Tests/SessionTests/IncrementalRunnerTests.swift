import Documents
import Engine
import Foundation
import Outputs
import Testing

@testable import Language
@testable import Session

/// A notebook that is run again from the first cell that differs says what one that is run from the beginning says.
@Suite struct IncrementalRunnerTests {
  /// What the cells of a notebook show, run after run.
  private final class Shown {
    let runner: IncrementalRunner
    /// It is there as long as somebody has it.
    private let folder: TemporaryFolder
    private(set) var outputs: [[Output]] = []
    private(set) var first = 0

    init(_ folder: TemporaryFolder) {
      let files = FileAccess(folder: folder.path, held: HeldFiles())
      runner = IncrementalRunner(Host(threads: 1, files: files))
      self.folder = folder
    }

    /// Runs a text, and gives what its cells show then.
    func run(_ text: String) throws -> [[Output]] {
      let notebook = try runner.read(Source(name: "made.nnb", text: text))
      var (said, cell) = ([Int: [Output]](), 0)
      let outcome = runner.run(notebook) { event in
        switch event {
        case .began(let index): cell = index
        case .output(let output): said[cell, default: []].append(output)
        case .ended: break
        }
      }
      first = outcome.first
      outputs = outcome.results.indices.map { index in
        index < first ? outputs[index] : said[index] ?? []
      }
      return outputs
    }
  }

  /// What a run from the beginning shows, with files that are written, in a folder of its own.
  private func fresh(_ text: String) throws -> [[Output]] {
    let folder = try MadeNotebook.preparedFolder()
    defer { withExtendedLifetime(folder) {} }
    let files = FileAccess(folder: folder.path)
    let notebook = try Notebook.read(Source(name: "made.nnb", text: text), files: files).notebook
    return Runner(Host(threads: 1, files: files), of: notebook).cells(of: notebook).map(\.outputs)
  }

  @Test(arguments: 0..<8 as Range<UInt64>) func randomEditsShowWhatAFreshRunShows(group: UInt64) throws {
    for seed in 0..<UInt64(max(MadeNotebookTests.groupSize / 4, 1)) {
      var made = try MadeNotebook(seed: 31 + group * 1_000_000 + seed)
      var maker = CommandMaker(random: SplitMix(state: seed))
      let folder = try MadeNotebook.preparedFolder()
      let shown = Shown(folder)
      for edit in 0..<6 {
        let text = made.text(prose: edit % 3 == 2 ? "Other *prose*.\n\n" : "Prose.\n\n")
        #expect(try shown.run(text) == fresh(text), "edit \(edit)\n\(text)")
        var next = made
        let place = Int.random(in: 0..<max(next.commands.count, 1), using: &maker.random)
        switch Int.random(in: 0..<4, using: &maker.random) {
        case 0 where next.commands.count > 2: next.commands.remove(at: place)
        case 1: next.cuts.formSymmetricDifference([place])
        case 2: next.commands[place] = maker.command()
        default: next.commands.insert(maker.command(), at: place)
        }
        if MadeNotebook.mistakes(in: Source(name: "made.nnb", text: next.text), folder).isEmpty { made = next }
      }
      // Nothing was written there.
      #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder.path)) == Set(CommandMaker.files.keys))
    }
  }

  private func notebook(_ values: [(name: String, value: String)], prose: String = "") -> String {
    """
    \(prose)```nnb
    seed 3
    data xor
    let hidden \(values[0].value)
    ```
    ```nnb
    let start \(values[1].value)
    layer affine 2 $hidden weights $start
    layer sigmoid
    layer affine $hidden 1
    loss mse
    ```
    ```nnb
    let rate \(values[2].value)
    train 40 lr $rate
    save "kept.safetensors"
    ```
    ```nnb
    load "kept.safetensors"
    show loss
    show digest
    ```
    ```nnb
    train 20 lr $rate
    plot boundary
    ```

    """
  }

  @Test func turnedKnobsShowWhatAFreshRunShows() throws {
    var random = SplitMix(state: 5)
    let shown = Shown(try MadeNotebook.preparedFolder())
    var values = [("hidden", "3"), ("start", "he"), ("rate", "0.5")]
    var firsts: Set<Int> = []
    for _ in 0..<40 {
      let text = notebook(values)
      #expect(try shown.run(text) == fresh(text), "\(values)")
      firsts.insert(shown.first)
      let choices = [["2", "3", "5"], ["he", "xavier", "\"uniform 0 1\""], ["0.5", "0.1", "1e-3"]]
      let place = Int.random(in: 0..<3, using: &random)
      values[place].1 = choices[place].randomElement(using: &random)!
    }
    #expect(firsts == [0, 1, 2, 5])
  }

  @Test func proseAloneRunsNothing() throws {
    let shown = Shown(try MadeNotebook.preparedFolder())
    let values = [("hidden", "3"), ("start", "he"), ("rate", "0.5")]
    let before = try shown.run(notebook(values))
    #expect(try shown.run(notebook(values, prose: "# A heading\n\n")) == before)
    #expect(shown.first == 5)
    shown.runner.forget()
    #expect(try shown.run(notebook(values)) == before)
    #expect(shown.first == 0)
  }

  /// A note that points at an earlier cell names it by its place among the cells, whatever prose stands before it by now.
  @Test func failuresAfterOtherProseAreTheSame() throws {
    let text =
      "```nnb\ndata rows\n0 -> 1\n1 -> 2\nend\nlayer affine 1 1\nloss mse\n```\n\n```nnb\ntrain 5 lr 1e200\n```\n"
    let shown = Shown(try MadeNotebook.preparedFolder())
    let before = try shown.run(text)
    #expect(before == (try fresh(text)))
    let after = "Much prose.\n\nAnd more of it.\n\n" + text
    #expect(try shown.run(after) == fresh(after))
    #expect(shown.first == 1)
  }

  @Test func anInterruptedRunGoesOnFromItsCell() throws {
    let shown = Shown(try MadeNotebook.preparedFolder())
    let text = notebook([("hidden", "3"), ("start", "he"), ("rate", "0.5")])
    let long = text.replacing("train 40", with: "train 4000000")
    shown.runner.host.observer = { [host = shown.runner.host] progress in
      if progress.step > 0 { host.interruption.request() }
    }
    _ = try shown.run(long)
    shown.runner.host.observer = { _ in }
    shown.runner.host.interruption = Interruption()
    // What is half done is not kept, though its text is the same.
    #expect(try shown.run(long) == fresh(long))
    #expect(shown.first == 2)
    #expect(try shown.run(text) == fresh(text))
    #expect(shown.first == 2)
  }

  @Test func aQuitLeavesTheRestUnrun() throws {
    let shown = Shown(try MadeNotebook.preparedFolder())
    let start = "```nnb\nseed 1\nquit\n```\n\n"
    for text in [start + "```nnb\ndigits 3\nhistory\n```\n", start + "```nnb\nhistory\n```\n", start] {
      #expect(try shown.run(text) == fresh(text))
    }
  }
}
