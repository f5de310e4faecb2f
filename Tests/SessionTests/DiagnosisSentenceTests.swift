import Engine
import Language
import Outputs
import Testing

@testable import Session

/// What findings claim: no more than was measured, in numbers that are what they are said to be.
@Suite struct DiagnosisSentenceTests {
  private static let xor = "seed 1\ndata xor\nlayer affine 2 4\nlayer tanh\nlayer affine 4 1\n"

  /// Two inputs on different scales, and prices of 130 to 700.
  private static let prices =
    "seed 1\ndata rows\n50 2 -> 150\n60 2 -> 180\n75 3 -> 240\n80 3 -> 260\n95 4 -> 310\n100 3 -> 330\n120 4 -> 400\n"
    + "130 5 -> 440\n150 5 -> 520\n45 1 -> 130\n65 2 -> 200\n200 6 -> 700\nend\n"

  private static let large = "layer affine 2 8\nlayer relu\nlayer affine 8 1\nloss mse\ntrain 2000 lr 0.01\n"

  /// Moons whose loss goes round in six steps.
  private static let cycle =
    "seed 1\ndata moons 200\nlayer affine 2 8\nlayer relu\nlayer affine 8 1\nlayer sigmoid\nloss binary_cross_entropy\n"
    + "train 2000 lr 30\n"

  /// All that is said, the lines of cures included.
  private func said(_ commands: String) throws -> [String] {
    try runAll(commands).compactMap {
      switch $0 {
      case .note(let text), .text(let text): text
      default: nil
      }
    }
  }

  /// The sentence of a finding.
  private func sentence(_ kind: String, _ commands: String) throws -> String {
    try #require(said("\(commands)diagnose").first { $0.contains("(\(kind)): ") }, "\(kind)")
  }

  // MARK: - What is wrong

  @Test func aCycleIsToldWithItsRangeAndEndsAtASmallerRate() throws {
    let lines = try said("\(Self.cycle)diagnose try")
    #expect(
      lines.contains { $0.hasPrefix("Oscillation (oscillation): In the later half of the training the loss goes up") })
    #expect(lines.contains("rewind\ntrain 2000 lr 2"))
    #expect(lines.last?.hasPrefix("With lr 2: loss ") == true && lines.last?.hasSuffix("It helps.") == true)
  }

  /// The points of a cycle of three from which every other is lower in the last quarter on average: 1 2 3 1 2 3 …
  @Test func aCycleDoesNotFallWhereverItsPointsAre() throws {
    func course(_ losses: [Double], sameRows: Bool) throws -> LossCourse {
      let entries = losses.enumerated().map { step, loss in
        LogEntry(
          step: step + 1, epochs: 0, countsEpochs: false, loss: loss, isLogged: false, isOnCurve: true)
      }
      return try #require(LossCourse(entries, areMeans: false, isOfSameRows: sameRows))
    }
    let cycle = (0..<21).map { [3.0, 1, 2][$0 % 3] }
    #expect(try course(cycle, sameRows: true).isFalling == false)
    #expect(try course(cycle, sameRows: true).isShaking)
    // One that goes up and down on its way falls all the same.
    let falling = (0..<21).map { [3.0, 1, 2][$0 % 3] / Double($0 + 1) }
    #expect(try course(falling, sameRows: true).isFalling)
  }

  /// Every loss above that of the best single answer is told as one, even where it falls.
  @Test func aLossAboveTheBestSingleAnswerIsNotWell() throws {
    let layers = "seed 1\ndata xor\nlayer affine 2 4 weights normal 2\nlayer tanh\nlayer affine 4 1 weights normal 2\n"
    let lines = try said("\(layers)loss mse\ntrain 30 lr 0.01\ndiagnose")
    #expect(
      lines.last
        == "No cause was found, but the network does no better than one answer for all rows. After 30 steps the "
        + "loss is 2.5190, and the best single answer for all rows costs 0.2500; the loss still falls.")
  }

  @Test func equalUnitsAreCounted() throws {
    let layers =
      "seed 1\ndata xor\nlayer affine 2 4 weights constant 1\nlayer tanh\nlayer affine 4 1 weights constant 1\n"
    let text = try sentence("symmetric", "\(layers)layer sigmoid\nloss binary_cross_entropy\ntrain 500 lr 0.5\n")
    #expect(text.hasPrefix("Symmetric units (symmetric): All 4 units of hidden layer 1 are copies: each has the same "))
  }

  // MARK: - Cures

  /// Targets of a standard deviation of 162 curve the loss of two layers by 4 × 162: half of 2 over it is 0.0015.
  @Test func largeTargetsNeedASmallerRateToo() throws {
    let lines = try said("\(Self.prices)\(Self.large)diagnose try")
    #expect(
      lines.contains(
        "A cure to try: inputs of mean 0 and standard deviation 1, and a learning rate of 0.001 instead of 0.01."))
    #expect(lines.contains("normalize standard\nrewind\ntrain 2000 lr 0.001"))
    #expect(lines.last?.hasPrefix("With normalize standard and lr 0.001: loss ") == true)
    #expect(lines.last?.hasSuffix("It helps.") == true)
  }

  @Test func theRateStaysWhereItSuitsInputsOnOneScale() throws {
    let line =
      "data function \"0.01*x1\" 100 from -300 to 300\nlayer affine 1 8\nlayer tanh\nlayer affine 8 1\nloss mse\n"
    let lines = try said("seed 1\n\(line)train 1000 lr 0.05\ndiagnose")
    #expect(lines.contains("normalize standard\nrewind\ntrain 1000 lr 0.05"))
    #expect(lines.contains { $0.contains("(unscaled): The standard deviation of x1 is 172.9810: units get sums") })
    // Of a straight line the inputs alone make the curvature: 2 with mean squared errors, so that rates up to 1 will do.
    let steep = Self.prices + "layer affine 2 1\nloss mse\ntrain 20 lr 0.00015\n"
    #expect(try said("\(steep)diagnose").contains("normalize standard\nrewind\ntrain 20 lr 0.00015"))
  }

  // MARK: - No more than was measured

  @Test func aNumberIsNamedByWhatItIsToTheDigitsThatAreShown() throws {
    let plateau =
      "seed 42\ndata xor\nlayer affine 2 2 weights uniform 0 0.01 biases normal 1\nlayer sigmoid\n"
      + "layer affine 2 2 weights uniform 0 0.01 biases normal 1\nloss softmax_cross_entropy\ntrain 60000 lr 0.01\n"
    #expect(try sentence("plateau", plateau).contains("stands at 0.6931 = ln 2 since step 384: the network"))
    #expect(
      try sentence("plateau", "digits 8\n\(plateau)")
        .contains("stands at 0.69314706 since step 384, near ln 2 = 0.69314718: the network"))
  }

  @Test func theBoundOfATrapIsNamedAndNotTheLoss() throws {
    let trap =
      "seed 1\ndata xor\nlayer affine 2 2 weights he\nlayer relu\nlayer affine 2 1 weights he\nloss mse\ntrain 10000 lr 0.1\n"
    #expect(
      try sentence("plateau", trap).hasSuffix(
        "No network that cannot tell these rows apart gets below 0.1667 = 1/6, what the best answers for them cost."))
    // Before the loss is there, it is above the bound.
    let early = try sentence("plateau", "digits 12\n\(trap.replacing("10000", with: "300"))")
    #expect(early.hasSuffix("gets below 0.166666666667 = 1/6, what the best answers for them cost."))
  }

  @Test func noiseIsToldInFewWords() throws {
    let noise = "seed 5\ndata function \"0*x1\" 200 noise 1\nlayer affine 1 4\nlayer tanh\nlayer affine 4 1\nloss mse\n"
    #expect(
      try sentence("plateau", "\(noise)train 5000 lr 0.05\n").hasSuffix(
        "rows 1, 2, 3 and 79 more get about the same answer (-0.0978), rows 5, 7 and 43 more get about the same answer "
          + "(-0.2071) and 7 more groups of rows are answered alike, though their targets differ (1.1266, -1.0799, "
          + "-1.1475 and -0.4378). No network that cannot tell these rows apart gets below 0.8975, what the best answers "
          + "for them cost."))
  }

  @Test func whatIsLeftOfNoiseIsNotSaidToBeLearnable() throws {
    let line = "seed 1\ndata function \"x1\" 200 noise 0.5\nlayer affine 1 1\nloss mse\ntrain 2000 lr 0.1\n"
    #expect(
      try said("\(line)diagnose").last
        == "No cause was found, but the loss no longer falls. After 2000 steps the loss is 0.2283, and the best single "
        + "answer for all rows costs 0.4839: what is left may be noise, or beyond this network.")
  }

  @Test func saturatedOutputsAreASentence() throws {
    let layers = "data xor\nlayer affine 2 1 weights constant 100\nlayer sigmoid\nloss mse\ntrain 30 lr 0.1\n"
    #expect(try sentence("saturated", layers).hasSuffix("on 1 of 4 rows whose target it misses."))
  }

  // MARK: - No verdict

  @Test func findingsOfRowsThatHaveChangedAreNone() throws {
    let trained = "\(Self.xor)loss mse\ntrain 100 lr 0.1\n"
    for change in ["data and", "shuffle", "split", "take 2", "normalize"] {
      let refusal = try #require(complaint("\(trained)\(change)\nexpect findings = \"none\""), "\(change)")
      #expect(refusal.message == Diagnosis.otherData)
      #expect(try said("\(trained)\(change)\ndiagnose").last == "T\(Diagnosis.otherData.dropFirst()): train again.")
    }
    #expect(complaint("\(trained)shuffle\ntrain 5 lr 0.1\nexpect findings = \"none\"") == nil)
    #expect(complaint("\(trained)shuffle\nundo\nexpect findings = \"none\"") == nil)
    #expect(
      complaint("\(Self.xor)loss mse\nexpect findings = \"none\"")?.message
        == "there is no history: the network has not been trained")
  }

  // MARK: - One line after a training

  @Test func aTrainingThatEndsAboveTheBestSingleAnswerSaysSo() throws {
    let slow = "\(Self.xor)layer sigmoid\nloss binary_cross_entropy\n"
    let line = "The loss is 0.9364, and the best single answer for all rows costs 0.6931: see 'diagnose'."
    #expect(notes(try runAll("\(slow)train 1000 lr 0.0001")).last == line)
    #expect(notes(try runAll("\(slow)train 1000 lr 0.5")).isEmpty)
    #expect(notes(try runAll("\(slow)train 99 lr 0.001")).isEmpty)
    #expect(notes(try runAll("\(slow)train 100 lr 0.001")).count == 1)
    let digits =
      "seed 1\ndata digits 500\nlayer affine 64 20\nlayer relu\nlayer affine 20 10\nloss softmax_cross_entropy\n"
    let said = notes(try runAll("\(digits)train 20 epochs lr 5 batch 20")).last
    #expect(said == "The loss is 2.3809, and the best single answer for all rows costs 2.3026: see 'diagnose'.")
  }
}
