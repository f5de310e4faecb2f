import Foundation
import Testing

@testable import Datasets

/// What formulas give, held by Python's own parser and by NumPy: Fixtures/make_formulas.py.
@Suite struct FormulaTests {
  private static let lines: [[String]] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/formulas.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
  }()

  /// The lines of a kind, each without its first field.
  static func lines(_ kind: String) -> [[String]] { lines.filter { $0[0] == kind }.map { Array($0.dropFirst()) } }

  /// What a formula gives for one row.
  private func value(_ text: String, _ inputs: [Double]) throws -> Double {
    try Formula(text).left.values(inputs, columns: inputs.count)[0]
  }

  @Test func randomFormulasGiveWhatPythonMakesOfThem() throws {
    let formulas = Self.lines("formula")
    #expect(formulas.count == 200 && formulas.count { $0[0].contains("^") } > 100)
    for line in formulas {
      let numbers = line.dropFirst().compactMap(Double.init)
      try #require(numbers.count == 4)
      #expect(try value(line[0], Array(numbers[..<3])) == numbers[3], "\(line[0])")
    }
  }

  @Test func functionsAreAsCloseToNumPyAsTheyPromise() throws {
    let lines = Self.lines("function")
    #expect(Set(lines.map { $0[0] }) == Set(FormulaFunction.allCases.map(\.rawValue)) && lines.count > 700)
    for line in lines {
      let (x, exact) = (try #require(Double(line[1])), try #require(Double(line[2])))
      let found = try value("\(line[0])(x1)", [x])
      let most: Double =
        switch line[0] {
        case "sqrt", "abs", "sign", "floor": 0
        case "tan": 3  // a quotient of two that are each a unit off at most
        default: 1
        }
      #expect((found - exact).magnitude <= most * exact.ulp, "\(line[0]) of \(x)")
    }
  }

  @Test func powersOfOtherExponentsGoThroughTheLogarithm() throws {
    let lines = Self.lines("power")
    #expect(lines.count == 60)
    for line in lines {
      let numbers = line.compactMap(Double.init)
      let (x, y, exact) = (numbers[0], numbers[1], numbers[2])
      // The exponent of e is rounded twice, and what it is off by is multiplied by the value.
      let most = 2 + 2 * (y * log(x)).magnitude
      #expect((try value("x1^x2", [x, y]) - exact).magnitude <= most * exact.ulp, "\(x) ^ \(y)")
    }
  }

  @Test func powersOfWholeExponentsAreProducts() throws {
    let x = 1.1
    #expect(try value("x1^2", [x]) == x * x && value("x1^3", [x]) == x * x * x)
    #expect(try value("x1^5", [x]) == (x * x) * (x * x) * x && value("x1^-2", [x]) == 1 / (x * x))
    #expect(try value("(-2)^x1", [3]) == -8 && value("(-2)^x1", [0.5]).isNaN && value("x1^0", [0]) == 1)
    #expect(try value("2^x1", [1023]) == 0x1p1023 && value("2^x1", [-1022]) == 0x1p-1022)
    #expect(try value("4^x1", [0.5]) == 2 && value("0^x1", [0.5]) == 0)
    // An even exponent beyond all digits of a whole one.
    #expect(try value("1^x1", [1e300]) == 1)
  }

  @Test(
    arguments: [
      ("-x1^2", -4), ("2^3^2", 512), ("2^-1", 0.5), ("1 - 2 - 3", -4), ("8/4/2", 1), ("2*-x1", -4), ("--x1", 2),
      ("+x1", 2), ("-2^2*3", -12), ("6/2*3", 9), ("min(x1, 1, 3)", 1), ("max(x1, 1, 3)", 3), ("x + x^2", 6),
      ("e", 0x1.5bf0a8b145769p+1),
      ("pi", 0x1.921fb54442d18p+1), ("1_000", 1000), (".5e+1", 5), ("5.", 5), ("sign(-x1)", -1), ("sign(0)", 0),
      ("floor(-0.5)", -1), ("floor(x1)", 2), ("abs(-x1)", 2), ("\tsin( 0 )", 0),
    ] as [(String, Double)])
  func readsByPrecedence(text: String, expected: Double) throws { #expect(try value(text, [2]) == expected) }

  @Test func rowsAreEachTheirOwnAcrossBlocks() throws {
    let inputs = (0..<3000).map { Double($0) }
    let found = try Formula("x1*1000 + x3").left.values(inputs, columns: 3)
    let expected = (0..<1000).map { row -> Double in inputs[3 * row] * 1000 + inputs[3 * row + 2] }
    #expect(found == expected)
  }

  @Test func inputsAndSidesAreTold() throws {
    let formula = try Formula("x3 * x1  <=  x3 - 2")
    #expect(formula.inputs == [1, 3] && formula.isInequality && formula.text == "x3 * x1 <= x3 - 2")
    #expect(try Formula("x").inputs == [1] && !Formula("x16").isInequality && Formula("x16").inputs == [16])
  }

  /// A hostile text costs no more than a message, though nothing limits its length here.
  @Test(arguments: ["(", "-", "sin(", "2^", "min(1, ", "((x1)+", "|", "[", "x1 and ", "x[", "π", "np."])
  func nestingIsLimited(part: String) throws {
    #expect(throws: FormulaError.self) { try Formula(String(repeating: part, count: 100_000)) }
    let ninety = String(repeating: "(", count: 90) + "x1" + String(repeating: ")", count: 90)
    #expect(try value(ninety, [3]) == 3)
  }

  @Test func deepNestingSaysSo() {
    let error = #expect(throws: FormulaError.self) { try Formula(String(repeating: "(", count: 100_000)) }
    #expect(
      error?.message == "more than 100 parentheses, functions, signs and powers stand one in the other"
        && error?.range == 101..<102)
    let long = String(repeating: "x1+", count: 100_000) + "1"
    #expect((try? value(long, [1])) == 100_001, "a long sum is not deep")
  }

  /// Whatever the text, there is a formula or a mistake with its place inside, and what is offered is a formula.
  @Test func anyTextIsAFormulaOrAMistake() {
    let parts = [
      "x1", "x", "x2", "2", "1.5", "sin", "(", ")", "+", "-", "*", "/", "^", "**", "<", ">=", "==", "=", " ", ",", "[",
      "]", "0",
      "and", "or", "not ", "np.", "|", "e", "pi", "×", "²", "é", "😀", "\u{301}", "y", "lambda", ":", "min", "x0", "%",
      "$",
    ]
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<(Int(state >> 60) + 1) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += parts[Int(state >> 33) % parts.count]
      }
      do throws(FormulaError) {
        _ = try Formula(text)
      } catch {
        let bytes = Array(text.utf8)
        #expect(0 <= error.range.lowerBound && error.range.upperBound <= bytes.count, "\(text)")
        let isWhole = [error.range.lowerBound, error.range.upperBound].allSatisfy {
          $0 == bytes.count || bytes[$0] & 0xC0 != 0x80
        }
        #expect(isWhole, "\(text)")
        if let help = error.help, let mended = help.wholeMatch(of: #/write "(.*)"/#)?.1 {
          #expect(throws: Never.self, "\(text)") { try Formula(String(mended)) }
        }
      }
    }
  }
}
