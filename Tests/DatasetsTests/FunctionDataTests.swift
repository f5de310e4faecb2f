import Testing

@testable import Datasets
@testable import Engine

/// Samples drawn for formulas.
@Suite struct FunctionDataTests {
  private func draw(
    _ texts: String..., samples: Int = 100, from lower: Double = -1, to upper: Double = 1, noise: Double = 0,
    seed: UInt32 = 0
  ) throws -> Dataset {
    try FunctionData(
      Formula.read(texts), samples: samples, from: lower, to: upper, noise: noise, seed: seed
    ).dataset()
  }

  @Test func inputsAndNoiseAreNumPys() throws {
    let lines = FormulaTests.lines("drawn")
    #expect(lines.count == 3)
    for line in lines {
      let numbers = line.dropFirst().compactMap(Double.init)
      try #require(numbers.count == 18)
      let data = try draw(
        "x2 - x1", samples: 5, from: numbers[0], to: numbers[1], noise: numbers[2], seed: #require(UInt32(line[0])))
      let (inputs, normals) = (Array(numbers[3..<13]), Array(numbers[13...]))
      #expect(data.inputs.values == inputs)
      let targets = (0..<5).map { row -> Double in inputs[2 * row + 1] - inputs[2 * row] + normals[row] }
      #expect(data.targets.values == targets)
    }
  }

  @Test func noiseMovesTheInputsOfClassesOnceTheyAreTold() throws {
    let (plain, noisy) = (try draw("x1 > x2"), try draw("x1 > x2", noise: 0.5))
    #expect(plain.targets == noisy.targets && plain.classCount == 2)
    #expect((0..<100).allSatisfy { plain.targets[$0, 0] == (plain.inputs[$0, 0] > plain.inputs[$0, 1] ? 1 : 0) })
    var stream = RandomStream(seed: 0)
    for _ in 0..<200 { _ = stream.uniform() }
    #expect(noisy.inputs.values == plain.inputs.values.map { $0 + 0.5 * stream.normal() })
  }

  @Test(arguments: [("x1 < 0", -1.0), ("x1 <= 0", 0), ("x1 > 0", 1), ("x1 >= 0", 0)])
  func inequalitiesHoldAtTheirBoundsOrNot(text: String, value: Double) throws {
    let relation = try #require(Formula(text).right?.relation)
    #expect(relation.holds(value, 0) && !relation.holds(-value + (value == 0 ? (text == "x1 <= 0" ? 1 : -1) : 0), 0))
    #expect(relation.holds(0, 0) == text.contains("="))
  }

  @Test func columnsAreAsManyAsAreNamed() throws {
    let data = try draw("x1+x3", "x1*x3", samples: 7)
    #expect(data.inputs.columns == 3 && data.targets.columns == 2 && data.inputs.rows == 7)
    #expect(data.name == "function x1+x3, x1*x3" && data.targetNames == ["x1+x3", "x1*x3"])
    #expect((0..<7).allSatisfy { data.targets[$0, 1] == data.inputs[$0, 0] * data.inputs[$0, 2] })
    #expect(try draw("x").targetNames == nil && draw("x1", "2*x1").targetNames == nil && draw("x").inputs.columns == 1)
  }

  @Test func longFormulasAreShortened() throws {
    let long = Array(repeating: "x1", count: 40).joined(separator: " + ")
    let data = try draw(long, "2*x1")
    #expect(data.name == "function " + long.prefix(58) + " …" && data.targetNames == nil)
  }

  @Test func zeroHasNoSign() throws {
    let data = try draw("0*x1", samples: 50)
    #expect(data.inputs.values.contains { $0 < 0 } && data.targets.values.allSatisfy { $0 == 0 && $0.sign == .plus })
  }

  @Test func theFirstRowThatIsNotFiniteIsNamed() throws {
    let error = #expect(throws: FunctionData.Failure.self) { try draw("x2", "x2 + log(x1)") }
    guard case .notFinite(let found)? = error else { return }
    let inputs = try draw("x2 + x1").inputs
    let row = try #require((0..<100).first { inputs[$0, 0] <= 0 })
    #expect(found.row == row && found.formula == 1 && found.part == "log(x1)" && found.range == 5..<12)
    #expect(found.inputs.map(\.number) == [1, 2] && found.inputs.map(\.value) == inputs.row(row))
    #expect(found.problem == .notANumber)
  }

  /// What is not finite on the way to a finite number is no mistake.
  @Test func onlyTheValueHasToBeFinite() throws {
    #expect(try draw("1/(1 + exp(-2000*x1))").targets.values.allSatisfy { (0...1).contains($0) })
  }

  @Test(arguments: [
    ("1/(x1 - x1)", "is infinite"), ("sin(1e7*x1)", "is of too large an angle"), ("x1^0.5", "is not a number"),
  ])
  func whatIsNotFiniteIsSaid(text: String, message: String) throws {
    let error = #expect(throws: FunctionData.Failure.self) { try draw(text) }
    guard case .notFinite(let found)? = error else { return }
    #expect(found.message == message && found.part == text)
  }

  @Test func oneClassIsNone() throws {
    #expect(throws: FunctionData.Failure.oneClass(holds: true)) { try draw("x1 < 5") }
    #expect(throws: FunctionData.Failure.oneClass(holds: false)) { try draw("x1 > 5") }
  }

  @Test func boundsAreChecked() throws {
    #expect(throws: DatasetError.boundsOutOfOrder) { try draw("x1", from: 1, to: 1) }
    #expect(throws: DatasetError.boundsOutOfOrder) { try draw("x1", from: 1, to: .infinity) }
    #expect(throws: DatasetError.boundsTooFarApart) { try draw("x1", from: -1e308, to: 1e308) }
    #expect(throws: DatasetError.countOutOfRange(.samples, 1, 2...1_000_000)) { try draw("x1 > 0", samples: 1) }
    #expect(throws: DatasetError.countOutOfRange(.samples, 0, 1...1_000_000)) { try draw("x1", samples: 0) }
    #expect(throws: DatasetError.noiseOutOfRange(-1)) { try draw("x1", noise: -1) }
  }
}
