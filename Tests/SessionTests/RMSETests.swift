import Engine
import Language
import Outputs
import Testing

@testable import Session

/// The root mean squared error: its value, its needs, and as a reason to stop.
@Suite struct RMSETests {
  private let network = """
    data xor
    layer affine 2 3 weights normal 1
    layer tanh
    layer affine 3 2
    loss softmax_cross_entropy

    """

  @Test func theRootMeanSquaredErrorIsOverAllRowsAndColumns() throws {
    // Outputs 1 1 and 2 2, so differences 0, -2, -2 and 0: the root of 8/4, whatever the loss divides by.
    let numbers = "data rows\n1 -> 1 3\n2 -> 4 2\nend\nlayer affine 1 2 weights ones biases zeros\n"
    for loss in ["mse", "sse"] {
      let said = notes(
        try runAll("\(numbers)loss \(loss)\nshow rmse\nexpect rmse = \(2.0.squareRoot())\ndigits 2\nshow rmse"))
      #expect(said.first == "Root mean squared error: 1.4142." && said.last == "Root mean squared error: 1.41.")
    }
    // Zeros become shares of one half after softmax, and labels a column a class.
    let classes = "data xor\nlayer affine 2 2 weights zeros biases zeros\nloss softmax_cross_entropy\n"
    #expect(notes(try runAll("\(classes)show rmse")) == ["Root mean squared error: 0.5000."])
  }

  @Test func theRootMeanSquaredErrorNeedsALossThatFits() {
    let numbers = "data rows\n1 -> 0.5\nend\n"
    for start in ["", numbers, "\(numbers)layer affine 1 1\n", "\(numbers)layer affine 1 2\nloss mse\n"] {
      #expect(throws: Diagnostic.self) { try runAll("seed 1\n\(start)show rmse") }
    }
  }

  @Test func aTrainingStopsAsSoonAsItsRootMeanSquaredErrorIsSmall() throws {
    let session = Runner()
    let said = notes(try runAll("seed 1\n\(network)train 10000 lr 1 until rmse < 0.1\nexpect rmse < 0.1", in: session))
    #expect(said[1].hasPrefix("Stopped before step ") && said[1].hasSuffix(": rmse < 0.1."))
    // The step before was needed.
    let steps = session.state.stepsMade
    #expect(!notes(try runAll("seed 1\n\(network)train \(steps - 1) lr 1\nexpect rmse >= 0.1")).isEmpty)
    // Batches are looked at on all rows, for every row of the log.
    let epochs = notes(
      try runAll("seed 1\n\(network)train 9999 epochs lr 1 batch 2 log 1 until rmse < 0.1\nexpect rmse < 0.1"))
    #expect(epochs[1].hasPrefix("Stopped after step ") && epochs[1].hasSuffix(": rmse < 0.1."))
    // A training on one row is stopped by this row.
    let one = notes(try runAll("seed 1\n\(network)train 10000 lr 1 row 2 until rmse < 0.1\nexpect rmse >= 0.1"))
    #expect(one[1].hasPrefix("Stopped before step "))
  }

  @Test func theRootMeanSquaredErrorDoesNotDependOnThreads() throws {
    let start = "seed 1\ndata circles 500\nlayer affine 2 40\nlayer tanh\nlayer affine 40 1\nlayer sigmoid\nloss mse\n"
    let values = try [1, 2, 5].map { threads in
      let session = Runner(Host(threads: threads))
      _ = try runAll("\(start)train 20 lr 0.1 until rmse < 0.01", in: session)
      return try session.rows(of: "rmse")
    }
    #expect(values[0] == values[1] && values[0] == values[2])
  }
}
