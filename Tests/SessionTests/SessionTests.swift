import Language
import Outputs
import Testing

@testable import Session

/// What commands do to a session and what they say.
@Suite struct SessionTests {
  private let network = """
    data xor
    layer affine 2 3 weights normal 1
    layer tanh
    layer affine 3 2
    loss softmax_cross_entropy

    """
  /// What the first training on the labels of XOR says.
  private static let oneHot = "The class labels of xor became one target column a class (one-hot)."

  @Test func rewindingGivesTheSameTrainingAgain() throws {
    let start = try digest(after: "seed 1\n\(network)")
    let trained = try digest(after: "seed 1\n\(network)train 100")
    let said = notes(
      try runAll("seed 1\n\(network)train 100\nshow digest\nrewind\nshow digest\ntrain 100\nshow digest"))
    #expect(
      said == [Self.oneHot] + [trained, start, trained].map { "Digest of the network: \($0)." })
    #expect(trained != start)
  }

  @Test func showingAndPredictingDrawNothing() throws {
    let looks =
      "show model\nshow hidden\nshow predictions\nshow gradients\npredict 0 1\nshow loss\nshow confusion\nplot loss\n"
      + "show digest\nshow history\ncompare\nexpect loss < 9\n"
    // A layer that draws in training must not draw where it is looked at.
    for start in ["seed 1\n\(network)", "seed 1\n\(network)layer dropout 0.5\n"] {
      let (draw, more) = ("train 3 batch 3\n", "layer affine 2 2 weights normal 1\ntrain 3 batch 3")
      let plain = try digest(after: start + draw + more)
      #expect(try digest(after: start + draw + looks + more) == plain)
      #expect(try digest(after: start + draw + "shuffle\n" + more) != plain, "what draws is noticed")
    }
  }

  @Test func whatAnExpectationSaysKeepsItsDigits() throws {
    let start = "data rows\n1 -> 0.50\nend\nlayer affine 1 1 weights zeros\nloss mse\nlet bound 0.30\n"
    let said = notes(try runAll("\(start)expect loss = 0.250 within 5e-8\nexpect loss < $bound # as a value"))
    #expect(said == ["As expected: loss = 0.250 within 5e-8.", "As expected: loss < 0.3."])
  }

  @Test func anExpectationByNameSaysTheValue() throws {
    let said = notes(
      try runAll(
        "data xor\nlayer affine 2 2 weights zeros\nlet least 0.50\nexpect outputs within $least\n"
          + "0.1 0\n0 0\n0 0\n0 0\nend\nexpect outputs\n0 0\n0 0\n0 0\n0 0\nend"))
    #expect(said == ["As expected: outputs, 8 numbers within 0.5.", "As expected: outputs, 8 numbers, exactly."])
  }

  @Test func adjacentAffineLayersAreRemarkedOn() throws {
    let layers = "seed 1\ndata xor\nlayer affine 2 3\nlayer tanh\nlayer affine 3 2\nlayer affine 2 2\n"
    let said = notes(try runAll("\(layers)loss mse\ntrain 1\ntrain 1"))
    let remark = "Layers 3 and 4 are affine with nothing between them: together they compute no more than "
    #expect(said == [Self.oneHot, remark + "one affine layer does."])
    #expect(notes(try runAll("seed 1\n\(network)train 1")) == [Self.oneHot])
  }

  @Test func aLossThatRisesIsRemarkedOn() throws {
    let rows = "data rows\n1 -> 1\n2 -> 3\nend\nlayer affine 1 1 weights zeros\nloss mse\n"
    // (w, b) goes from (0, 0) to (7, 4) and (-33, -21): the losses are 5, 162.5 and 5562.5.
    #expect(
      notes(try runAll("\(rows)train 3 lr 1")) == [
        "The loss rose from 5.0000 to 5562.5000: see 'diagnose'."
      ])
    #expect(notes(try runAll("\(rows)train 3 lr 0.01")) == [])
  }

  @Test func aConditionThatHoldsAtOnceStopsBeforeTheFirstStep() throws {
    let said = notes(try runAll("seed 1\n\(network)train 10 until loss > 0\ntrain 10 until accuracy >= 0"))
    #expect(said.suffix(2) == ["Stopped before step 1: loss > 0.", "Stopped before step 1: accuracy >= 0."])
    let epochs = notes(try runAll("seed 1\n\(network)train 10 epochs batch 2 log 1 until loss > 0"))
    #expect(epochs.last == "Stopped after step 2: loss > 0.")
  }

  @Test func aResetKeepsTheOptimizerAndItsSchedule() throws {
    let settings = "optimizer adam\nschedule step 5 0.5\n"
    let rest = "seed 1\n\(network)train 20 lr 0.1\nshow digest"
    let whole = try digest(after: settings + rest)
    #expect(try digest(after: "\(settings)layer affine 2 2 weights zeros\nreset\n\(rest)") == whole)
    #expect(try digest(after: "optimizer adam\n\(rest)") != whole)
    #expect(try digest(after: "schedule step 5 0.5\n\(rest)") != whole)
  }

  @Test func aMissingSeedIsSaidOnce() throws {
    let missing = "No seed was set, so the random stream starts from seed 0."
    #expect(notes(try runAll(network)) == [], "nothing has come of the weights yet")
    #expect(notes(try runAll("\(network)show W1\nshow W1")) == [missing])
    #expect(notes(try runAll("\(network)seed 3\nshow W1")) == [missing], "they were drawn before")
    #expect(notes(try runAll("seed 0\n\(network)show W1")).isEmpty)
    #expect(notes(try runAll("\(network)reset\nseed 1\n\(network)show W1")).isEmpty)
    #expect(notes(try runAll("layer affine 2 2 weights ones\nshow W1")).isEmpty)
  }

  @Test func oneHotTargetsAreExplainedOnce() throws {
    let said = notes(try runAll("seed 1\n\(network)train 1\ntrain 1"))
    #expect(said == [Self.oneHot])
  }

  @Test func stepsCountOnOverTrainingsUntilRewind() throws {
    let shown = tables(try runAll("seed 1\n\(network)train 2\ntrain 3\nshow history\nrewind\ntrain 1\nshow history"))
    func steps(_ table: Table) -> [Table.Value] { table.rows.map { $0[0] } }
    #expect(steps(shown[1]) == [3, 4, 5].map { .integer($0) })
    #expect(steps(shown[2]) == [1, 2, 3, 4, 5].map { .integer($0) })
    #expect(steps(shown[4]) == [.integer(1)])
  }

  @Test func aTrainingOnOneRowLeavesOtherRowsOut() throws {
    let one = "data rows\n0 1 -> 1\nend\n"
    let rest = "layer affine 2 1 weights constant 0.5\nloss mse\n"
    let ofOne = notes(try runAll("\(one)\(rest)train 10 lr 0.1\nshow digest"))
    #expect(notes(try runAll("data xor\n\(rest)train 10 lr 0.1 row 2\nshow digest")) == ofOne)
    #expect(notes(try runAll("data xor\n\(rest)train 10 lr 0.1 row 3\nshow digest")) != ofOne)
  }

  @Test func untilStopsWhenItHoldsAndSaysSoWhenItDoesNot() throws {
    let met = notes(try runAll("seed 1\n\(network)train 100000 lr 1 until loss < 0.1\nexpect loss < 0.1"))
    try #require(met.count == 3)
    let step = try #require(try /Stopped before step (\d+): loss < 0\.1\./.wholeMatch(in: met[1]).flatMap { Int($0.1) })
    #expect(met[0] == Self.oneHot && met[2] == "As expected: loss < 0.1.")
    // It is the first such step: one update fewer does not get there.
    #expect(complaint("seed 1\n\(network)train \(step - 1) lr 1\nexpect loss < 0.1") == nil)
    #expect(complaint("seed 1\n\(network)train \(step - 2) lr 1\nexpect loss >= 0.1") == nil)
    let unmet = notes(try runAll("seed 1\n\(network)train 2 until loss < 0.1"))
    #expect(unmet == [Self.oneHot, "loss < 0.1 did not come true in 2 steps."])
  }

  @Test func aFailedCommandChangesNothing() throws {
    let session = Runner()
    let before = notes(try runAll("seed 1\n\(network)train 10\nshow digest", in: session)).last
    for (command, message, place) in [
      ("layer affine 7 8", "layer takes 7 inputs but the layer before it gives 2", "7"),
      ("precision float32", "the precision must be chosen before the first layer", "precision float32"),
      ("train 10 row 9", "there is no row 9: the data has 4", "9"),
    ] {
      #expect(complaint(command, in: session) == Complaint(message, at: place))
    }
    #expect(notes(try runAll("show digest", in: session)) == [before])
    #expect(tables(try runAll("train 1", in: session)).first?.rows.first?.first == .integer(11))
  }

  @Test func aDivergenceKeepsTheLogAndTheLastFiniteWeights() throws {
    let session = Runner()
    let start = "data rows\n1 -> 1\n2 -> 3\nend\nlayer affine 1 1 weights ones\nloss mse\n"
    let source = Source(name: "test", text: start + "train 1000 lr 10")
    let result = session.said(source)
    let (failure, made) = (try #require(result.failure), session.state.stepsMade)
    #expect(
      Complaint(failure, in: source) == Complaint("loss became infinite at step \(made + 1)", at: "train 1000 lr 10"))
    #expect(failure.help == "lower the learning rate; the weights are those of step \(made), the last finite one")
    // The plan was a row every hundredth step; of the steps that were made the log holds every fifth, and the last.
    #expect((50..<100).contains(made))
    let log = try #require(tables(result.outputs).first)
    #expect(tables(result.outputs).count == 1)
    #expect(log.rows.map { $0[0] } == ([1] + Array(stride(from: 5, to: made, by: 5)) + [made]).map { .integer($0) })
    #expect(try digest(after: start + "train \(made) lr 10") == session.state.digest)
    #expect(session.state.network.weights(0).values.allSatisfy { $0.isFinite && $0.magnitude > 1e100 })
  }

  @Test func resetKeepsTheDataAndTheStream() throws {
    let session = Runner()
    _ = try runAll("seed 1\n\(network)train 1\nreset", in: session)
    #expect(
      complaint("show history", in: session)
        == Complaint("there is no history: the network has not been trained", at: "show history"))
    #expect(complaint("show model", in: session) == Complaint("there is no network yet", at: "show model"))
    #expect(try session.rows(of: "data") == [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]])
    // The stream goes on where it was: the same as for a third layer of the network.
    let third = Runner()
    _ = try runAll("seed 1\n\(network)layer affine 2 2 weights normal 1", in: third)
    _ = try runAll("layer affine 2 2 weights normal 1", in: session)
    #expect(try session.rows(of: "W1") == third.rows(of: "W3"))
    #expect(try session.rows(of: "W1") != third.rows(of: "W1"))
  }

  @Test func rewindingForgetsWhatTheOptimizerRemembers() throws {
    let training = "train 10 lr 0.1\nshow digest\n"
    let said = notes(try runAll("seed 1\noptimizer momentum 0.9\n\(network)\(training)rewind\n\(training)"))
    let digests = said.filter { $0.hasPrefix("Digest") }
    #expect(digests.count == 2 && digests[0] == digests[1])
    // It would have been another training with what it remembered.
    let kept = notes(try runAll("seed 1\noptimizer momentum 0.9\n\(network)train 10 lr 0.1\n\(training)")).last
    #expect(kept != digests[0])
  }

  @Test func newDataAndResetEndABatch() throws {
    let layers = network.dropFirst("data xor\n".count)
    let rest = "seed 3\ntrain 5 lr 0.1\nshow digest"
    let whole = notes(try runAll("seed 1\n\(network)\(rest)")).last
    #expect(notes(try runAll("seed 1\n\(network)batch 2 replace\ndata xor\n\(rest)")).last == whole)
    #expect(notes(try runAll("data xor\nbatch 2 replace\nreset\nseed 1\n\(layers)\(rest)")).last == whole)
    #expect(notes(try runAll("seed 1\n\(network)batch 2 replace\n\(rest)")).last != whole)
  }

  @Test func aRunKeptAgainIsReplacedAndNewDataForgetsAll() throws {
    let session = Runner()
    let kept = tables(
      try runAll("seed 1\n\(network)train 2\nkeep a\ntrain 3\nkeep b\ntrain 4\nkeep a\nshow runs", in: session))
    #expect(kept.last?.rows.map { [$0[0], $0[2]] } == [[.text("a"), .integer(9)], [.text("b"), .integer(5)]])
    let other = tables(try runAll("data xor\ntrain 1\nkeep c\nshow runs", in: session))
    #expect(other.last?.rows.map { $0[0] } == [.text("c")])
  }

  /// One weight and one bias for one row: a step takes the error e to e (1 - 4 lr).
  private static let oneRow = "data rows\n1 -> 1\nend\nlayer affine 1 1 weights zeros\nloss mse\n"

  @Test func aLossIsRemarkableFromTenfoldOn() throws {
    #expect(
      notes(try runAll("\(Self.oneRow)train 2 lr 1.25")) == [
        "The loss rose from 1.0000 to 16.0000: see 'diagnose'."
      ])
    #expect(notes(try runAll("\(Self.oneRow)train 2 lr 1")).isEmpty, "from 1 to 9")
  }

  @Test func aDivergenceIsCountedOverAllTrainings() throws {
    let error = #expect(throws: Diagnostic.self) { try runAll("\(Self.oneRow)train 3 lr 0.1\ntrain 10 lr 1e200") }
    #expect(error?.message == "loss became infinite at step 5")
    #expect(error?.help == "lower the learning rate; the weights are those of step 4, the last finite one")
  }

  @Test func aDifferenceAsLargeAsTheBoundCountsAsEqual() throws {
    let start = "layer affine 2 2 weights zeros\nexpect W1 within "
    let rows = "\n0.5 -0.5\n0 0.25\nend"
    #expect(notes(try runAll("\(start)0.5\(rows)")) == ["As expected: W1, 4 numbers within 0.5."])
    let error = #expect(throws: Diagnostic.self) { try runAll("\(start)0.25\(rows)") }
    #expect(error?.message == "W1, row 1, column 1 is 0, expected 0.5")
    #expect(error?.help == "2 of 4 numbers differ by more than 0.25")
  }

  @Test func aSingleNumberMayBeAsFarOffAsTheBoundSays() throws {
    let start = "data rows\n1 -> 0.5\nend\nlayer affine 1 1 weights zeros\nloss mse\n"
    #expect(
      notes(try runAll("\(start)expect loss = 0.5 within 0.25")) == ["As expected: loss = 0.5 within 0.25."])
    let error = #expect(throws: Diagnostic.self) { try runAll("\(start)expect loss = 0.5 within 0.125") }
    #expect(error?.message == "loss is 0.25, expected = 0.5 within 0.125")
  }

  @Test func theConfusionHasARowForEachTrueClass() throws {
    let session = Runner()
    let data = "data rows\n0 -> 0\n0 -> 0\n1 -> 1\nend\n"
    let always = "layer affine 1 1 weights zeros biases ones\nlayer sigmoid\nloss binary_cross_entropy"
    _ = try runAll(data + always, in: session)
    #expect(try session.rows(of: "confusion") == [[0, 2], [0, 1]])
  }

  @Test func rowsOfManyInputsAreCountedFromOne() throws {
    let start = "data digits 3\nlayer affine 64 3 weights zeros\nloss softmax_cross_entropy\n"
    let shown = tables(try runAll("\(start)show predictions\nshow predictions row 2"))
    #expect(shown[0].columns[0].heading == "row" && shown[0].rows.map { $0[0] } == [1, 2, 3].map { .integer($0) })
    #expect(shown[1].rows.map { $0[0] } == [.integer(2)])
  }

  @Test(arguments: ["normalize", "take 3", "shuffle"])
  func aBatchOutlivesAChangeOfItsRows(change: String) throws {
    func trained(_ first: String, _ second: String) throws -> String {
      try digest(after: "seed 1\n\(network)seed 2\n\(first)\n\(second)\ntrain 9")
    }
    let chosen = try trained("batch 2", change)
    #expect(try trained(change, "batch 2") == chosen)
    #expect(try trained(change, "digits 4") != chosen)
  }
}
