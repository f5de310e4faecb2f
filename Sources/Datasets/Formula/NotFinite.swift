/// A part of a formula whose value is no finite number.
public struct NotFinite: Error, Sendable, Equatable {
  /// The formula, counted from 0 among several.
  public internal(set) var formula = 0
  /// The part in UTF-8 offsets of the text as it was written, and as it stands there.
  public let range: Range<Int>, part: String
  /// The row, counted from 0.
  public internal(set) var row = 0
  /// The inputs that the formula names, counted from 1, with their values in that row.
  public internal(set) var inputs: [(number: Int, value: Double)] = []
  /// What is wrong with the part.
  public let problem: Problem
  private let operation: Calculation.Operation

  /// What a value is that is not finite.
  public enum Problem: Sendable, Equatable {
    case notANumber
    case infinite
    /// An angle that is too large for its sine to be told.
    case largeAngle
  }

  /// The part of a formula that a step computes; nil if the value of the step is finite.
  init?(_ step: Calculation.Step, _ operands: [Double], _ value: Double, of bytes: [UInt8]) {
    guard !value.isFinite else { return nil }
    (range, operation) = (step.range, step.operation)
    part = String(decoding: bytes[step.range], as: UTF8.self)
    if case .function(let function) = operation, function.isOfAngle, operands[0].isFinite,
      !FormulaFunction.takesAngle(operands[0])
    {
      problem = .largeAngle
    } else {
      problem = value.isNaN ? .notANumber : .infinite
    }
  }

  /// What is wrong, as the end of a sentence that begins with the part.
  public var message: String {
    switch problem {
    case .notANumber: "is not a number"
    case .infinite: "is infinite"
    case .largeAngle: "is of too large an angle"
    }
  }

  /// What to do about it.
  public var help: String {
    switch operation {
    case .function(.log): "log needs values above 0: draw 'from 0.1 to 1', or write log(abs(x1) + 0.1)"
    case .function(.sqrt): "sqrt needs values from 0 on: draw 'from 0 to 1', or write sqrt(abs(x1))"
    case .function where problem == .largeAngle:
      "an angle is in radians, and smaller than \(Int(FormulaFunction.largestAngle))"
    case .combine(.divide): "keep the divisor away from 0: 1/(x1^2 + 0.1) is finite"
    case .combine(.power) where problem == .notANumber:
      "of a negative number there are whole powers only: write abs(x1)^0.5"
    default: "numbers go up to about 1e308: draw the inputs from a smaller range"
    }
  }

  /// Whether two say the same of the same row.
  public static func == (first: NotFinite, second: NotFinite) -> Bool {
    first.formula == second.formula && first.range == second.range && first.part == second.part
      && first.row == second.row && first.problem == second.problem
  }
}

extension Calculation {
  /// Refuses constants that are not finite, such as `log(0)`, which need no row to be found.
  func requireFiniteConstants(of bytes: [UInt8]) throws(FormulaError) {
    try walk({ _ in nil }) { step, operands, value throws(FormulaError) in
      guard let found = NotFinite(step, operands, value, of: bytes) else { return }
      throw FormulaError("\(found.part) \(found.message)", at: found.range, help: found.help)
    }
  }
}

extension Formula {
  /// The first step whose value is not finite for a row; nil if all are.
  func firstNotFinite(_ row: [Double]) -> NotFinite? {
    for side in sides {
      var found: NotFinite?
      _ = try? side.walk({ row[$0] }) { step, operands, value throws(FormulaError) in
        found = found ?? NotFinite(step, operands, value, of: bytes)
      }
      guard var found else { continue }
      found.inputs = inputs.map { ($0, row[$0 - 1]) }
      return found
    }
    return nil
  }
}
