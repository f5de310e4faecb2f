import Engine
import Outputs
import Testing

@testable import Session

/// A command that the user interrupts changes nothing, and says no more than that; a training keeps its whole steps.
@Suite struct InterruptedCommandTests {
  private static let network =
    "seed 1\ndata xor\nlayer affine 2 3\nlayer tanh\nlayer affine 3 1\nloss mse\ntrain 5 lr 0.1\n"

  /// Runs a command that is no longer wanted when it begins.
  private func interrupted(_ command: String, _ runner: Runner) throws -> [Output] {
    runner.host.interruption.request()
    defer { runner.host.interruption.request(false) }
    return try runAll(command, in: runner)
  }

  @Test(arguments: [
    "data digits 100", "layer affine 1 2", "shuffle", "take 2", "loss sse", "normalize", "seed 3", "reset", "undo",
    "rewind", "let a 1", "optimizer adam",
  ])
  func aChangeIsNotMade(_ command: String) throws {
    let runner = Runner()
    _ = try runAll(Self.network, in: runner)
    let (digest, commands) = (runner.state.digest, runner.state.transcript.commands.map(\.text))
    let said = notes(try interrupted(command, runner))
    #expect(said.count == 1 && said[0].hasPrefix("Interrupted"), "\(said)")
    #expect(said == ["Interrupted: nothing was changed."] || command == "undo")
    #expect(runner.state.digest == digest && runner.state.transcript.commands.map(\.text) == commands)
    #expect(runner.state.dataset?.name == "xor" && runner.state.stepsMade == 5)
    // And it is made when nobody interrupts it.
    _ = try runAll(command, in: runner)
    #expect(runner.state.transcript.commands.map(\.text) != commands)
  }

  @Test(arguments: ["show hidden full", "show W1", "predict 0 1", "plot loss", "expect loss < 9", "show confusion"])
  func nothingIsShown(_ command: String) throws {
    let runner = Runner()
    _ = try runAll(Self.network, in: runner)
    let count = runner.state.transcript.commands.count
    #expect(try interrupted(command, runner) == [.note("Interrupted.")])
    #expect(runner.state.transcript.commands.count == count)
    #expect(try runAll(command, in: runner).count == 1)
  }

  @Test func aTrainingThatMakesNoStepHasNotHappened() throws {
    let runner = Runner()
    _ = try runAll(Self.network, in: runner)
    #expect(try interrupted("train 100 lr 0.1", runner) == [.note("Interrupted: nothing was changed.")])
    #expect(runner.state.stepsMade == 5 && runner.state.transcript.commands.count == 7)
    #expect(notes(try runAll("undo", in: runner)) == ["Taken back: `train 5 lr 0.1`."])
    #expect(runner.state.stepsMade == 0)
  }

  @Test func theRestOfTheLinesIsNotRun() throws {
    let runner = Runner()
    _ = try runAll(Self.network, in: runner)
    #expect(try interrupted("let a 1\nlet b 2", runner) == [.note("Interrupted: nothing was changed.")])
    #expect(runner.state.facts.names.values.isEmpty)
  }

  // MARK: - What need not be computed

  @Test func rowsThatAreNotSeenAreNotMade() throws {
    let runner = Runner()
    let network =
      "seed 1\ndata spiral 1000\nlayer affine 2 3\nlayer relu\nlayer affine 3 3\nloss softmax_cross_entropy\n"
    for subject in ["hidden", "outputs", "predictions", "data"] {
      let some = try #require(tables(try runAll("\(network)show \(subject)\nreset")).first)
      let whole = try #require(tables(try runAll("\(network)show \(subject) full\nreset")).first)
      #expect(whole.rows.count == 1000 && whole.leftOut == nil)
      #expect(some.rows == Array(whole.rows.prefix(10) + whole.rows.suffix(10)) && some.leftOut?.missing == 980)
    }
    _ = runner
  }
}
