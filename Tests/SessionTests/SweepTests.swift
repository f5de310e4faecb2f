import Engine
import Foundation
import Language
import Outputs
import Testing

@testable import Session

/// Sweeps: what their runs give is what the same commands give alone, and what is counted of them is so.
@Suite struct SweepTests {
  /// Two units or four, PyTorch's initial weights, as in the article on XOR.
  private static func relu(_ head: String, steps: Int = 2000) -> String {
    """
    data xor
    sweep \(head)
      seed $seed torch
      layer affine 2 $hidden weights torch biases torch
      layer relu
      layer affine $hidden 1 weights torch biases torch
      loss mse
      train \(steps) lr 0.1
      expect loss < 1e-3
    end

    """
  }

  private func sweep(_ text: String, threads: Int? = nil) throws -> (sweep: Sweep, runner: Runner, said: [String]) {
    let runner = Runner(Host(threads: threads))
    let outputs = try runAll(text, in: runner)
    return (try #require(runner.state.sweep), runner, notes(outputs))
  }

  // MARK: - The same as alone

  /// Blocks with whatever is drawn, remembered, looked at and stopped.
  static let blocks = [
    "seed $seed\nlayer affine 2 3 weights normal 1\nlayer tanh\nlayer affine 3 1\nloss mse\ntrain 60 lr $lr",
    "seed $seed torch\nlayer affine 2 4 weights he\nlayer relu\nlayer affine 4 2\nloss softmax_cross_entropy\n"
      + "optimizer adam\ntrain 40 lr $lr until loss < 0.6",
    "precision float32\nseed $seed\nlayer affine 2 5 weights xavier\nlayer sigmoid\nlayer affine 5 1\nlayer sigmoid\n"
      + "loss binary_cross_entropy\noptimizer momentum 0.9 clip 0.5\nschedule step 10 0.5\ntrain 30 lr $lr\ntrain 10 lr $lr",
    "seed $seed\nlayer affine 2 6 weights lecun\nlayer dropout 0.3\nlayer elu 1\nlayer affine 6 1\nloss sse\n"
      + "train 20 lr $lr",
    "seed $seed\nlayer affine 2 3 weights normal 1\nlayer batch_norm\nlayer tanh\nlayer affine 3 1\nloss mse\n"
      + "train 12 epochs lr $lr batch 2",
    "seed $seed\nlayer affine 2 4 weights normal 1\nlayer tanh\nlayer affine 4 1\nloss mse\n"
      + "train 300 lr $lr batch 3 fixed until loss < 0.1",
    "seed $seed\nsplit test 0.25\nlayer affine 2 3 weights he\nlayer softplus\nlayer affine 3 1\nloss mse\n"
      + "train 50 lr $lr patience 2 log 5\ntrain 3 lr 1e200",
  ]

  @Test(arguments: blocks.indices) func everyRunIsTheSameAsAlone(index: Int) throws {
    let block = Self.blocks[index]
    let text = "data xor\nseed 9\nsweep seed 0..4 lr 0.01..1 log 4\n\(block)\nend"
    let (one, _, _) = try sweep(text, threads: 1)
    let (two, _, _) = try sweep(text, threads: 3)
    #expect(one.runs == two.runs && one.points.count == 20)
    for (point, run) in zip(one.points, one.runs) {
      let alone = Runner()
      let commands = block.replacing("$seed", with: point[0].shown).replacing("$lr", with: point[1].shown)
      _ = try? runAll("data xor\nseed 9\n" + commands, in: alone)
      let run = try #require(run)
      #expect(run.digest == alone.state.network.digest && run.steps == alone.state.stepsMade, "\(commands)")
      if case .diverged = run.ending { continue }
      #expect(run.training?.loss == (try alone.rows(of: "loss"))[0][0])
      #expect(run.curve.last == alone.state.history.last { $0.isOnCurve }.map { .init(x: Double($0.step), y: $0.loss) })
    }
  }

  /// A3's table and what it says of dead units, reproduced by PyTorch.
  @Test func theArticlesFiguresAreMet() throws {
    let (made, _, said) = try sweep(Self.relu("seed 0..499 hidden 4", steps: 10_000))
    let runs = made.runs.compactMap { $0 }
    let converged = runs.filter { $0.ending == .converged }
    #expect(said == ["Made 500 runs. Of these 348 converged and 152 got stuck."])
    #expect(runs.reduce(0) { $0 + $1.deadAtStart } == 574)
    #expect(runs.reduce(0) { $0 + $1.deadAtEnd } == 693)
    #expect(runs.reduce(0) { $0 + $1.died } == 693 - 574)  // none comes back to life
    #expect(converged.count { $0.deadAtEnd > 0 } == 270)
    let plateaus = Set(made.combinations[0].stuck.map { Int((1 / $0).rounded()) })
    #expect(plateaus == [4, 6, 8])
  }

  /// Every expectation has to hold, and they count before the `until` of a training.
  @Test func allExpectationsHaveToHold() throws {
    let (made, _, _) = try sweep(
      """
      data xor
      seed 1
      sweep bound 1e9 0 twice 1e9 0
        layer affine 2 1
        loss mse
        train 3 until loss < 1e9
        expect loss < $bound
        expect loss < $twice
      end
      """)
    #expect(made.runs.map { $0?.ending == .converged } == [true, false, false, false])
    #expect(made.criterion == "loss < $bound, and loss < $twice")
  }

  // MARK: - What it leaves behind

  @Test func theSessionStaysAsItWas() throws {
    let runner = Runner()
    _ = try runAll("data xor\nseed 3\nlayer affine 2 2 weights normal 1\nlet hidden 7", in: runner)
    let (digest, stream) = (runner.state.digest, runner.state.stream)
    _ = try runAll(
      "sweep hidden 2 3\nlayer affine 2 $hidden weights normal 1\nloss mse\ntrain 5\nend\nset W1[1,1] $hidden",
      in: runner)
    #expect(runner.state.stream == stream && runner.state.facts.layers.count == 1)
    #expect(Set(runner.state.sweep?.runs.compactMap { $0?.digest } ?? []).count == 2)
    #expect(try runner.rows(of: "W1")[0][0] == 7)
    _ = try runAll("undo", in: runner)
    #expect(runner.state.digest == digest && runner.state.sweep != nil)
    _ = try runAll("undo", in: runner)
    #expect(runner.state.sweep == nil)
    #expect(complaint("show sweep", in: runner)?.message == "no sweep was made")
  }

  @Test func withoutASeedItIsSaidOnce() throws {
    let block = "layer affine 2 2 weights normal 1\nend"
    #expect(
      notes(try runAll("data xor\nsweep n 1 2\nlayer affine 2 $n weights normal 1\nend"))
        == ["No seed was set, so the random stream starts from seed 0.", "Made 2 runs."])
    #expect(notes(try runAll("data xor\nsweep seed 1 2\nseed $seed\n" + block)) == ["Made 2 runs."])
    #expect(notes(try runAll("data xor\nsweep n 1 2\nlayer affine 2 $n weights constant 0\nend")) == ["Made 2 runs."])
  }

  // MARK: - What is counted

  @Test func runsAreToldByHowTheyEnded() throws {
    let (made, runner, said) = try sweep(
      """
      data xor
      sweep lr 1e-9 0.1 1e200 seed 1..3
        seed $seed
        layer affine 2 4 weights normal 1
        layer tanh
        layer affine 4 1 weights normal 1
        loss mse
        train 2000 lr $lr until loss < 0.001
      end
      """)
    #expect(
      said == [
        "Made 9 runs of 3 combinations. Of these 3 converged, 3 got stuck and 3 diverged."
      ])
    #expect(try runner.rows(of: "sweep") == [[3, 0, 3, 0, 0], [3, 3, 0, 0, 0], [3, 0, 0, 0, 3]])
    for (measure, values) in [
      ("converged", [0, 3, 0]), ("stuck", [3, 0, 0]), ("diverged", [0, 0, 3]), ("rate", [0, 1, 0]),
    ] {
      #expect(try runner.rows(of: "sweep \(measure)").map { $0[0] } == values.map(Double.init))
    }
    #expect(try runner.rows(of: "sweep rate where lr 0.1") == [[1]])
    #expect(made.combinations[2].runs.allSatisfy { $0.training == nil && !$0.curve.isEmpty })
    #expect(try runner.rows(of: "sweep loss where lr 1e200")[0][0].isNaN)
    #expect(notes(try runAll("expect sweep diverged where lr 1e200 = 3", in: runner)).count == 1)
    #expect(complaint("expect sweep diverged where lr 7 = 3", in: runner) == Complaint("'lr' was never 7", at: "7"))
    #expect(
      complaint("show sweep where seed 1", in: runner)
        == Complaint("the sweep has no combinations by 'seed'", at: "seed"))
    #expect(complaint("expect sweep converged = 3", in: runner)?.message == "only a single number can be compared")
    let steps = made.combinations[1].runs.map(\.steps).sorted()
    #expect(try runner.rows(of: "sweep steps where lr 0.1") == [[Double(steps[1])]])
    #expect(steps[2] < 2000)
  }

  @Test func withoutAQuestionNothingHasConverged() throws {
    let runner = Runner()
    _ = try runAll("data xor\nsweep n 1 2\nlayer affine 2 $n\nend", in: runner)
    #expect(
      complaint("expect sweep converged where n 1 = 3", in: runner)?.message
        == "the runs were asked for nothing, so none has converged")
    #expect(runner.state.sweep?.criterion == nil)
  }

  /// Numbers of statsmodels 0.14, `proportion_confint(…, method="wilson")`.
  @Test func intervalsAreWilsons() {
    for (successes, trials, lower, upper) in [
      (122, 500, 0.20839885546022197, 0.2835048068560928), (348, 500, 0.6543133215963362, 0.7346979369427353),
      (0, 10, 0.0, 0.27753279986288926), (10, 10, 0.7224672001371106, 1.0),
      (3, 7, 0.15821985525146964, 0.7495416354723428),
    ] {
      let interval = WilsonInterval(successes, of: trials)
      #expect((interval.lower - lower).magnitude < 1e-12 && (interval.upper - upper).magnitude < 1e-12)
    }
  }

  @Test func theMiddleOfAnEvenNumberIsTheMeanOfTwo() {
    #expect(median([]) == nil && median([3]) == 3 && median([1, 2, 5]) == 2 && median([1, 2, 4, 9]) == 3)
  }

  @Test func dataThatNoLongerFitsTheNetworkGivesNoResults() throws {
    let (made, _, _) = try sweep(
      "seed 1\nsweep h 2 3\ndata xor\nlayer affine 2 $h\nlayer relu\nlayer affine $h 1\nloss mse\ntrain 5\ndata parity 4\nend"
    )
    #expect(made.runs.allSatisfy { $0?.training == nil && $0?.steps == 5 })
  }

  /// A network that takes the place of another is looked at anew.
  @Test func deadUnitsAreThoseOfTheLastNetwork() throws {
    let net =
      "layer affine 2 3 weights constant W\nlayer relu\nlayer affine 3 1 weights constant 1\nloss mse\ntrain 1 lr 1e-9\n"
    let (made, _, _) = try sweep(
      "data and\nsweep n 1 2\nlet m $n\n\(net.replacing("W", with: "-1"))reset\n\(net.replacing("W", with: "1"))end")
    #expect(made.runs.allSatisfy { $0?.deadAtStart == 0 && $0?.died == 0 })
  }

  // MARK: - The best

  /// A run whose numbers ran away has not converged, and is no worse for its combination than that.
  @Test func aDivergedRunCountsAsOneThatHasNotConverged() throws {
    let (made, runner, _) = try sweep(
      """
      data xor
      sweep steps 300 100 lr 0.1 1e200
        seed 1
        layer affine 2 4 weights normal 1
        layer tanh
        layer affine 4 1 weights normal 1
        loss mse
        train $steps lr $lr until loss < 0.01
      end
      """)
    let ranking = SweepRanking(made)
    let values = made.combinations.map(ranking.value)
    #expect(values == [1, 0, 1, 0] || values == [1, 0, 0, 0])
    guard case .note(let sentence)? = try runAll("show best", in: runner).first else {
      Issue.record("it says which is best")
      return
    }
    #expect(sentence.contains("lr 0.1, with a rate of runs that converged of 1.0000"))
  }

  @Test func theBestIsGivenAsCommands() throws {
    let (_, runner, _) = try sweep(
      """
      data moons 60 seed 1
      split test 0.5
      sweep lr 0.0001 0.5 seed 1 2
        seed $seed
        layer affine 2 6 weights he # units
        layer tanh
        layer affine 6 2
        loss softmax_cross_entropy
        train 300 lr $lr
      end
      """)
    let outputs = try runAll("show best", in: runner)
    guard case .text(let commands)? = outputs.last, case .note(let sentence)? = outputs.first else {
      Issue.record("it is a sentence and commands")
      return
    }
    #expect(sentence.hasPrefix("Best is lr 0.5, with a median test accuracy of "))
    #expect(commands.hasPrefix("seed ") && commands.hasSuffix("loss softmax_cross_entropy\ntrain 300 lr 0.5"))
    let best = try #require(runner.state.sweep?.runs.compactMap { $0 }.dropFirst(2))
    let alone = Runner()
    _ = try runAll("data moons 60 seed 1\nsplit test 0.5\n" + commands, in: alone)
    let right = best.max {
      ($0.test?.accuracy ?? 0, -($0.test?.loss ?? 0)) < ($1.test?.accuracy ?? 0, -($1.test?.loss ?? 0))
    }
    #expect(alone.state.network.digest == right?.digest)
    let seed = try #require(commands.firstMatch(of: #/seed (\d)/#)?.1)
    #expect(notes(try runAll("expect best = \"lr 0.5, seed \(seed)\"", in: runner)).count == 1)
  }

  @Test func theTableHasAllDigits() throws {
    let folder = try TemporaryFolder()
    let runner = Runner(Host(files: FileAccess(folder: folder.path)))
    _ = try runAll(Self.relu("seed 0..2 hidden 2 3", steps: 100) + "save sweep \"runs.csv\"", in: runner)
    let lines = try folder.read("runs.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(lines.count == 7 && lines.allSatisfy { $0.count == lines[0].count })
    let places = Dictionary(uniqueKeysWithValues: lines[0].enumerated().map { (String($1), $0) })
    for (line, run) in zip(lines.dropFirst(), runner.state.sweep?.runs ?? []) {
      #expect(Double(line[places["loss"]!]) == run?.training?.loss)
      #expect(UInt64(line[places["digest"]!], radix: 16) == run?.digest)
    }
    // It is replaced, and another's table is not.
    _ = try runAll("save sweep \"runs.csv\"", in: runner)
    try folder.write("a,b\n1,2\n", to: "mine.csv")
    #expect(
      complaint("save sweep \"mine.csv\"", in: runner)
        == Complaint("there is a file 'mine.csv' already that no sweep has written", at: "\"mine.csv\""))
    _ = try runAll("save sweep \"mine.csv\" replace", in: runner)
    #expect(try folder.read("mine.csv").hasPrefix("run,seed,hidden,"))
  }

  // MARK: - Interrupts

  @Test func anInterruptedSweepKeepsWhatIsDone() throws {
    let runner = Runner(Host(threads: 2))
    runner.host.observer = { [host = runner.host] progress in
      if let runs = progress.runs, runs.done >= 2 { host.interruption.request() }
    }
    let text = """
      data digits 200
      sweep seed 0..9
        seed $seed
        layer affine 64 20 weights he
        layer relu
        layer affine 20 10
        loss softmax_cross_entropy
        train 50 epochs lr 0.1 batch 20
      end
      """
    let said = notes(try runAll(text, in: runner))
    let sweep = try #require(runner.state.sweep)
    #expect((2...5).contains(sweep.made.count))
    #expect(said == ["Interrupted: made \(sweep.made.count) of 10 runs."])
    runner.host.interruption.request(false)
    runner.host.observer = { _ in }
    let (whole, _, _) = try self.sweep(text)
    for made in sweep.made { #expect(made.run == whole.runs[made.index]) }
    // What is written down makes the same runs, and no others.
    let written = try #require(runner.state.transcript.commands.last?.text)
    #expect(written.contains("sweep seed 0..9 runs "))
    let (again, _, _) = try self.sweep("data digits 200\n" + written)
    #expect(again.runs == sweep.runs)
    #expect(
      complaints(text.replacing("0..9", with: "0..9 runs 3 11")).map(\.message) == [
        "there is no run 11: the sweep has 10 runs"
      ])
  }

  @Test func whatWasInterruptedBeforeTheFirstRunChangesNothing() throws {
    let runner = Runner(Host(threads: 1))
    _ = try runAll("data xor\nsweep n 1 2\nlayer affine 2 $n\nend", in: runner)
    let before = runner.state.sweep?.points
    runner.host.observer = { [host = runner.host] _ in host.interruption.request() }
    let said = notes(
      try runAll(
        "sweep seed 0..9\nseed $seed\nlayer affine 2 1\nloss mse\ntrain 100000000 lr 1e-9\nend", in: runner))
    #expect(said == ["Interrupted: nothing was changed."])
    #expect(runner.state.sweep?.points == before && runner.state.transcript.commands.count == 2)
  }

  // MARK: - Repeating

  @Test func whatIsRepeatedIsAsIfItWereWrittenSoOften() throws {
    let (once, twice) = (Runner(), Runner())
    _ = try runAll("seed 1\nrepeat 3\n  layer affine 4 4 weights he\n  layer tanh\nend", in: once)
    let layers = String(repeating: "layer affine 4 4 weights he\nlayer tanh\n", count: 3)
    _ = try runAll("seed 1\n" + layers, in: twice)
    #expect(once.state.digest == twice.state.digest && once.state.network.layers.count == 6)
    _ = try runAll("repeat 0\n  layer affine 4 4\nend\nundo\nundo", in: once)
    #expect(once.state.network.layers.isEmpty)
    #expect(
      complaint("repeat 1000\nrepeat 1000\nlet a 1\nend\nend")?.message
        == "the commands would be run 1000000 times, and at most 10000 times is allowed")
    let (made, _, _) = try sweep("sweep depth 0..3\nrepeat $depth\nlayer affine 4 4\nend\nlayer affine 4 1\nend")
    #expect(made.runs.count == 4 && Set(made.runs.compactMap { $0?.digest }).count == 4)
  }
}
