import Outputs
import Testing

@Suite struct NumberFormatTests {
  @Test(arguments: [
    (0.0, 4, "0.0000"), (-0.0, 4, "0.0000"), (0.0, 0, "0"), (1.0, 4, "1.0000"), (-1.5, 1, "-1.5"),
    (123456.789, 2, "123456.79"), (0.1, 17, "0.10000000000000001"), (7.0, 0, "7"),
  ])
  func fixedForm(value: Double, decimals: Int, expected: String) {
    #expect(formatted(value, decimals: decimals) == expected)
  }

  @Test(arguments: [
    // Ties that binary holds exactly go to the even digit; the others are not ties at all.
    (0.125, 2, "0.12"), (0.375, 2, "0.38"), (2.5, 0, "2"), (3.5, 0, "4"),
    (1.005, 2, "1.00"), (1.115, 2, "1.11"), (0.00005, 4, "0.0001"), (-0.00005, 4, "-0.0001"),
    (999999.99995, 4, "999999.9999"), (0.99995, 4, "1.0000"),
  ])
  func roundsTheExactBinaryValue(value: Double, decimals: Int, expected: String) {
    #expect(formatted(value, decimals: decimals) == expected)
  }

  @Test(arguments: [
    (3.11344e-6, 4, "3.1134e-06"), (-3.11344e-6, 4, "-3.1134e-06"), (0.4, 0, "4e-01"), (0.5, 0, "5e-01"),
    (4.99e-5, 4, "4.9900e-05"), (1e15, 4, "1.0000e+15"), (-1e15, 0, "-1e+15"), (1e300, 2, "1.00e+300"),
    (.leastNonzeroMagnitude, 4, "4.9407e-324"), (-2.3e-308, 1, "-2.3e-308"),
    (.greatestFiniteMagnitude, 3, "1.798e+308"),
    (.leastNonzeroMagnitude, 17, "4.94065645841246544e-324"),
  ])
  func scientificWhereFixedWouldLoseTheNumber(value: Double, decimals: Int, expected: String) {
    #expect(formatted(value, decimals: decimals) == expected)
  }

  @Test func boundaries() {
    #expect(formatted(1e15.nextDown, decimals: 3) == "999999999999999.875")
    #expect(formatted(1e15.nextDown, decimals: 17) == "999999999999999.87500000000000000")
    #expect(formatted(0.51, decimals: 0) == "1")
  }

  @Test func whatIsNotANumber() {
    #expect(formatted(.nan, decimals: 4) == "nan")
    #expect(formatted(-.nan, decimals: 4) == "nan")
    #expect(formatted(.infinity, decimals: 4) == "inf")
    #expect(formatted(-.infinity, decimals: 0) == "-inf")
  }

  @Test(arguments: 0...17)
  func neverANegativeZero(decimals: Int) throws {
    for exponent in stride(from: -320, through: 15, by: 5) {
      let value = -Double("3e\(exponent)")!
      let text = formatted(value, decimals: decimals)
      #expect(text.hasPrefix("-"), "\(text)")
      // No further from the number than half a unit of the last decimal, and so not zero.
      let parts = text.split(separator: "e")
      let unit = Double("1e\(-decimals)")! * (parts.count == 2 ? Double("1e\(parts[1])")! : 1)
      let shown = try #require(Double(text))
      #expect((shown - value).magnitude <= max(0.5001 * unit, value.ulp) && shown < 0, "\(text)")
      #expect(parts[0].split(separator: ".").dropFirst().first?.count ?? 0 == decimals, "\(text)")
    }
  }
}
