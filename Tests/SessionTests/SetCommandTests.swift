import Engine
import Foundation
import Language
import Outputs
import Testing

@testable import Session

/// Parameters that are set by hand: what they are afterwards, what `rewind` goes back to, and what is refused.
@Suite struct SetCommandTests {
  private static let network = """
    seed 1
    data xor
    layer affine 2 3
    layer batch_norm
    layer tanh
    layer affine 3 1
    loss mse

    """
  private static let block = "set W1\n0.1 0.2 0.3\n-1 1e-3 5\nend\n"

  @Test func allOrOneOfTheValuesAreSet() throws {
    let runner = Runner()
    let said = notes(
      try runAll(
        Self.network + Self.block + "set W1[2,3] 0.5\nset b1[2] -0.6\nset b2 7\nset running_var1[1] 0", in: runner))
    #expect(
      said == [
        "Set W1, 2 inputs × 3 units.", "Set W1[2,3] to 0.5.", "Set b1[2] to -0.6.", "Set b2 to 7.",
        "Set running_var1[1] to 0.",
      ])
    #expect(try runner.rows(of: "W1") == [[0.1, 0.2, 0.3], [-1, 0.001, 0.5]])
    #expect(try runner.rows(of: "b1") == [[0, -0.6, 0]])
    #expect(try runner.rows(of: "b2") == [[7]])
    #expect(try runner.rows(of: "running_var1") == [[0, 1, 1]])
    // What is shown can be set as it stands, in float32 too.
    let single = Runner()
    _ = try runAll("precision float32\n" + Self.network + "set W1[1,2] 0.1", in: single)
    #expect(try single.rows(of: "W1")[0][1] == Double(Float(0.1)))
  }

  @Test func beforeTheFirstTrainingItIsWhatRewindGoesBackTo() throws {
    let runner = Runner()
    _ = try runAll(Self.network + Self.block + "set running_mean1[1] 2\ntrain 5 lr 0.1", in: runner)
    #expect(try runner.rows(of: "W1") != [[0.1, 0.2, 0.3], [-1, 0.001, 5]])
    let history = runner.state.history.count
    _ = try runAll("set W1[1,1] 9", in: runner)
    #expect(try runner.rows(of: "W1")[0][0] == 9)
    #expect(runner.state.history.count == history && runner.state.stepsMade == 5)
    _ = try runAll("rewind", in: runner)
    #expect(try runner.rows(of: "W1") == [[0.1, 0.2, 0.3], [-1, 0.001, 5]])
    #expect(try runner.rows(of: "running_mean1") == [[2, 0, 0]])
    // After a rewind the weights are the initial ones again.
    _ = try runAll("set W1[1,1] 8\ntrain 5 lr 0.1\nrewind", in: runner)
    #expect(try runner.rows(of: "W1")[0] == [8, 0.2, 0.3])
  }

  @Test func weightsFromAFileAreNotInitial() throws {
    let folder = try TemporaryFolder()
    let runner = Runner(Host(files: FileAccess(folder: folder.path)))
    _ = try runAll(Self.network + "save \"w.safetensors\"", in: runner)
    let drawn = try runner.rows(of: "W1")
    _ = try runAll("train 3\nload \"w.safetensors\"\nset W1[1,1] 8\nrewind", in: runner)
    #expect(try runner.rows(of: "W1") == drawn)
  }

  @Test func whatAnOptimizerRemembersStays() throws {
    let start = Self.network + "optimizer momentum 0.9\ntrain 1 lr 0.1\n"
    let runner = Runner()
    _ = try runAll(start, in: runner)
    let before = runner.state.optimizerState
    _ = try runAll("set b2 0.25", in: runner)
    #expect(before != nil && runner.state.optimizerState == before)
  }

  @Test func itIsTakenBackAndWrittenDownAsItWasTyped() throws {
    let folder = try TemporaryFolder()
    var prompt = Prompt(files: FileAccess(folder: folder.path))
    prompt.type(Self.network + "let w 0.30000000000000004\nset W1[1,1] 5\nundo\n" + Self.block + "set W1[1,2]  $w # w")
    let drawn = prompt.state.digest
    prompt.type("set b1\n1 2 3\nend\nundo\nsave notebook \"s.nnb\"")
    #expect(prompt.failures == [] && prompt.state.digest == drawn)
    let text = try folder.read("s.nnb")
    #expect(text.contains("\nset W1\n0.1 0.2 0.3\n-1 1e-3 5\nend\n") && text.contains("\nset W1[1,2]  $w # w\n"))
    #expect(!text.contains("set b1") && !text.contains("set W1[1,1]"))
    let notebook = try Notebook.read(Source(name: "s.nnb", text: text)).notebook
    let again = Runner(Host(), of: notebook)
    #expect(again.cells(of: notebook).compactMap(\.failure) == [])
    #expect(again.state.digest == drawn)
  }

  static let refused: [(command: String, message: String, place: String)] = [
    ("set W3[1,1] 0.5", "there is no W3: the network has 2 affine layers", "W3[1,1]"),
    ("set W1 0.5", "W1 has 2 rows of 3 numbers", "0.5"),
    ("set W1[1] 0.5", "a value of W1 has a row and a column", "W1[1]"),
    ("set b1[1,2] 0.5", "b1 is a single row of values", "b1[1,2]"),
    ("set W1[0,1] 0.5", "there is no row 0 in W1, which has 2 rows", "0"),
    ("set W1[3,1] 0.5", "there is no row 3 in W1, which has 2 rows", "3"),
    ("set W1[1, -1] 0.5", "there is no column -1 in W1, which has 3 columns", "-1"),
    ("set b1[4] 0.5", "there is no value 4 in b1, which has 3 values", "4"),
    ("set b2[2] 0.5", "there is no value 2 in b2, which has 1 value", "2"),
    ("set W1[1,1]", "a value must follow", "set W1[1,1]"),
    ("set running_var1[1] -0.5", "a variance is not negative, and running_var1 holds variances", "-0.5"),
    ("set running_var1\n1 -1 1\nend", "a variance is not negative, and running_var1 holds variances", "-1"),
    ("set W1\nend", "the block has no rows, but W1 has 2 rows of 3 numbers", "set W1"),
    ("set W1\n1 2 3\nend", "the block has 1 row, but W1 has 2 rows of 3 numbers", "set W1"),
    ("set W1\n1 2 3\n1 2 3\n4 5 6\nend", "the block has 3 rows, but W1 has 2 rows of 3 numbers", "4 5 6"),
    ("set W1\n1 2 3\n4 5\nend", "row 2 of the block has 2 numbers, but W1 has 2 rows of 3 numbers", "4 5"),
    ("set W1\n1 2 3 4 5\n1 2 3\nend", "row 1 of the block has 5 numbers, but W1 has 2 rows of 3 numbers", "4 5"),
    ("set W1\n1 2 3\n4 5 inf\nend", "values of W1 must be finite numbers", "inf"),
    ("set W1\n1 2 3\n4 5 -> 6\nend", "a row of W1 has no targets", "6"),
  ]

  @Test(arguments: refused.map(\.command)) func whatDoesNotFitIsRefused(command: String) throws {
    let (_, message, place) = try #require(Self.refused.first { $0.command == command })
    #expect(complaints(Self.network + command) == [Complaint(message, at: place)])
  }

  @Test func aBlockOfTheTransposedShapeIsTold() {
    let source = Source(name: "test", text: Self.network + "set W1\n1 2\n3 4\n5 6\nend")
    let error = #expect(throws: Diagnostics.self) { try Notebook.read(source, isScript: true) }
    #expect(
      error?.all.map(\.help)
        == ["a row is an input and a column a unit, as 'show W1' shows them: turn the block round"])
  }

  /// What stands in brackets is not taken apart as another language's.
  @Test func aWrongValueLeadsToNoOtherPlace() {
    guard case .mistake(let mistake)? = read("set W1[1,1] 1e400").first else {
      Issue.record("it is read as a command")
      return
    }
    #expect(mistake.message == "value must be a finite number" && mistake.help == nil)
  }

  @Test func aNumberPastFloat32IsRefusedThereAlone() throws {
    let wrong = complaints("precision float32\n" + Self.network + "set b2[1] 1e39")
    #expect(wrong == [Complaint("1e+39 is too large for float32", at: "1e39")])
    #expect(complaints(Self.network + "set b2[1] 1e39") == [])
    #expect(complaints("set W1[1,1] 1").map(\.message) == ["there is no network yet"])
  }

  /// A block is open at the prompt until its `end`, a single value has none.
  @Test func aSingleValueOpensNoBlock() {
    for (line, isOpen) in [
      ("set W1", true), ("set W1 # all", true), ("set W1[1,1] 2", false), ("set W1[1,1]", false), ("set b2 $w", false),
      ("set b2 7", false), ("expect W1", true), ("expect loss < 1", false),
    ] {
      var typed = TypedCommand(in: CommandTable.standard.grammar)
      typed.append(line)
      #expect(typed.isOpen == isOpen, "\(line)")
    }
  }
}
