import Language
import Outputs
import Testing

@testable import Session

/// How predictions of numbers are measured: shown, expected, logged, and as a reason to stop.
@Suite struct RegressionTests {
  /// Outputs 1, 2, 3, 4 for these targets: differences 1, 0, 2, 0.
  private let line =
    "data rows\n1 -> 2\n2 -> 2\n3 -> 5\n4 -> 4\nend\nlayer affine 1 1 weights ones biases zeros\nloss mse\n"
  /// Outputs 1 1 and 2 2: differences 0, 2 in the first column, 2, 0 in the other.
  private let plane =
    "data rows\n1 -> 1 3\n2 -> 4 2\nend\nlayer affine 1 2 weights ones biases zeros\nloss mse\n"

  @Test func theMeasuresAreThoseOfTheFormulas() throws {
    let session = Runner()
    #expect(
      notes(try runAll("\(line)show rmse\nshow mae\nshow r2", in: session)) == [
        "Root mean squared error: 1.1180.", "Mean absolute error: 0.7500.", "Coefficient of determination: 0.2593.",
      ])
    // The targets lie 1.25, 1.25, 1.75 and 0.75 from their mean.
    #expect(try session.rows(of: "r2") == [[1 - 5 / 6.75]] as [[Double]])
    // 1 - 4 / 4.5 and 1 - 4 / 0.5, which are 1/9 and -7.
    let mean = -31.0 / 9
    _ = try runAll("\(plane)expect mae = 1\nexpect r2 = \(mean) within 1e-15")
    #expect(complaint("\(line)expect r2 > 0.9")?.message == "r2 is 0.2592592592592593, expected > 0.9")
    // Of classes they are those of the probabilities.
    let classes = "data xor\nlayer affine 2 2 weights zeros biases zeros\nloss softmax_cross_entropy\n"
    #expect(
      notes(try runAll("\(classes)show mae\nshow r2")) == [
        "Mean absolute error: 0.5000.", "Coefficient of determination: 0.0000.",
      ])
  }

  @Test func aTrainingStopsByThem() throws {
    for (condition, contrary) in [("r2 > 0.5", "r2 <= 0.5"), ("mae < 0.72", "mae >= 0.72")] {
      let session = Runner()
      let said = notes(try runAll("\(line)train 10000 lr 0.01 until \(condition)\nexpect \(condition)", in: session))
      try #require(said.count == 2 && said[0].hasPrefix("Stopped before step ") && said[0].hasSuffix(": \(condition)."))
      // The step before was needed.
      let steps = session.state.stepsMade
      #expect(!notes(try runAll("\(line)train \(steps - 1) lr 0.01\nexpect \(contrary)")).isEmpty)
    }
  }

  private let split = "seed 1\ndata rows\n1 -> 2\n2 -> 3\n3 -> 5\n4 -> 9\n5 -> 11\n6 -> 14\nend\nsplit test 0.5\n"
  private let network = "layer affine 1 1 weights ones biases zeros\nloss mse\n"

  @Test func theTestPartHasItsOwn() throws {
    let session = Runner()
    _ = try runAll(split + network, in: session)
    let rows = try session.rows(of: "data test")
    try #require(rows.count == 3)
    let differences = rows.map { $0[1] - $0[0] }
    let mean = rows.map { $0[1] }.reduce(0, +) / 3
    let residue = differences.map { $0 * $0 }.reduce(0, +)
    let total = rows.map { ($0[1] - mean) * ($0[1] - mean) }.reduce(0, +)
    let wanted = [
      "test_rmse": (residue / 3).squareRoot(), "test_mae": differences.map(\.magnitude).reduce(0, +) / 3,
      "test_r2": 1 - residue / total,
    ]
    for (subject, value) in wanted {
      let found = try session.rows(of: subject)[0][0]
      #expect((found - value).magnitude < 1e-14, "\(subject)")
      #expect(try session.rows(of: String(subject.dropFirst(5)))[0][0] != found, "the other part has another")
    }
    #expect(
      notes(try runAll("show test_mae\nshow mae", in: session)).map { $0.prefix { $0 != ":" } } == [
        "Mean absolute error on the test part", "Mean absolute error on the training part",
      ])
    let said = notes(try runAll("train 100000 lr 0.01 log 1 until test_r2 > 0.8\nexpect test_r2 > 0.8", in: session))
    #expect(said.count == 2 && said[0].hasSuffix(": test_r2 > 0.8."))
    #expect(
      complaint("\(line)show test_r2") == Complaint("the data has no test part", at: "test_r2"))
    #expect(
      complaint("\(line)train 10 until test_mae < 1") == Complaint("the data has no test part", at: "test_mae"))
  }

  @Test func theLogAndTheRunsShowThem() throws {
    let session = Runner()
    let shown = tables(
      try runAll("\(split)\(network)train 4 lr 0.01 log 2\nkeep first\nshow runs\ncompare", in: session))
    #expect(shown[0].columns.map(\.heading) == ["step", "loss", "test loss", "test rmse", "test r2"])
    #expect(
      shown[1].columns.map(\.heading)
        == ["run", "training", "steps", "loss", "rmse", "r2", "test loss", "test rmse", "test r2"])
    let numbers = ["loss", "rmse", "r2", "test_loss", "test_rmse", "test_r2"]
    let values = try numbers.map { try session.rows(of: $0)[0][0] }
    #expect(shown[1].rows[0].dropFirst(3) == ArraySlice(values.map { .number($0, decimals: 4) }))
    #expect(
      shown[2].rows.map { $0[0] }
        == ["steps", "loss", "rmse", "r2", "test loss", "test rmse", "test r2"].map { .text($0) })
    #expect(shown[2].rows.dropFirst().map { $0[2] } == values.map { .number($0, decimals: 4) })
    // Two values are classes, of which accuracy tells more.
    let classes = "seed 1\ndata xor\nsplit test 0.5\nlayer affine 2 1\nloss mse\ntrain 2 lr 0.01 log 1"
    #expect(tables(try runAll(classes))[0].columns.map(\.heading) == ["step", "loss", "test loss", "test accuracy"])
  }
}
