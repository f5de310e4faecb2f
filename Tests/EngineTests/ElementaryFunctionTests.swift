// The engine's exp, log, tanh and sigmoid against exact values recorded by Tests/Fixtures/make_elementary.py.

import CKernels
import Foundation
import Testing

/// One of the four functions at both precisions.
private struct Elementary: Sendable, CustomTestStringConvertible {
  let name: String
  let double: @Sendable (Double) -> Double
  let single: @Sendable (Float) -> Float

  var testDescription: String { name }

  static let all = [
    Elementary(name: "exp", double: { nb_exp_f64($0) }, single: { nb_exp_f32($0) }),
    Elementary(name: "log", double: { nb_log_f64($0) }, single: { nb_log_f32($0) }),
    Elementary(name: "tanh", double: { nb_tanh_f64($0) }, single: { nb_tanh_f32($0) }),
    Elementary(name: "sigmoid", double: { nb_sigmoid_f64($0) }, single: { nb_sigmoid_f32($0) }),
  ]
}

/// One line of the fixture: an input, the correctly rounded value, and where the exact value lies beside it.
private struct Recorded {
  let function: Substring
  let type: Substring
  let input: UInt64
  let rounded: UInt64
  /// The exact value minus the rounded one, in ulps; nil where exactly these bits are due.
  let offset: Double?

  init?(_ line: Substring) {
    let fields = line.split(separator: " ")
    guard fields.count == 5, let input = UInt64(fields[2], radix: 16), let rounded = UInt64(fields[3], radix: 16)
    else { return nil }
    (function, type, self.input, self.rounded) = (fields[0], fields[1], input, rounded)
    offset = fields[4] == "exact" ? nil : Double(fields[4])
    if offset == nil && fields[4] != "exact" { return nil }
  }

  /// How many ulps a computed finite value lies from the exact one.
  func error<Value: BinaryFloatingPoint>(of computed: Value, rounded: Value) -> Double {
    guard let offset, computed.isFinite, computed.sign == rounded.sign else { return .infinity }
    // Just below a power of two the exact value's ulp is half the power's own, down to the subnormal spacing.
    let isBelow = (rounded.sign == .plus) == (offset.sign == .minus)
    let isPower = rounded.significandBitPattern == 0 && rounded.magnitude > .leastNormalMagnitude
    let ulp = isPower && isBelow ? rounded.ulp / 2 : rounded.ulp
    return abs(Double((computed - rounded) / ulp) - offset)
  }

  static func lines(of function: String, _ type: String) throws -> [Recorded] {
    let fixture = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/elementary.txt").standardized
    let lines = try String(contentsOf: fixture, encoding: .utf8).split(separator: "\n")
    let recorded = lines.compactMap { Recorded($0) }
    try #require(recorded.count == lines.count, "every line of the fixture has its five fields")
    return recorded.filter { $0.function == function && $0.type == type }
  }
}

@Suite("Elementary functions")
struct ElementaryFunctionTests {
  /// The lines that the fixture has of each function.
  private static let counts: [String: (double: Int, single: Int)] = [
    "exp": (728, 727), "log": (616, 607), "tanh": (673, 671), "sigmoid": (727, 725),
  ]

  @Test("double results lie within 1 ulp of the exact values", arguments: Elementary.all)
  fileprivate func double(function: Elementary) throws {
    let recorded = try Recorded.lines(of: function.name, "f64")
    #expect(recorded.count == Self.counts[function.name]?.double)
    for line in recorded {
      let computed = function.double(Double(bitPattern: line.input))
      if line.offset == nil {
        #expect(computed.bitPattern == line.rounded, "\(line)")
      } else {
        #expect(line.error(of: computed, rounded: Double(bitPattern: line.rounded)) <= 1, "\(line)")
      }
    }
  }

  @Test("float results lie within 1 ulp of the exact values", arguments: Elementary.all)
  fileprivate func single(function: Elementary) throws {
    let recorded = try Recorded.lines(of: function.name, "f32")
    #expect(recorded.count == Self.counts[function.name]?.single)
    for line in recorded {
      let computed = function.single(Float(bitPattern: UInt32(line.input)))
      if line.offset == nil {
        #expect(computed.bitPattern == UInt32(line.rounded), "\(line)")
      } else {
        #expect(line.error(of: computed, rounded: Float(bitPattern: UInt32(line.rounded))) <= 1, "\(line)")
      }
    }
  }

  @Test("the special values are exact")
  func specials() {
    #expect(nb_exp_f64(0) == 1 && nb_exp_f64(-0.0) == 1 && nb_exp_f32(0) == 1)
    #expect(nb_exp_f64(.infinity) == .infinity && nb_exp_f64(-.infinity) == 0 && nb_exp_f64(710) == .infinity)
    #expect(nb_log_f64(1) == 0 && nb_log_f64(-0.0) == -.infinity && nb_log_f64(-1).isNaN && nb_log_f32(1) == 0)
    #expect(nb_sigmoid_f64(0) == 0.5 && nb_sigmoid_f32(0) == 0.5 && nb_sigmoid_f64(-.infinity) == 0)
    #expect(nb_tanh_f64(-0.0).bitPattern == (-0.0).bitPattern && nb_tanh_f64(-.infinity) == -1)
    #expect(nb_exp_f64(.nan).isNaN && nb_log_f64(.nan).isNaN && nb_tanh_f32(.nan).isNaN && nb_sigmoid_f32(.nan).isNaN)
  }

  @Test("tanh is odd to the last bit")
  func odd() throws {
    for line in try Recorded.lines(of: "tanh", "f64") {
      let x = Double(bitPattern: line.input)
      if !x.isNaN { #expect(nb_tanh_f64(-x).bitPattern == (-nb_tanh_f64(x)).bitPattern) }
    }
    for line in try Recorded.lines(of: "tanh", "f32") {
      let x = Float(bitPattern: UInt32(line.input))
      if !x.isNaN { #expect(nb_tanh_f32(-x).bitPattern == (-nb_tanh_f32(x)).bitPattern) }
    }
  }
}
