import Engine
import Language
import Outputs
import Testing

@testable import Session

/// What trainings leave in the history, and the curves through it.
@Suite struct TrainingHistoryTests {
  private static let network =
    "seed 1\ndata xor\nlayer affine 2 3\nlayer tanh\nlayer affine 3 1\nlayer sigmoid\nloss mse\n"
  private static let spiral =
    "seed 1\ndata spiral 60\nsplit test 0.2\nlayer affine 2 8\nlayer tanh\nlayer affine 8 3\nloss softmax_cross_entropy\n"

  private func state(_ text: String) throws -> State {
    let runner = Runner()
    _ = try runAll(text, in: runner)
    return runner.state
  }

  private func rows(_ text: String) throws -> [Int] {
    try state(text).history.filter(\.isLogged).map(\.step)
  }

  @Test func aLongTrainingThatIsStoppedHasRowsOfItsSteps() throws {
    #expect(
      try rows(Self.network + "train 1000000000 lr 0.1 stop 23456") == [1] + stride(from: 2000, to: 23456, by: 2000) + [
        23456
      ])
    #expect(try rows(Self.network + "train 1000 lr 0.1") == [1] + stride(from: 100, through: 1000, by: 100))
    #expect(try rows(Self.network + "train 1000 lr 0.1 log 300 stop 800") == [1, 300, 600])
  }

  @Test func whatIsStoppedThereGivesTheLossOfItsLastStep() throws {
    let short = try state(Self.network + "train 5001 lr 0.1 log 5001")
    let stopped = try state(Self.network + "train 100000 lr 0.1 stop 5001")
    #expect(stopped.network == short.network)
    #expect(stopped.history.last?.step == 5001 && stopped.history.last?.loss == short.history.last?.loss)
    let said = try runAll(Self.network + "train 100000 lr 0.1 stop 5001\nexpect training_loss < 1\nshow training_loss")
    let loss = try #require(short.history.last?.loss)
    #expect(said.last == .note("Loss before the last update: \(short.shown(loss))."))
  }

  @Test func aSecondTrainingGoesOnWhereTheFirstWasStopped() throws {
    let points = try state(Self.network + "train 1000 lr 0.1 stop 30\ntrain 20 lr 0.1 log 20").lossCurves[0].points
    #expect(points.map(\.step) == Array(1...50))
  }

  @Test func theCurvesHaveTheNumbersOfTheLog() throws {
    let state = try state(Self.spiral + "train 200 lr 0.5 log 50")
    #expect(state.lossCurves.map(\.name) == ["loss", "test loss"])
    let curves = state.accuracyCurves
    #expect(curves.map(\.name) == ["accuracy", "test accuracy"])
    #expect(curves.allSatisfy { $0.points.map(\.step) == [1, 50, 100, 150, 200] })
    // At the last row the weights are those of a step before.
    let runner = Runner()
    _ = try runAll(Self.spiral + "train 199 lr 0.5", in: runner)
    func shown(_ subject: String) throws -> Output? { try runAll("show \(subject)", in: runner).last }
    let values = curves.map { state.shown($0.points[4].value) }
    #expect(try shown("accuracy") == .note("Accuracy on the training part: \(values[0])."))
    #expect(try shown("test_accuracy") == .note("Accuracy on the test part: \(values[1])."))
    #expect(values[0] != state.shown(curves[0].points[0].value))
  }

  @Test func accuracyOfEpochsIsThatAfterThem() throws {
    let state = try state(Self.spiral + "train 10 epochs lr 0.5 batch 8")
    let said = try runAll(Self.spiral + "train 10 epochs lr 0.5 batch 8\nshow accuracy")
    let last = try #require(state.accuracyCurves[0].points.last)
    #expect(said.last == .note("Accuracy on the training part: \(state.shown(last.value))."))
    #expect(last.epochs == 10 && last.countsEpochs && state.accuracyCurves[0].points.count == 10)
  }

  @Test func withBatchesAccuracyIsThatOfTheFirst250Rows() throws {
    let text = "seed 3\ndata blobs 1500 noise 0.5\nlayer affine 2 3\nloss softmax_cross_entropy\n"
    let state = try state(text + "train 300 lr 0.1 batch 10 log 300")
    let found = try #require(state.accuracyCurves.first)
    #expect(found.points.map(\.step) == [1, 300])
    let runner = Runner()
    _ = try runAll(text + "train 299 lr 0.1 batch 10\ntake 250", in: runner)
    let said = try runAll("show accuracy", in: runner).last
    #expect(said == .note("Accuracy: \(state.shown(found.points[1].value))."))
  }

  @Test func numbersHaveNoAccuracy() throws {
    let state = try state(
      "seed 1\ndata rows\n0 -> 0.5\n1 -> 1.5\n2 -> 2.7\nend\nlayer affine 1 1\nloss mse\ntrain 20 lr 0.1")
    #expect(state.accuracyCurves.isEmpty && state.history.allSatisfy { $0.accuracy == nil })
  }

  @Test func theHistoryOfManyTrainingsIsBounded() {
    func entry(_ step: Int, isLogged: Bool) -> LogEntry {
      LogEntry(
        step: step, epochs: 0, countsEpochs: false, loss: Double(step), isLogged: isLogged, isOnCurve: true)
    }
    var history = SharedArray((1...200_001).map { entry($0, isLogged: $0 % 2 == 1) })
    history.thin()
    let (rows, points) = (history.filter(\.isLogged).map(\.step), history.filter { !$0.isLogged }.map(\.step))
    #expect(rows.first == 1 && rows.last == 200_001 && rows.count == 50_001)
    #expect(Set(zip(rows, rows.dropFirst()).map { $1 - $0 }) == [4])
    #expect(points.count == 50_000 && Set(zip(points, points.dropFirst()).map { $1 - $0 }) == [4])
    #expect(history.map(\.step) == history.map(\.step).sorted())
    var few = SharedArray((1...60_000).map { entry($0, isLogged: false) })
    few.thin()
    #expect(few.count == 60_000)
  }

  @Test func aLogOfTooManyRowsSaysSo() throws {
    let said = notes(try runAll(Self.network + "train 100001 lr 0.1 log 1"))
    #expect(said.contains("The log keeps a row every 2 steps: more than 100000 are too many."))
    #expect(!notes(try runAll(Self.network + "train 2000 lr 0.1 log 1")).contains { $0.hasPrefix("The log keeps") })
  }
}
