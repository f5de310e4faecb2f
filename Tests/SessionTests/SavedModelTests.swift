import Engine
import Foundation
import Language
import Outputs
import Testing
import WeightFiles

@testable import Session

/// A network that a file brings back, with all that is needed to predict as before.
@Suite struct SavedModelTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("a,b c,kind\n1,2,small\n3,1.5,large\n2,2,none\n0.1,7,large\n4,4,small\n", to: "k.csv")
  }

  private func runner() -> Runner { Runner(Host(files: FileAccess(folder: folder.path))) }

  private func metadata(_ name: String = "m.safetensors") throws -> [String: String] {
    let bytes = Array(try Data(contentsOf: folder.url.appending(path: name)))
    return try WeightFile.contents(of: bytes, name: name).metadata
  }

  private static let trained = """
    seed 3
    data csv "k.csv"
    normalize standard
    layer affine 2 4
    layer tanh
    layer affine 4 3
    loss softmax_cross_entropy
    train 30 lr 0.3
    """

  /// One line for every kind of layer, with numbers that are hard to write.
  private static let everyLayer = [
    "layer affine 2 5", "layer sigmoid", "layer relu", "layer leaky_relu 0.30000000000000004", "layer tanh",
    "layer softplus", "layer elu 1e-300", "layer identity", "layer dropout 0.1",
    "layer batch_norm momentum 0.333333333333333 epsilon 2.5e-17", "layer affine 5 2", "layer softmax",
  ]

  @Test(arguments: ["float32", "float64"]) func everyKindOfLayerComesBackToTheBit(precision: String) throws {
    let first = runner()
    let lines = Self.everyLayer.joined(separator: "\n")
    #expect(Set(first.state.network.layers.map { type(of: $0).word }).isEmpty)
    _ = try runAll(
      "precision \(precision)\nseed 5\ndata xor\n\(lines)\nloss mse reduction sum\ntrain 20 lr 0.1\nsave \"m.safetensors\"",
      in: first)
    #expect(Set(first.state.network.layers.map { type(of: $0).word }) == Set(LayerTable.all.map { $0.word }))
    let second = runner()
    let said = notes(try runAll("load \"m.safetensors\"", in: second))
    #expect(second.state.network.hasSameLayers(as: first.state.network))
    #expect(second.state.network.precision == first.state.network.precision)
    #expect(second.state.digest == first.state.digest)
    #expect(second.state.facts.loss?.objective == Objective(loss: .meanSquaredError, reduction: .sum))
    #expect(said.contains("The precision is float32 from here on, as in m.safetensors.") == (precision == "float32"))
    // What is declared after it stands on the facts that it left.
    #expect(
      complaint("precision float64", in: second)
        == Complaint("the precision must be chosen before the first layer", at: "precision float64"))
    #expect(
      complaint("layer affine 3 3", in: second)
        == Complaint("layer takes 3 inputs but the layer before it gives 2", at: "3"))
    _ = try runAll("data xor\ntrain 3\nshow W2\nshow model", in: second)
  }

  @Test func aPredictionInANewSessionIsTheSameTable() throws {
    let first = runner()
    let before = tables(try runAll(Self.trained + "\nsave \"m.safetensors\"\ndigits 17\npredict 1.25 7", in: first))
    let second = runner()
    let said = notes(try runAll("load \"m.safetensors\"", in: second))
    #expect(
      said == [
        "Loaded W1, b1, W2, b2 from m.safetensors.",
        "The network is that of m.safetensors: affine 2 4, tanh, affine 4 3, with the loss softmax_cross_entropy.",
        "The network learned from normalized inputs (standard), and `predict` normalizes its own so.",
      ])
    let after = tables(try runAll("digits 17\npredict 1.25 7", in: second))
    #expect(after.last == before.last)
    #expect(after[0].columns.map(\.heading) == ["a", "b c", "p(large)", "p(none)", "p(small)", "predicted"])
    // Saving what was loaded gives the same bytes.
    _ = try runAll("save \"again.safetensors\"", in: second)
    let files = try ["m", "again"].map { try Data(contentsOf: folder.url.appending(path: "\($0).safetensors")) }
    #expect(files[0] == files[1])
  }

  @Test func whatMetadataSaysIsWrittenOut() throws {
    _ = try runAll(Self.trained + "\nsave \"m.safetensors\"", in: runner())
    let metadata = try metadata()
    #expect(metadata["format"] == "nbrun" && metadata["version"] == "1" && metadata["precision"] == "float64")
    #expect(metadata["layers"] == "layer affine 2 4\nlayer tanh\nlayer affine 4 3")
    #expect(metadata["loss"] == "loss softmax_cross_entropy reduction mean")
    #expect(metadata["input_names"] == #"["a","b c"]"# && metadata["target_names"] == #"["kind"]"#)
    #expect(metadata["class_names"] == #"["large","none","small"]"# && metadata["class_labels"] == "true")
    // The mean and the standard deviation of 1, 3, 2, 0.1, 4 and of 2, 1.5, 2, 7, 4, by NumPy.
    let json = try JSON(try #require(metadata["normalize"]), subject: "it")
    let scale = try #require(json.list { $0 }?.first)
    #expect(scale["kind"] == .string("standard") && scale["offsets"]?.numbers == [2.02, 3.3])
    let deviations = try #require(scale["scales"]?.numbers)
    for (found, expected) in zip(deviations, [1.3862178760930766, 2.039607805437114]) {
      #expect((found - expected).magnitude < 1e-15)
    }
  }

  /// Python's package has written the file, and NumPy the probabilities: Tests/Fixtures/models/make_model.py.
  @Test func aModelThatPythonWroteIsBuilt() throws {
    let fixtures = RecordedNotebookTests.folder.deletingLastPathComponent().appending(path: "Tests/Fixtures/models")
    let runner = Runner(Host(files: FileAccess(folder: fixtures.path)))
    _ = try runAll("load \"python.safetensors\"", in: runner)
    let lines = try String(contentsOf: fixtures.appending(path: "python.txt"), encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines {
      let numbers = line.split(separator: " ").compactMap { Double($0) }
      let table = try #require(
        tables(try runAll("predict \(numbers[..<3].map { "\($0)" }.joined(separator: " "))", in: runner)).first)
      #expect(table.columns.map(\.heading) == ["länge", "a \"b\"", "重", "p(nein)", "p(ja)", "predicted"])
      for (cell, expected) in zip(table.rows[0][3..<5], numbers[3...]) {
        guard case .number(let found, _) = cell else {
          Issue.record("no number")
          continue
        }
        #expect((found - expected).magnitude < 1e-14)
      }
      #expect(table.rows[0][5] == .text(numbers[3] > numbers[4] ? "nein" : "ja"))
    }
  }

  @Test func oneOutputOfTwoNamedClassesComesBack() throws {
    try folder.write("1,2,no\n3,1,yes\n2,5,yes\n", to: "plain.csv")
    let network =
      "layer affine 2 1\nlayer sigmoid\nloss binary_cross_entropy\ntrain 5\nsave \"m.safetensors\"\npredict 1 2"
    let before = tables(try runAll("seed 1\ndata csv \"plain.csv\"\n\(network)", in: runner()))
    let after = tables(try runAll("load \"m.safetensors\"\npredict 1 2", in: runner()))
    #expect(after.last == before.last && after[0].columns.last?.heading == "predicted")
  }

  @Test func numbersComeBackAsNumbers() throws {
    let commands =
      "seed 1\ndata rows\n1 -> 0.5\n2 -> 1\nend\nlayer affine 1 1\nloss mse\ntrain 5\nsave \"m.safetensors\""
    _ = try runAll(commands, in: runner())
    let table = tables(try runAll("load \"m.safetensors\"\npredict 1.5", in: runner()))[0]
    #expect(table.columns.map(\.heading) == ["x1", "y"])
    #expect(try metadata()["class_names"] == nil && metadata()["class_labels"] == "false")
  }

  /// The file says what the weights learned from, not what the session holds when it is written.
  @Test func dataThatIsChosenAfterTheTrainingIsNotInTheFile() throws {
    try folder.write("u,v,w\n1,2,x\n3,1,y\n2,5,z\n", to: "other.csv")
    let session = runner()
    let before = tables(
      try runAll(Self.trained + "\npredict 1 2\ndata csv \"other.csv\"\nsave \"m.safetensors\"", in: session))
    let after = tables(try runAll("load \"m.safetensors\"\npredict 1 2", in: runner()))
    #expect(after.last == before.last)
    #expect(try metadata()["input_names"] == #"["a","b c"]"#)
    #expect(tables(try runAll("predict 1 2", in: session)).last == before.last)
  }

  @Test func aNetworkThatHasLearnedNothingTellsOfDataThatFits() throws {
    _ = try runAll("seed 1\ndata csv \"k.csv\"\nlayer affine 2 3\nsave \"m.safetensors\"", in: runner())
    #expect(try metadata()["class_names"] != nil && metadata()["loss"] == nil)
    _ = try runAll("seed 1\ndata csv \"k.csv\"\nlayer affine 5 3\nsave \"m.safetensors\"", in: runner())
    #expect(try metadata()["normalize"] == nil && metadata()["layers"] == "layer affine 5 3")
  }

  // MARK: - Going back

  @Test func undoAndResetTakeTheWholeNetworkAway() throws {
    _ = try runAll(Self.trained + "\nsave \"m.safetensors\"", in: runner())
    var prompt = Prompt(files: FileAccess(folder: folder.path))
    prompt.type("load \"m.safetensors\"")
    let digest = prompt.state.digest
    prompt.type("undo\npredict 1 2")
    #expect(
      prompt.failures == ["there is no network yet"] && prompt.state.learned == nil && prompt.state.facts.loss == nil)
    prompt.type("redo\nreset\npredict 1 2\nundo")
    #expect(prompt.failures.count == 2 && prompt.state.digest == digest)
    #expect(prompt.commands == ["load \"m.safetensors\""])
    prompt.type("reset\nlayer affine 2 2 weights ones")
    let headings = tables(prompt.type("predict 1 2")).last?.columns.map(\.heading)
    #expect(headings == ["x1", "x2", "y1", "y2"] && prompt.failures.count == 2)
  }

  @Test func rewindGoesBackToTheWeightsThatWereLoadedOrDrawn() throws {
    _ = try runAll(Self.trained + "\nsave \"m.safetensors\"", in: runner())
    let built = runner()
    let table = tables(try runAll("load \"m.safetensors\"\npredict 1 2", in: built))
    let digest = built.state.digest
    _ = try runAll("data csv \"k.csv\"\ntrain 5\nrewind", in: built)
    #expect(built.state.digest == digest && built.state.stepsMade == 0)
    #expect(tables(try runAll("predict 1 2", in: built)).last == table.last)

    let drawn = runner()
    _ = try runAll("seed 9\nlayer affine 2 4\nlayer tanh\nlayer affine 4 3", in: drawn)
    let start = drawn.state.digest
    _ = try runAll("load \"m.safetensors\"", in: drawn)
    #expect(drawn.state.digest == digest && drawn.state.learned != nil)
    _ = try runAll("rewind", in: drawn)
    #expect(drawn.state.digest == start && drawn.state.learned == nil)
  }

  @Test func aSavedNotebookLoadsAgain() throws {
    _ = try runAll(Self.trained + "\nsave \"m.safetensors\"", in: runner())
    let first = runner()
    let table = tables(
      try runAll("load \"m.safetensors\"\ndata csv \"k.csv\"\npredict 2 2\nsave notebook \"s.nnb\"", in: first))
    let source = Source(name: "s.nnb", text: try folder.read("s.nnb"))
    let notebook = try Notebook.read(source, files: FileAccess(folder: folder.path)).notebook
    let second = Runner(Host(files: FileAccess(folder: folder.path)), of: notebook)
    let results = second.cells(of: notebook)
    #expect(results.compactMap(\.failure) == [])
    #expect(tables(results.flatMap(\.outputs)).last == table.last && second.state.digest == first.state.digest)
  }

  // MARK: - Before anything runs

  /// What is wrong with commands in the folder, without running them.
  private func lint(_ text: String) -> [Complaint] {
    let source = Source(name: "test", text: text)
    do throws(Diagnostics) {
      _ = try Notebook.read(source, files: FileAccess(folder: folder.path), isScript: true)
      return []
    } catch {
      return error.all.map { Complaint($0, in: source) }
    }
  }

  @Test func theNetworkOfAFileIsKnownBeforeItRuns() throws {
    _ = try runAll(Self.trained + "\nsave \"m.safetensors\"", in: runner())
    let load = "load \"m.safetensors\"\n"
    #expect(lint(load + "predict 1 2\ndata xor\nshow predictions\nshow W2") == [])
    #expect(lint(load + "predict 1") == [Complaint("the network takes 2 inputs, not 1", at: "predict 1")])
    #expect(
      lint(load + "layer softmax\ndata xor\ntrain 1").map(\.message)
        == ["softmax_cross_entropy includes softmax, so the network must not end with a softmax layer"])
    #expect(
      lint("layer affine 2 5\nlayer tanh\nlayer affine 5 3\n" + load)
        == [Complaint("W1 has shape (2, 4) in m.safetensors, but (2, 5) in the network", at: "\"m.safetensors\"")])
  }

  @Test func whatSaveWillWriteIsKnownBeforeItHasRun() throws {
    let notebook = Self.trained + "\nsave \"new.safetensors\"\nreset\nload \"new.safetensors\"\n"
    #expect(lint(notebook + "predict 1 2") == [])
    #expect(lint(notebook + "predict 1") == [Complaint("the network takes 2 inputs, not 1", at: "predict 1")])
    // A file stays though the command before it is taken back; and it takes the place of an old one of another network.
    #expect(lint(Self.trained + "\nsave \"new.safetensors\"\nundo\nreset\nload \"new.safetensors\"\npredict 1 2") == [])
    _ = try runAll("layer affine 7 7\nsave \"new.safetensors\"", in: runner())
    #expect(lint(notebook + "predict 1 2") == [])
    let session = runner()
    _ = try runAll(notebook + "predict 1 2", in: session)
    // Another session has put another network there: the file counts, and not what was written here.
    _ = try runAll("layer affine 7 7\nsave \"new.safetensors\"", in: runner())
    _ = try runAll("reset\nload \"new.safetensors\"\npredict 1 2 3 4 5 6 7", in: session)
  }

  @Test func aFileThatIsNotThereIsNamed() throws {
    #expect(
      lint("load \"x.safetensors\"\npredict 1")
        == [Complaint("cannot read x.safetensors: no such file or directory", at: "\"x.safetensors\"")])
    _ = try runAll("layer affine 2 2\nsave \"iris.safetensors\"", in: runner())
    let source = Source(name: "test", text: "load \"irsi.safetensors\"")
    let failure = runner().run(source.lines, of: source) { _ in }.failure
    #expect(failure?.help == "a file with a similar name exists: 'iris.safetensors'")
  }

  @Test func ofBareWeightsTheLayersAreNotKnown() throws {
    let tensors = [
      Tensor(name: "W1", shape: [2, 1], values: [1, 2], isSinglePrecision: false),
      Tensor(name: "b1", shape: [1], values: [0], isSinglePrecision: false),
    ]
    for metadata in [[(name: String, text: String)](), [("layers", "layer affine 2 1")]] {
      try Data(WeightFile.write(tensors, metadata: metadata)).write(to: folder.url.appending(path: "w.safetensors"))
      #expect(lint("load \"w.safetensors\"") == [Complaint("there is no network yet", at: "load \"w.safetensors\"")])
      #expect(notes(try runAll("layer affine 2 1\nload \"w.safetensors\"", in: runner())).count == 1)
    }
  }
}
