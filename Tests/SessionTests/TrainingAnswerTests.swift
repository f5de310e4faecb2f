import Foundation
import Language
import Outputs
import Testing
import WeightFiles

@testable import Session

/// What a training says and leaves behind is what happened, and nothing else.
@Suite struct TrainingAnswerTests {
  private static let network =
    "seed 1\ndata spiral 30 seed 1\nlayer affine 2 4\nlayer tanh\nlayer affine 4 3\n"
    + "loss softmax_cross_entropy\n"

  private func curve(_ commands: String) throws -> Plot {
    let outputs = try runAll(Self.network + commands + "\nplot loss")
    guard case .plot(let plot)? = outputs.last else { throw NotAPlot() }
    return plot
  }

  private struct NotAPlot: Error {}

  private func points(_ plot: Plot) -> [Plot.Point] {
    guard case .line(let line)? = plot.panels.first?.marks.first else { return [] }
    return line.points
  }

  @Test func epochsAreAlongTheAxisWhereEpochsWereCounted() throws {
    let epochs = try curve("train 4 epochs lr 0.1 batch 10\ntrain 2 epochs lr 0.1 batch 5")
    // 3 steps an epoch, and then 6: a point a step.
    #expect(epochs.panels[0].x.label == "epoch" && points(epochs).count == 4 * 3 + 2 * 6)
    #expect(points(epochs).map(\.x).last == 6 && points(epochs)[2].x == 1)
    #expect(try curve("train 4 epochs lr 0.1 batch 10\ntrain 2 lr 0.1").panels[0].x.label == "step")
    let steps = try curve("train 12 lr 0.1")
    #expect(steps.panels[0].x.label == "step" && points(steps).map(\.x) == (1...12).map(Double.init))
  }

  @Test func aSecondTrainingCountsItsEpochsOnwards() throws {
    let shown = tables(try runAll(Self.network + "train 4 epochs log 2\ntrain 2 epochs log 1\nshow history"))
    let epochs = shown.map { $0.rows.map { $0[0] } }
    #expect(epochs == [[.integer(2), .integer(4)], [.integer(5), .integer(6)], [2, 4, 5, 6].map { .integer($0) }])
    #expect(shown.allSatisfy { $0.columns[0].heading == "epoch" })
  }

  @Test func aLogThatIsLeftOutTellsHowToSeeItWhole() throws {
    let runner = Runner()
    let log = try #require(tables(try runAll(Self.network + "train 100 lr 0.1 log 1", in: runner)).first)
    #expect(log.rows.count == 100 && log.wholeWith == "show history full")
    #expect(tables(try runAll("show history full", in: runner)).first?.isFull == true)
    let comparison = tables(try runAll("keep a\ntrain 5 lr 0.1\ncompare a", in: runner))
    #expect(comparison.count == 4 && comparison.dropFirst().allSatisfy { $0.wholeWith == nil })
  }

  @Test func patienceComparesWithTheWeightsItStartsFrom() throws {
    let start = Self.network + "split test 0.5\ntrain 300 lr 0.5\nshow digest\n"
    // Whatever this training does is worse, so that it gives back what it began with.
    for training in ["train 50 epochs lr 1000 patience 3 log 1", "train 50 lr 1000 patience 3 log 1"] {
      let said = notes(try runAll(start + training + "\nshow digest"))
      let digests = said.filter { $0.hasPrefix("Digest") }
      #expect(digests.count == 2 && digests.first == digests.last, "\(training)")
      #expect(said.contains { $0.hasPrefix("Stopped after step 3") || $0.hasPrefix("Stopped before step 30") })
    }
    let said = notes(try runAll(start + "train 50 epochs lr 1000 patience 3 log 1"))
    #expect(said.last?.hasSuffix("The weights are those from before this training, which were better.") == true)
  }

  @Test func outputsThatStandForNoClassAreRemarkedOn() throws {
    func remarks(_ text: String) throws -> [String] {
      notes(try runAll("seed 1\n\(text)\nloss softmax_cross_entropy\ntrain 1\ntrain 1")).filter { $0.contains("none") }
    }
    #expect(
      try remarks("data xor\nlayer dense 2 3")
        == ["The network has 3 outputs, but xor has 2 classes: output 3 stands for none of them."])
    #expect(
      try remarks("data spiral 30\nlayer affine 2 6")
        == ["The network has 6 outputs, but spiral of 3 classes has 3 classes: outputs 4 to 6 stand for none of them."])
    #expect(try remarks("data xor\nlayer dense 2 2").isEmpty)
  }

  @Test func runsThatAreForgottenWithTheirDataAreNamed() throws {
    let said = notes(try runAll(Self.network + "train 2\nkeep one\nkeep two\ndata xor\ndata xor"))
    #expect(said.filter { $0.hasPrefix("Forgotten") } == ["Forgotten with the data they were kept on: one, two."])
  }

  @Test func aMissingSeedIsNotSaidOfWeightsThatAFileReplaces() throws {
    let missing = "No seed was set, so the random stream starts from seed 0."
    let folder = try TemporaryFolder()
    let runner = Runner(Host(files: FileAccess(folder: folder.path)))
    _ = try runAll("seed 1\nlayer affine 2 2\nsave \"w.safetensors\"", in: runner)
    let other = Runner(Host(files: FileAccess(folder: folder.path)))
    #expect(!notes(try runAll("layer affine 2 2\nload \"w.safetensors\"\nshow W1", in: other)).contains(missing))
    let third = Runner(Host(files: FileAccess(folder: folder.path)))
    #expect(notes(try runAll("layer affine 2 2\nshow b1\nload \"w.safetensors\"\nshow W1", in: third)).first == missing)
  }

  @Test func anEpochThatIsNotWholeIsShownInPart() throws {
    let shown = tables(try runAll(Self.network + "train 3 epochs batch 10 stop 5\ntrain 2 epochs batch 10 log 1"))
    #expect(shown.last?.columns[0].heading == "epoch")
    let made = 5.0 / 3
    let epochs: [Table.Value] = [.number(made + 1, decimals: 2), .number(made + 2, decimals: 2)]
    #expect(shown.last?.rows.map { $0[0] } == epochs)
    let said = notes(try runAll(Self.network + "train 3 epochs batch 10 stop 5"))
    #expect(said.last?.hasPrefix("Interrupted in epoch 2 of 3: stopped at step 5 of 9, with loss ") == true)
    // Three steps an epoch: the second training begins in the second epoch, and would end in the fifth.
    let again = notes(
      try runAll(Self.network + "train 3 epochs batch 10 stop 5\ntrain 3 epochs batch 10 stop 7"))
    #expect(again.last?.hasPrefix("Interrupted in epoch 5 of 5: stopped at step 12 of 14, with loss ") == true)
  }

  @Test func aSplitAfterATrainingIsRemarkedOn() throws {
    func remarks(_ text: String) throws -> Int {
      notes(try runAll("seed 1\n" + Self.network + text)).count {
        $0.hasPrefix("The weights are older than this split")
      }
    }
    #expect(try remarks("train 2\nsplit test 0.2") == 1)
    #expect(try remarks("split test 0.2\ntrain 2") == 0)
    #expect(try remarks("train 2\nrewind\nsplit test 0.2") == 0)
  }

  @Test func loadedWeightsAreHeldAgainstASplitOfBefore() throws {
    let folder = try TemporaryFolder()
    func remarks(_ text: String) throws -> Int {
      let runner = Runner(Host(files: FileAccess(folder: folder.path)))
      return notes(try runAll("seed 1\n" + Self.network + text, in: runner)).count {
        $0.hasPrefix("The file does not tell which rows")
      }
    }
    #expect(try remarks("train 1\nsave \"w.safetensors\"") == 0)
    #expect(try remarks("split test 0.2\nload \"w.safetensors\"") == 1)
    #expect(try remarks("split test 0.2\nnormalize standard\nload \"w.safetensors\"") == 1)
    #expect(try remarks("load \"w.safetensors\"") == 0)
    #expect(try remarks("split test 0.2\ntrain 1\nload \"w.safetensors\"") == 0)
  }

  @Test func aFileOfWeightsTellsTheLayersThatAreMissing() throws {
    let folder = try TemporaryFolder()
    let runner = Runner(Host(files: FileAccess(folder: folder.path)))
    _ = try runAll("layer affine 2 3\nlayer relu\nlayer affine 3 1", in: runner)
    // Without metadata, as other programs write it.
    try Data(WeightFile.write(runner.state.tensors)).write(to: folder.url.appending(path: "w.safetensors"))
    _ = try runAll("reset", in: runner)
    func help(_ text: String) -> String? {
      let source = Source(name: "test", text: text)
      return runner.run(source.lines, of: source) { _ in }.failure?.help
    }
    #expect(
      help("load \"w.safetensors\"")
        == "its layers with weights are 'layer affine 2 3', 'layer affine 3 1'; declare them with what lies between them"
    )
    #expect(help("load \"v.safetensors\"") == "a file with a similar name exists: 'w.safetensors'")
  }

  @Test func resultsBesideATestPartSayWhichPartTheyAreOf() throws {
    let said = notes(try runAll(Self.network + "show loss\nsplit test 0.5\nshow loss\nshow accuracy\nshow loss row 1"))
    #expect(said.count { $0.hasPrefix("Loss: ") } == 1)
    #expect(said.contains { $0.hasPrefix("Loss on the training part: ") })
    #expect(said.contains { $0.hasPrefix("Accuracy on the training part: ") })
    #expect(said.contains { $0.hasPrefix("Loss on row 1: ") })
  }

  @Test func withoutALossOutputsAreNotCalledPredictions() throws {
    let network = "seed 1\ndata xor\nlayer affine 2 2\n"
    let captions = tables(try runAll("\(network)show predictions\nloss mse\nshow predictions")).map(\.caption)
    #expect(captions == ["Outputs: without a loss nothing tells what they predict.", "Predictions."])
  }
}
