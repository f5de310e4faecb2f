import Foundation
import Language
import Outputs
import Testing

@testable import Session

/// Cells run alike in a notebook and at the prompt, and what fails changes nothing.
@Suite struct RunnerTests {
  private static let start = "seed 1\ndata xor\nlayer affine 2 2\nloss mse\n"

  private func cell(_ commands: String, _ header: String = "") -> String { "```nnb\(header)\n\(commands)\n```\n\n" }

  private func run(_ text: String, keepsPast: Bool? = nil) throws -> (Runner, [RunCell]) {
    let notebook = try Notebook.read(Source(name: "test", text: text)).notebook
    let runner = keepsPast.map { Runner(keepsPast: $0) } ?? Runner(Host(), of: notebook)
    return (runner, runner.cells(of: notebook))
  }

  /// A training without a finite step leaves no row of the history behind, whatever else the notebook says.
  @Test(arguments: ["", "let unused 1\nundo\n"]) func aTrainingThatMakesNoStepChangesNothing(after: String) throws {
    let start = "data rows\n1 -> 1e10\nend\nlayer affine 1 1 weights zeros\nloss mse\ntrain 5 lr 0.1"
    let text = cell(start) + cell("train 10 lr 1e308", " expect=error") + cell("\(after)show history\nshow digest")
    let (runner, results) = try run(text)
    #expect(results.map { $0.failure?.message } == [nil, nil, nil])
    guard case .failure(let failure)? = results[1].outputs.last else {
      Issue.record("the training did not fail")
      return
    }
    #expect(failure.help == "the weights are as they were before this training")
    #expect(try runner.rows(of: "history").map { $0[0] } == [1, 2, 3, 4, 5])
    #expect(runner.state.stepsMade == 5)
    #expect(runner.state.transcript.commands.count { $0.text.hasPrefix("train") } == 1)
    let (plain, _) = try run(cell(start) + cell("show digest"))
    #expect(runner.state.digest == plain.state.digest)
  }

  @Test(arguments: [
    ("take 50", "the data has only 3 rows", "50"),
    ("layer affine 9 8", "layer takes 9 inputs but the layer before it gives 1", "9"),
    ("load \"no.npz\"", "cannot read no.npz: no such file or directory", "\"no.npz\""),
    ("expect W1\n1\nend", "W1, row 1, column 1 is 0, expected 1", "1"),
    ("data csv \"no.csv\"", "cannot read no.csv: no such file or directory", "data csv \"no.csv\""),
    ("trian", "unknown command 'trian'", "trian"),
    ("let 4 4", "name must be a name, not '4'", "4"),
    (
      "save \"no/such/folder.safetensors\"", "there is no folder 'no/such' in the notebook's folder",
      "\"no/such/folder.safetensors\""
    ),
    ("train 10 row 9", "there is no row 9: the data has 3", "9"),
    ("keep", "keep needs a number, a word or a string", "keep"),
    (
      "normalize",
      "input column 1 cannot be normalized: its values are not finite, too large or too close together", "normalize"
    ),
  ])
  func whatFailsChangesNothing(command: String, message: String, place: String) throws {
    let data = "data rows\n0 -> 0\n1e308 -> 1\n-1e308 -> 0\nend\nlayer affine 1 1 weights zeros\nloss mse\nlet a 1\n"
    for keepsPast in [true, false] {
      let runner = Runner(keepsPast: keepsPast)
      _ = try runAll("seed 1\n" + data, in: runner)
      let before = (runner.state.digest, "\(runner.state.facts)", runner.state.transcript.listing, runner.state.stream)
      #expect(complaint(command, in: runner) == Complaint(message, at: place))
      let after = (runner.state.digest, "\(runner.state.facts)", runner.state.transcript.listing, runner.state.stream)
      #expect(before == after)
    }
  }

  @Test func aTrainingThatLeavesTheFiniteNumbersKeepsItsStepsInBothModes() throws {
    let diverging = "data rows\n1 -> 1\n2 -> 3\nend\nlayer affine 1 1 weights ones\nloss mse\ntrain 1000 lr 10"
    var prompt = Prompt()
    prompt.type(diverging)
    let (runner, results) = try run(cell(diverging, " expect=error"))
    let made = prompt.state.stepsMade
    #expect(results[0].failure == nil && prompt.failures == ["loss became infinite at step \(made + 1)"])
    #expect(made > 0 && runner.state.stepsMade == made)
    guard case .failure(let failure)? = results[0].outputs.last else {
      Issue.record("no failure in the report")
      return
    }
    #expect(failure.place == "cell 1, line 7" && failure.message == prompt.failures[0])
    #expect(runner.state.digest == prompt.state.digest)
    #expect(prompt.commands.last == "train 1000 lr 10 stop \(prompt.state.stepsMade)")
    #expect(runner.state.transcript.commands.map(\.text).last == prompt.commands.last)
  }

  @Test func aCellThatWasToFailAndDoesNotFails() throws {
    let (_, results) = try run(cell("seed 1", " expect=error") + cell("seed 2"))
    #expect(results[0].failure?.message == "the cell was to fail and did not")
    #expect(results[1].outputs.isEmpty && results[1].failure == nil)
    guard case .failure(let failure)? = results[0].outputs.last else {
      Issue.record("no failure in the report")
      return
    }
    #expect(failure.place == "cell 1" && failure.message == "the cell was to fail and did not")
  }

  @Test func aSkippedCellIsNotRun() throws {
    let (runner, results) = try run(cell("seed 1") + cell("digits 7\nhelp seed", " skip") + cell("seed 2"))
    #expect(results.count == 3 && results.allSatisfy { $0.failure == nil && $0.outputs.isEmpty })
    #expect(runner.state.transcript.commands.map(\.text) == ["seed 1", "seed 2"] && runner.state.decimals == 4)
  }

  @Test func eventsTellTheLinesThatAreRunAndWhatComesOfThem() throws {
    let text = "# Title\n\n" + cell("# a comment\nseed \\\n  1\n\ndata rows\n0 -> 1\n\nend # done\nshow data\ntake 7")
    let source = Source(name: "test", text: text)
    let notebook = try Notebook.read(Source(name: "test", text: cell("seed 1"))).notebook
    #expect(notebook.document.cells.count == 1)
    var heard: [String] = []
    let lines = source.lines.dropFirst(3).dropLast(3)
    _ = Runner().run(Array(lines), of: source) { event in
      switch event {
      case .began: heard.append("cell")
      case .read(let lines): heard.append(lines.map(source.text).joined(separator: "/"))
      case .output(.table(let table)): heard.append("table of \(table.rows.count)")
      case .output: heard.append("output")
      case .failed(let diagnostic): heard.append(diagnostic.message)
      case .trained: heard.append("trained")
      case .chose(let summary): heard.append(summary)
      }
    }
    #expect(
      heard == [
        "# a comment", "seed \\/  1", "data rows/0 -> 1//end # done", "rows: 1 row of 1 input.",
        "show data", "table of 1", "take 7",
        "the data has only 1 row",
      ])
  }

  @Test func commentsAreKeptWithTheCommandsInBothModes() throws {
    let lines = "# why this seed\nseed 3\n# and then\nlayer affine 1 1 # small"
    var prompt = Prompt()
    prompt.type(lines)
    let (runner, _) = try run(cell(lines))
    let expected = "# t\n\n```nnb\n\(lines)\n```\n"
    #expect(prompt.state.transcript.notebook(title: "t", \.text) == expected)
    #expect(runner.state.transcript.notebook(title: "t", \.text) == expected)
    #expect(prompt.state.transcript.listing == "1  seed 3\n2  layer affine 1 1 # small")
  }

  @Test func aUserWhoInterruptsStopsTheNotebook() throws {
    let text = cell(Self.start + "train 100000000 lr 0.1\nshow loss") + cell("show loss")
    let notebook = try Notebook.read(Source(name: "test", text: text)).notebook
    let runner = Runner(Host(), of: notebook)
    var looks = 0
    runner.host.observer = { [interruption = runner.host.interruption] _ in
      looks += 1
      interruption.request(looks >= 3)
    }
    let results = runner.cells(of: notebook)
    #expect(results[0].isInterrupted && results[0].failure == nil && results[1].outputs.isEmpty)
    // It stopped at a whole step, with the loss that so many steps in one go have.
    let made = runner.state.stepsMade
    let other = Runner()
    let loss = try #require(notes(try runAll(Self.start + "train \(made) lr 0.1\nshow loss", in: other)).last)
    #expect(other.state.digest == runner.state.digest && made > 0)
    #expect(
      notes(results[0].outputs).last
        == "Interrupted: stopped at step \(made) of 100000000, with loss \(loss.dropFirst(6))")
  }

  @Test func loadedWeightsHaveNoHistory() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for command in ["load \"w.safetensors\"", "rewind", "reset"] {
      let runner = Runner(Host(files: FileAccess(folder: folder.path)))
      _ = try runAll(Self.start + "train 2\nsave \"w.safetensors\"\n\(command)", in: runner)
      #expect(
        complaint("show history", in: runner)
          == Complaint("there is no history: the network has not been trained", at: "show history"))
      #expect(runner.state.history.isEmpty && runner.state.stepsMade == 0)
    }
  }

  @Test func aMissingSeedIsSaidBeforeWhateverDraws() throws {
    let missing = "No seed was set, so the random stream starts from seed 0."
    let network = "layer affine 2 2 weights zeros\nloss mse\n"
    for command in [
      "shuffle", "split test 0.5", "layer affine 2 2 weights normal 1\nshow W1", "batch 2 replace",
      "\(network)train 1 batch 2", "\(network)layer dropout 0.5\ntrain 1",
    ] {
      #expect(notes(try runAll("data xor\n\(command)")).count { $0 == missing } == 1, "\(command)")
      #expect(!notes(try runAll("seed 0\ndata xor\n\(command)")).contains(missing), "\(command)")
    }
  }

  // MARK: - The memory of undo

  @Test(arguments: ["take 2", "split test 0.5", "normalize", "shuffle", "data and"])
  func changesOfDataCountAsMuchAsTheDataTakes(command: String) throws {
    let runner = Runner()
    _ = try runAll("seed 1\ndata spiral 100", in: runner)
    let name = String(command.prefix { $0 != " " })
    let effect = try #require(CommandTable.standard.command(named: name)?.effect)
    #expect(runner.state.bytesReplaced(by: effect) == 100 * 3 * 8)
  }

  @Test(arguments: ["train 2", "load", "rewind", "reset", "layer sigmoid"])
  func changesOfWeightsCountAsMuchAsAnOptimizerRemembers(command: String) throws {
    let runner = Runner()
    _ = try runAll("seed 1\ndata spiral 100\nlayer affine 2 10", in: runner)
    let name = String(command.prefix { $0 != " " })
    let effect = try #require(CommandTable.standard.command(named: name)?.effect)
    #expect(runner.state.bytesReplaced(by: effect) == 30 * 3 * 8)
  }

  @Test func whatIsLargeIsForgottenSooner() throws {
    // 24 million bytes a change: 22 of them are as many as are kept, where 32 small ones would be.
    var prompt = Prompt()
    prompt.type("seed 1\ndata spiral 1000000")
    for count in 1...24 { prompt.type("take \(1_000_000 - count)") }
    #expect(prompt.failures.isEmpty)
    for _ in 1...24 { prompt.type("undo") }
    #expect(prompt.failures == ["there is nothing to take back", "there is nothing to take back"])
  }
}
