import Foundation
import Testing

@testable import Session

/// Figures that others have published or computed, of runs that no notebook of the project holds.
@Suite struct PublishedFigureTests {
  // MARK: - An article about a run that stands still

  private static func standing(_ hidden: String, _ weights: String) -> String {
    "seed 42\ndata xor\n\(hidden)\nloss softmax_cross_entropy\n".replacing("WEIGHTS", with: weights)
  }

  private static let twoUnits = """
    layer affine 2 2 weights WEIGHTS biases normal 1
    layer sigmoid
    layer affine 2 2 weights WEIGHTS biases normal 1
    """

  /// Eight published decimals, and the losses of the first and the last step.
  @Test func theRunThatStandsStillGivesThePublishedOutputs() {
    let published = """
      train 1 lr 0.01
      expect training_loss = 0.81700470 within 5e-9
      train 59999 lr 0.01
      expect training_loss = 0.69314706 within 5e-9
      expect predictions within 5e-9
      0.49939392 0.50060608
      0.49999954 0.50000046
      0.49999967 0.50000033
      0.50060626 0.49939374
      end
      """
    #expect(complaint(Self.standing(Self.twoUnits, "uniform 0 0.01") + published) == nil)
  }

  /// The same start leaves the plateau at larger rates.
  @Test(arguments: [
    [(6000, "0.01", "0.69314709"), (54000, "0.01", "0.69314706")], [(60000, "0.1", "0.04348047")],
    [(6000, "1", "0.01049316"), (54000, "1", "0.00008620")],
  ])
  func aLargerRateLeavesThePlateau(trainings: [(steps: Int, rate: String, loss: String)]) {
    let lines = trainings.map { "train \($0.steps) lr \($0.rate)\nexpect training_loss = \($0.loss) within 5e-9" }
    #expect(complaint(Self.standing(Self.twoUnits, "uniform 0 0.01") + lines.joined(separator: "\n")) == nil)
  }

  @Test(arguments: [("0.01", "0.692985"), ("0.1", "0.000553"), ("1", "0.000039")])
  func withTwoHiddenLayersTheRateDecides(rate: String, loss: String) {
    let layer = "layer affine 2 2 weights WEIGHTS biases normal 1"
    let network = Self.standing("\(layer)\nlayer sigmoid\n\(layer)\nlayer sigmoid\n\(layer)", "uniform 0 1")
    #expect(complaint(network + "train 60000 lr \(rate)\nexpect loss = \(loss) within 5e-7") == nil)
  }

  // MARK: - Four ReLU units and the squared error

  /// Of 500 seeds, how many of 2-2-1 with ReLU end below 1e-3 after 10,000 steps.
  @Test(arguments: [("torch", "weights torch biases torch", 122), ("", "weights he biases zeros", 124)])
  func asManyRunsConvergeAsElsewhere(family: String, start: String, converged: Int) throws {
    let runner = Runner(keepsPast: false)
    let count = try (0..<500).count { seed in
      _ = try runAll(Self.relu(2, "\(seed) \(family)", start) + Self.training, in: runner)
      return try runner.rows(of: "loss")[0][0] < 1e-3
    }
    #expect(count == converged)
  }

  /// The same of 2-4-1, and how many of its 2,000 hidden units are 0 on all rows at the start and at the end.
  @Test func asManyUnitsAreDeadAsElsewhere() throws {
    let runner = Runner(keepsPast: false)
    func deadUnits() throws -> Int {
      let hidden = try runner.rows(of: "hidden")
      return (0..<4).count { unit in hidden.allSatisfy { $0[unit] == 0 } }
    }
    var (atStart, atEnd, converged, convergedWithDead) = (0, 0, 0, 0)
    for seed in 0..<500 {
      _ = try runAll(Self.relu(4, "\(seed) torch", "weights torch biases torch"), in: runner)
      atStart += try deadUnits()
      _ = try runAll(Self.training, in: runner)
      let dead = try deadUnits()
      atEnd += dead
      guard try runner.rows(of: "loss")[0][0] < 1e-3 else { continue }
      converged += 1
      if dead > 0 { convergedWithDead += 1 }
    }
    #expect(atStart == 574 && atEnd == 693, "\(atStart), \(atEnd)")
    #expect(converged == 348 && convergedWithDead == 270, "\(converged), \(convergedWithDead)")
  }

  // MARK: - Runs side by side

  /// What two recorded reports say of their runs is what `Tests/Fixtures/make_numpy_runs.py` computes, in each decimal.
  @Test(arguments: [("digits", 3), ("optimizers", 6)])
  func recordedRunsAreThoseOfNumPy(notebook: String, count: Int) throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let computed = try String(contentsOf: tests.appending(path: "Fixtures/numpy_runs.txt"), encoding: .utf8)
      .split(separator: "\n").filter { $0.hasPrefix(notebook + " ") }
    try #require(computed.count == count)
    let report = try String(
      contentsOf: tests.deletingLastPathComponent().appending(path: "notebooks/\(notebook).md"), encoding: .utf8)
    let rows = report.split(separator: "\n").map { row in
      row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    for line in computed {
      let parts = line.dropFirst(notebook.count + 1).split(separator: ":")
      let name = parts[0].dropLast()
      let row = try #require(rows.first { $0.count > 2 && $0[0] == name }, "\(name)")
      let figures = try parts[1].split(separator: " ").map { String(format: "%.4f", try #require(Double($0))) }
      #expect(figures.count >= 2 && Array(row[3...]) == figures, "\(name)")
    }
  }

  private static let training = "train 10000 lr 0.1 log 10000"

  /// A new network of ReLU units in one hidden layer.
  private static func relu(_ units: Int, _ seed: String, _ start: String) -> String {
    """
    reset
    seed \(seed)
    data xor
    layer affine 2 \(units) \(start)
    layer relu
    layer affine \(units) 1 \(start)
    loss mse

    """
  }
}
