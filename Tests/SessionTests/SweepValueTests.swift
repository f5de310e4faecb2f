import Engine
import Language
import Testing

@testable import Session

/// What stands behind `sweep`: the values that it stands for, and what is refused before the first run.
@Suite struct SweepValueTests {
  private func sweep(_ text: String) throws -> (sweep: Sweep, runner: Runner) {
    let runner = Runner()
    _ = try runAll(text, in: runner)
    return (try #require(runner.state.sweep), runner)
  }

  /// Heads of sweeps, and the values that they stand for.
  static let heads: [(head: String, values: [[String]])] = [
    ("a 1 2 b 3 4", [["1", "3"], ["1", "4"], ["2", "3"], ["2", "4"]]),
    ("a 0..3", [["0"], ["1"], ["2"], ["3"]]),
    ("a 5 0..2 9", [["5"], ["0"], ["1"], ["2"], ["9"]]),
    ("a 0..1 step 0.1", (0...10).map { [(Double($0) / 10).plain] }),
    ("a -1..1 linear 5", [["-1"], ["-0.5"], ["0"], ["0.5"], ["1"]]),
    ("a 0.001..1 log 4", [["0.001"], ["0.01"], ["0.1"], ["1"]]),
    (
      "a 0.001..1 log 7",
      [["0.001"], ["0.00316228"], ["0.01"], ["0.0316228"], ["0.1"], ["0.316228"], ["1"]]
    ),
    ("a he torch b x", [["he", "x"], ["torch", "x"]]),
    ("a \"two words\" 1", [["\"two words\""], ["1"]]),
  ]

  @Test(arguments: heads.map(\.head)) func valuesAreWhatIsWritten(head: String) throws {
    let wanted = try #require(Self.heads.first { $0.head == head }?.values)
    let uses = head.contains(" b ") ? "let x $a\n  let y $b" : "let x $a"
    let (made, _) = try sweep("sweep \(head)\n  \(uses)\nend")
    #expect(made.points.map { $0.map(\.shown) } == wanted)
  }

  @Test func combinationsAreDrawnFromTheStream() throws {
    let text =
      "seed 4\nsweep lr 0.001..1 log n 1..9 act relu tanh seed 1..3 random 20\nseed $seed\nlet a $lr\nlet b $n\nlet c $act\nend"
    let (first, _) = try sweep(text)
    let (again, runner) = try sweep(text)
    #expect(first.points == again.points && first.points.count == 60)
    #expect(runner.state.stream != RandomStream(seed: 4))
    // Every drawn combination is run with every seed.
    #expect(first.combinations.count == 20 && first.combinations.allSatisfy { $0.runs.count == 3 })
    let rates = first.points.compactMap { if case .number(let rate) = $0[0] { rate } else { nil } }
    #expect(rates.allSatisfy { (0.001...1).contains($0) } && Set(rates).count == 20)
    // By logarithms a third lies in each decade.
    #expect((2...16).contains(rates.count { $0 < 0.01 } / 3) && rates.contains { $0 < 0.002 })
    #expect(Set(first.points.map { $0[1].shown }).isSubset(of: Set((1...9).map(String.init))))
    #expect(Set(first.points.map { $0[2].shown }) == ["relu", "tanh"])
    let (other, _) = try sweep(text.replacing("seed 4", with: "seed 5"))
    #expect(other.points != first.points)
  }

  static let refused: [(text: String, message: String, place: String)] = [
    ("sweep 3\nlet x 1\nend", "variables must be names with their values, such as 'seed 0..9', not '3'", "3"),
    ("sweep hiden 2 4\nlet x $hidden\nend", "no command of the block uses '$hiden'", "hiden"),
    (
      "sweep a 2 4 hiden 3\nlet x $a\nend",
      "'hiden' is no value beside numbers, and no command of the block uses '$hiden'", "hiden"
    ),
    ("sweep a\nlet x $a\nend", "'a' has no values", "a"),
    ("sweep a 1 b\nlet x $a\nlet y $b\nend", "'b' has no values", "b"),
    ("sweep a 1 a 2\nlet x $a\nend", "'a' is given twice", "a 2"),
    ("sweep a 1 1\nlet x $a\nend", "1 is given twice for 'a'", "a 1 1"),
    ("sweep a 3..1\nlet x $a\nend", "a range goes from the first to the last", "3..1"),
    ("sweep a 1..\nlet x $a\nend", "'..' needs a last number", ".."),
    ("sweep a 0.1..1\nlet x $a\nend", "how many numbers from 0.1 to 1 is not said", "0.1..1"),
    ("sweep a 0..1 log 3\nlet x $a\nend", "'log' needs numbers above 0", "0..1 log 3"),
    ("sweep a 1..2 log\nlet x $a\nend", "'log' needs how many numbers, at least 2", "1..2 log"),
    ("sweep a 1..2 linear 1\nlet x $a\nend", "'linear' needs how many numbers, at least 2", "1..2 linear 1"),
    ("sweep a 1..2 step 0\nlet x $a\nend", "'step' needs a number above 0", "1..2 step 0"),
    ("sweep a 0..1000000\nlet x $a\nend", "1000001 values are too many: a sweep has at most 100000 runs", "0..1000000"),
    (
      "sweep a 1..1000 b 1..1000\nlet x $a\nlet y $b\nend",
      "1000000 runs are too many: a sweep has at most 100000", "a 1..1000 b 1..1000"
    ),
    ("sweep a 1 2 random\nlet x $a\nend", "'random' needs a whole number from 1 to 100000", "random"),
    ("sweep a 1 2 random 3 b\nlet x $a\nend", "unexpected 'b'", "b"),
    (
      "sweep a 1 2 random 3\nseed $a\nend",
      "'random' draws nothing here: seeds are not drawn, and nothing else varies", "a 1 2 random 3"
    ),
    ("sweep a -1e308..1e308 linear 5\nlet x $a\nend", "the range is too wide", "-1e308..1e308"),
    ("sweep a 1 2\nlet x $a\nend\nshow sweep where a 1 a 2", "'a' is given twice", "a"),
    ("sweep a 1 2 runs\nlet x $a\nend", "'runs' needs the numbers of runs", "runs"),
    ("sweep a 1 2 runs 2..1\nlet x $a\nend", "'runs' needs a whole number from 2 to 100000", "1"),
    ("sweep a 1 2 runs 3\nlet x $a\nend", "there is no run 3: the sweep has 2 runs", "runs 3"),
    ("sweep a 1 inf\nlet x $a\nend", "values must be finite numbers", "inf"),
    ("sweep a 1 2\nsweep b 1\nlet x $b\nend\nlet x $a\nend", "a sweep cannot stand in a sweep", "sweep b 1"),
    (
      "sweep a 1 2\nlet x $a\nshow model\nend", "'show' cannot stand in a sweep, whose runs show and write nothing",
      "show model"
    ),
    (
      "sweep a 1 2\nlet x $a\nsave \"x.safetensors\"\nend",
      "'save' cannot stand in a sweep, whose runs show and write nothing", "save \"x.safetensors\""
    ),
    ("sweep a 1 2\nlet x $a\nkeep $a\nend", "'keep' cannot stand in a sweep", "keep $a"),
    ("sweep a 1 2\nlet x $a\nundo\nend", "'undo' cannot stand in a block", "undo"),
    (
      "sweep a 2 3\ndata xor\nlayer affine 2 $a\nlayer affine 2 1\nend",
      "layer takes 2 inputs but the layer before it gives 3", "2"
    ),
    ("sweep a 2 -3\nlayer affine 2 $a\nend", "outputs must be at least 1", "$a"),
  ]

  @Test(arguments: refused.map(\.text)) func whatCannotBeIsRefusedBeforeTheFirstRun(text: String) throws {
    let (_, message, place) = try #require(Self.refused.first { $0.text == text })
    #expect(complaints(text) == [Complaint(message, at: place)])
  }

  @Test func aMistakeSaysWithWhichValues() throws {
    let source = Source(name: "test", text: "sweep a 2 3 b 1\nlayer affine 2 $a\nlayer affine 2 $b\nend")
    let error = #expect(throws: Diagnostics.self) { try Notebook.read(source, isScript: true) }
    let notes = try #require(error?.all.first?.notes)
    #expect(notes.map(\.message) == ["the width was set here", "this is with a 3, b 1"])
    #expect(source.text(notes[1].span) == "a 2 3")
  }

  /// Where a word is chosen, a text stands for all of its words.
  @Test func aTextStandsForItsWords() throws {
    let (made, _) = try sweep(
      """
      seed 1
      sweep start "uniform 0 0.01 biases normal 1" he
        layer affine 2 3 weights $start
      end
      """)
    for (place, words) in ["uniform 0 0.01 biases normal 1", "he"].enumerated() {
      let alone = Runner()
      _ = try runAll("seed 1\nlayer affine 2 3 weights \(words)", in: alone)
      #expect(made.runs[place]?.digest == alone.state.network.digest)
    }
    #expect(
      complaint("let start \"normal\"\nlayer affine 2 3 weights $start", in: Runner())?.message
        == "weights normal needs STD, a number")
  }
}
