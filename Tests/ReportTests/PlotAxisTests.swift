import Foundation
import Outputs
import Testing

@testable import Report

/// Where values lie on axes, and what is marked there.
@Suite struct PlotAxisTests {
  @Test func logarithmsAreThoseOfTheLibrary() {
    var value = 1e-300
    while value < 1e300 {
      let (own, other) = (decimalLogarithm(value), log10(value))
      #expect(abs(own - other) <= 4e-16 * max(1, abs(other)), "\(value)")
      value *= 1.37
    }
    for exponent in -300...300 {
      let power = Double("1e\(exponent)")!
      #expect(abs(decimalLogarithm(power) - Double(exponent)) <= 4e-16 * max(1, abs(Double(exponent))))
    }
  }

  @Test func aLogarithmicAxisHasPowersOfTen() throws {
    let axis = try #require(PlotAxis(.init("", .logarithmic), [3e-4, 0.02, 7], intervals: 6, roundsOut: true))
    #expect(axis.ticks.map(\.label) == ["0.0001", "0.001", "0.01", "0.1", "1", "10"])
    #expect(axis.ticks.map { (axis.fraction($0.value) * 5).rounded(toPlaces: 9) } == [0, 1, 2, 3, 4, 5])
    let narrow = try #require(PlotAxis(.init("", .logarithmic), [0.3, 0.9], intervals: 6, roundsOut: true))
    #expect(narrow.ticks.map(\.label) == ["0.2", "0.5", "1"])
    #expect(PlotAxis(.init("", .logarithmic), [0, -1], intervals: 6, roundsOut: true) == nil)
  }

  @Test func namesAreInTheMiddleOfTheirCells() throws {
    let axis = try #require(PlotAxis(.init("", .names(["a", "b"])), [], intervals: 4, roundsOut: false))
    #expect(axis.ticks.map(\.label) == ["a", "b"] && axis.ticks.map { axis.fraction($0.value) } == [0.25, 0.75])
  }

  @Test func aRangeThatIsGivenStays() throws {
    let axis = try #require(PlotAxis(.init("", range: -1.3...0.9), [5], intervals: 5, roundsOut: true))
    #expect(
      axis.fraction(-1.3) == 0 && axis.fraction(0.9) == 1 && axis.ticks.map(\.label) == ["-1.0", "-0.5", "0", "0.5"])
  }

  /// Zero is nothing, and both ends are full; classes are numbered by whole parts.
  @Test func coloursAreOfSignAndSize() {
    let field = Plot.Field(columns: 3, values: [-2, 0, 1], colouring: .twoEnded(2))
    #expect(field.shade(0, 0) == (1, 0.9) && field.shade(0, 1).strength == 0 && field.shade(0, 2) == (0, 0.45))
    let classes = Plot.Field(columns: 2, values: [2.5, .nan], colouring: .classes)
    #expect(classes.shade(0, 0) == (2, 0.35) && classes.shade(0, 1).strength == 0)
    #expect(field.reduced(toRows: 1, columns: 2).values == [-1, 1])
  }

  /// What is below zero is told from what is above without colours.
  @Test(arguments: [Charset.unicode, .ascii]) func signsAreToldApartInText(charset: Charset) {
    let field = Plot.Field(columns: 6, values: [-3, -2, -1, 1, 2, 3], colouring: .twoEnded(3))
    let signs = (0..<6).map { TextSigns.cell(field, row: 0, column: $0, charset) }
    #expect(Set(signs).count == 6 && !signs.contains(" "))
    #expect(Set((0..<8).map { TextSigns.point(.dot, $0, charset) } + [TextSigns.point(.cross, 0, charset)]).count == 9)
  }
}

extension Double {
  fileprivate func rounded(toPlaces places: Int) -> Double {
    (self * pow(10, Double(places))).rounded() / pow(10, Double(places))
  }
}
