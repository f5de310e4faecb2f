import Engine

/// The functions of one value that a formula may name.
///
/// All are the engine's own, or exact as IEEE 754 has them: the same bits on every machine.
enum FormulaFunction: String, Sendable, CaseIterable {
  case sin, cos, tan, exp, log, sqrt, abs, tanh, sigmoid, sign, floor

  /// The value; not a number for an angle that the engine's sine and cosine do not take.
  func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .sin: Self.takesAngle(x) ? sine(x) : .nan
    case .cos: Self.takesAngle(x) ? cosine(x) : .nan
    case .tan: Self.takesAngle(x) ? sine(x) / cosine(x) : .nan
    case .exp: exponential(x)
    case .log: logarithm(x)
    case .sqrt: x.squareRoot()
    case .abs: x.magnitude
    case .tanh: hyperbolicTangent(x)
    case .sigmoid: logistic(x)
    case .sign: x > 0 ? 1 : x < 0 ? -1 : x
    case .floor: x.rounded(.down)
    }
  }

  /// The size below which an angle is, in radians.
  static let largestAngle = 0x1p20

  /// Whether an angle is small enough.
  static func takesAngle(_ angle: Double) -> Bool { angle.magnitude < largestAngle }

  /// Whether its value is an angle.
  var isOfAngle: Bool { self == .sin || self == .cos || self == .tan }
}

/// What a formula makes of two values.
enum FormulaOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "^"
  case min, max

  /// The value; not a number if one of the operands is not.
  func callAsFunction(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .power: Self.power(a, b)
    case .min: a.isNaN || b.isNaN ? .nan : b < a ? b : a
    case .max: a.isNaN || b.isNaN ? .nan : b > a ? b : a
    }
  }

  /// A power: of a whole exponent by multiplications, of any other e^(y log x).
  ///
  /// The binary digits of a whole exponent are gone through from the second highest on: the power so far is squared for
  /// each, and then multiplied by x where the digit is 1. So x^2 is x x and x^3 is (x x) x; below 0 it is 1 over that.
  private static func power(_ x: Double, _ y: Double) -> Double {
    guard y == y.rounded(), y.magnitude <= 0x1p53, !x.isNaN else { return exponential(y * logarithm(x)) }
    let exponent = UInt64(y.magnitude)
    guard exponent > 0 else { return 1 }
    var result = x
    for digit in (0..<(63 - exponent.leadingZeroBitCount)).reversed() {
      result *= result
      if exponent >> UInt64(digit) & 1 == 1 { result *= x }
    }
    return y < 0 ? 1 / result : result
  }
}
