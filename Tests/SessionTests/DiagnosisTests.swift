import Engine
import Language
import Outputs
import Testing

@testable import Session

/// The numbers of findings, against figures of NumPy and of arithmetic, and what becomes of a session that is diagnosed.
@Suite struct DiagnosisTests {
  private static let plateau =
    "seed 42\ndata xor\nlayer affine 2 2 weights uniform 0 0.01 biases normal 1\nlayer sigmoid\n"
    + "layer affine 2 2 weights uniform 0 0.01 biases normal 1\nloss softmax_cross_entropy\ntrain 60000 lr 0.01\n"

  private static let trap =
    "seed 1\ndata xor\nlayer affine 2 2 weights he\nlayer relu\nlayer affine 2 1 weights he\nloss mse\ntrain 10000 lr 0.1\n"

  /// The sentence of a finding.
  private func sentence(_ kind: String, _ commands: String) throws -> String {
    try #require(notes(try runAll("digits 9\n\(commands)diagnose")).first { $0.contains("(\(kind)): ") }, "\(kind)")
  }

  private func words(_ commands: String) throws -> String {
    try #require(notes(try runAll("\(commands)show findings")).last)
  }

  // MARK: - Numbers

  /// NumPy: rate × |gradient| / |W1| is 2.3370784754e-06 after 60,000 steps, which makes 0.1402247 in as many.
  @Test func theMovementOnThePlateauIsThatOfTheGradient() throws {
    let said = try sentence("rate_too_small", Self.plateau)
    #expect(said.contains("each step moves W1 by 0.000002337 of its size, which makes 0.140224709 in 60000 steps"))
    #expect(said.contains("At rate 1 instead of 0.01 as many steps would make 14.022470852."))
    #expect(try sentence("plateau", Self.plateau).contains("0.693147065 since step 384, near ln 2 = 0.693147181: "))
  }

  /// NumPy: the root mean squares of the weights are 0.013518487, 0.009540089 and 0.012237003.
  @Test func weightsNearZeroAreToldWithTheirSize() throws {
    let layers =
      "seed 0\ndata xor\nlayer affine 2 4 weights normal 0.01\nlayer sigmoid\nlayer affine 4 4 weights normal 0.01\n"
      + "layer sigmoid\nlayer affine 4 2 weights normal 0.01\nloss softmax_cross_entropy\n"
    for rate in ["0.01", "1"] {
      let said = try sentence("small_weights", "\(layers)train 5000 lr \(rate)\n")
      #expect(said.contains("W1, W2 and W3 began near 0: those of W2 with a root mean square of 0.009540089, where"))
      #expect(said.contains("is 0.500000000."))
    }
  }

  /// NumPy: the gradient by the sums of the layers is 0.1391150 at the last and 4.731942e-06 at the first.
  @Test func aVanishingGradientIsToldByItsEnds() throws {
    let hidden = "layer affine 4 4 weights xavier\nlayer sigmoid\n"
    let said = try sentence(
      "vanishing",
      "seed 3\ndata xor\nlayer affine 2 4 weights xavier\nlayer sigmoid\n\(String(repeating: hidden, count: 5))"
        + "layer affine 4 2 weights xavier\nloss softmax_cross_entropy\ntrain 2000 lr 0.1\n")
    #expect(said.contains("of 0.139114983 at layer 7 and of 0.000004732 at layer 1, 0.000034015 of it"))
  }

  @Test func aRiseIsToldWithTheStableRate() throws {
    let said = try sentence(
      "divergence", "data rows\n1 -> 1\n2 -> 3\nend\nlayer affine 1 1 weights ones\nloss mse\ntrain 3 lr 1\n")
    // 2/N XᵀX = [[5, 3], [3, 2]], whose larger eigenvalue is (7 + √45) / 2.
    #expect(said.contains("rates up to 0.291796068, 2 over the curvature there; the rate is 1."))
    // The gradient by w is the mean of 2 (w x + b - t) x = -2.
    #expect(said.contains("The first step moves W1 by 2.000000000 of its own size."))
  }

  @Test func answersThatAreTheSameCostTheirSpread() {
    let third = AnswerCost(Matrix([[0], [0], [1]]), .binaryCrossEntropy)
    #expect((third.costOfOne - 0.6365141682948128).magnitude < 1e-12)
    #expect((AnswerCost(Matrix([[0], [0], [1]]), .meanSquaredError).costOfOne - 2.0 / 9).magnitude < 1e-15)
    #expect((AnswerCost(Matrix([[0], [0], [1]]), .sumOfSquaredErrors).costOfOne - 1.0 / 3).magnitude < 1e-15)
    let classes = AnswerCost(Matrix([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]]), .softmaxCrossEntropy)
    #expect((classes.costOfOne - 1.0397207708399179).magnitude < 1e-12)
    #expect(classes.nameOfOne == "the entropy of the classes")
    let xor = AnswerCost(Matrix([[1, 0], [0, 1], [0, 1], [1, 0]]), .softmaxCrossEntropy)
    #expect(xor.nameOfOne == "ln 2" && (xor.cost(of: [[0], [1, 2, 3]]) - 0.4773856262211096).magnitude < 1e-12)
    func fraction(_ value: Double) -> String? { AnswerCost.fraction(value) { formatted($0, decimals: 9) } }
    #expect(fraction(1.0 / 6) == "1/6" && fraction(0.375) == "3/8")
    #expect(fraction(0.1234) == nil && fraction(2) == nil && fraction(0.375_000_1) == nil)
  }

  @Test func aTrapNamesItsRowsAndItsDeadUnit() throws {
    let said = try sentence("plateau", Self.trap)
    #expect(
      said.contains(
        "stands at 0.166666667 = 1/6 since step 64: rows 1, 2 and 4 get about the same answer (0.333333333)"))
    #expect(
      try sentence("dead_at_start", Self.trap).contains("Unit 2 of hidden layer 1, which has 2, gives 0 on all 4 rows"))
  }

  /// The unit is dead from the first step on whose parameters it is silent for all rows.
  @Test func aUnitThatDiedIsToldWithItsStep() throws {
    let layers = Self.trap.replacing("seed 1", with: "seed 6").replacing("train 10000 lr 0.1\n", with: "")
    let said = try sentence("died", "\(layers)train 10000 lr 0.1\n")
    let step = try #require(said.firstMatch(of: /since step (\d+) at the latest/).flatMap { Int($0.1) })
    func sum(_ training: String) throws -> Double {
      let session = Runner()
      _ = try runAll("\(layers)\(training)", in: session)
      return try session.rows(of: "hidden").map { $0[0] }.reduce(0, +)
    }
    // The parameters of a step are those before its update.
    #expect(try sum("train \(step - 1) lr 0.1") == 0)
    #expect(try sum("") > 0)
  }

  @Test func roundRatesAreNotAboveWhatTheyCameFrom() {
    let rates = [(0.01, 0.01), (0.0999, 0.05), (0.3, 0.2), (7, 5), (1, 1), (23, 20), (0.000_012, 0.000_01)]
    for (rate, round) in rates { #expect(roundRate(atMost: rate) == round, "\(rate)") }
  }

  // MARK: - Trying

  @Test func aTrialIsWhatIsTypedAndChangesNothing() throws {
    let session = Runner()
    _ = try runAll(Self.plateau, in: session)
    let (digest, steps) = (session.state.digest, session.state.stepsMade)
    let said = notes(try runAll("diagnose try", in: session)).last
    #expect(session.state.digest == digest && session.state.stepsMade == steps)
    _ = try runAll("rewind\ntrain 60000 lr 1", in: session)
    let loss = try session.rows(of: "loss")[0][0]
    #expect(
      said == "With lr 1: loss \(formatted(loss, decimals: 4)) instead of 0.6931 after 60000 steps. It helps.")
    #expect(loss < 1e-3)
  }

  @Test func everyCureCanBeTyped() throws {
    let session = Runner()
    let outputs = try runAll("\(Self.trap)diagnose try", in: session)
    let cure = try #require(outputs.compactMap { if case .text(let text) = $0 { text } else { nil } }.last)
    #expect(cure.hasPrefix("reset\nseed 1\nlayer affine 2 16 weights he\nlayer relu\n"))
    _ = try runAll(cure, in: session)
    #expect(try session.rows(of: "loss")[0][0] < 1e-10)
  }

  @Test func aTrialThatIsInterruptedEndsWell() throws {
    let session = Runner()
    _ = try runAll(Self.plateau, in: session)
    let digest = session.state.digest
    let host = session.host
    var looks = 0
    host.observer = { position in
      looks += 1
      #expect(position.steps == 60_000)
      host.interruption.request()
    }
    let said = notes(try runAll("diagnose try", in: session))
    host.interruption.request(false)
    #expect(looks > 0 && said.last == "Interrupted: not every cure was tried to its end.")
    #expect(session.state.digest == digest && session.state.stepsMade == 60_000)
  }

  /// A cure is tried for 100,000 steps at most, and says so.
  @Test func aTrialIsBounded() throws {
    let long = Self.plateau.replacing("train 60000", with: "train 150000").replacing("lr 0.01", with: "lr 0.001")
    let said = notes(try runAll("\(long)diagnose try")).last
    #expect(said?.contains("after 100000 steps, which is as long as a cure is tried. It ") == true, "\(said ?? "")")
  }

  @Test func aLoadedNetworkIsDiagnosedByTheWeightsItWasLoadedWith() throws {
    let folder = try TemporaryFolder()
    let session = Runner(Host(files: FileAccess(folder: folder.path)))
    let layers = Self.trap.replacing("train 10000 lr 0.1\n", with: "")
    let saved = "\(layers)save \"x.safetensors\"\nreset\n\(layers.replacing("seed 1", with: "seed 9"))"
    let said = try runAll("\(saved)load \"x.safetensors\"\ntrain 10000 lr 0.1\ndiagnose try", in: session)
    #expect(notes(said).contains { $0.hasPrefix("Units dead at the start (dead_at_start): Unit 2 of hidden layer 1") })
    #expect(notes(said).last?.hasSuffix("It helps.") == true)
  }

  @Test func aCureThatDoesNotHelpIsToldSo() throws {
    // Rows with the same inputs and different targets: nothing can learn them, and nothing is said to be wrong.
    let rows = "seed 1\ndata rows\n0 1 -> 0\n0 1 -> 1\n1 0 -> 1\n1 0 -> 0\nend\n"
    let layers = "layer affine 2 4\nlayer tanh\nlayer affine 4 1\nloss mse\ntrain 2000 lr 0.1\n"
    #expect(try words(rows + layers) == "Findings: none.")
    #expect(notes(try runAll("\(rows)\(layers)diagnose try")).last == "There is no cure to try.")
  }

  // MARK: - What it needs

  @Test func whatIsMissingIsSaid() {
    #expect(complaint("diagnose")?.message == "there is no network yet")
    #expect(complaint("layer affine 2 2\ndiagnose")?.message == "there is no data yet")
    #expect(complaint("data xor\nlayer affine 2 2\ndiagnose")?.message == "there is no loss yet")
    #expect(
      complaint("data xor\nlayer affine 2 2\nloss mse\ndiagnose")?.message
        == "there is no history: the network has not been trained")
  }

  @Test func otherDataThanThatOfTheTrainingGivesNoVerdict() throws {
    for change in ["data and\n", "shuffle\n"] {
      #expect(notes(try runAll("\(Self.trap)\(change)diagnose")).last?.hasPrefix("The data has changed") == true)
    }
    #expect(try words("\(Self.trap)shuffle\ntrain 1000 lr 0.1\n") == "Findings: plateau dead_at_start.")
  }

  @Test func itWorksInSinglePrecisionAndAfterSeveralTrainings() throws {
    #expect(try words("precision float32\n\(Self.trap)") == "Findings: plateau dead_at_start.")
    let halves = Self.trap.replacing("train 10000", with: "train 5000")
    #expect(try words("\(halves)train 5000 lr 0.1\n") == "Findings: plateau dead_at_start.")
    let cure = try runAll("\(halves)train 5000 lr 0.1\ndiagnose").compactMap {
      if case .text(let text) = $0 { text } else { nil }
    }
    #expect(cure.last?.hasSuffix("train 10000 lr 0.1") == true)
  }

  @Test func aDivergedTrainingOfANotebookCanBeDiagnosed() throws {
    let source = Source(
      name: "test",
      text:
        "```nnb expect=error\ndata xor\nlayer affine 2 1\nloss mse\ntrain 1000 lr 50\n```\n\n```nnb\ndiagnose\n```\n")
    let notebook = try Notebook.read(source).notebook
    let results = Runner(Host(), of: notebook).cells(of: notebook)
    #expect(results.compactMap(\.failure).isEmpty)
    #expect(notes(results[1].outputs)[0].hasPrefix("Divergence (divergence): In step "))
  }

  // MARK: - One line after a training

  @Test func aTrainingThatStandsStillSaysSoInOneLine() throws {
    #expect(notes(try runAll(Self.trap)).last == "The loss stands at 0.1667 = 1/6 since step 64: see 'diagnose'.")
    #expect(notes(try runAll(Self.plateau)).last?.contains("= ln 2 since step ") == true)
    let good = Self.trap.replacing("affine 2 2", with: "affine 2 8").replacing("affine 2 1", with: "affine 8 1")
    #expect(notes(try runAll(good)).isEmpty)
  }
}
