import Engine

/// What a formula, or a side of it, computes: steps that take their operands from a stack and leave their value on it.
///
/// The operands of a step stand before it, as in `x1 x2 2 ^ +` for x1 + x2^2, so nothing has to go down into parentheses.
struct Calculation: Sendable {
  /// The steps in their order; the last one leaves the value.
  private(set) var steps: [Step] = []
  /// The values on the stack, now and at most.
  private var (height, mostValues) = (0, 0)

  /// One step, and the part of the text that it is the value of.
  struct Step: Sendable {
    let operation: Operation
    let range: Range<Int>
  }

  /// What a step does.
  enum Operation: Sendable, Equatable {
    case number(Double)
    /// An input, counted from 0.
    case input(Int)
    case negate
    case function(FormulaFunction)
    case combine(FormulaOperator)

    /// The values it takes from the stack.
    var operands: Int {
      switch self {
      case .number, .input: 0
      case .negate, .function: 1
      case .combine: 2
      }
    }
  }

  /// Adds a step; its operands must be on the stack.
  mutating func append(_ operation: Operation, _ range: Range<Int>) {
    steps.append(Step(operation: operation, range: range))
    height += 1 - operation.operands
    mostValues = max(mostValues, height)
  }

  /// The rows that are gone through together.
  private static let blockLength = 512

  /// The values for all rows of inputs, which stand row by row; all 0 once they are no longer wanted.
  func values(_ inputs: [Double], columns: Int) -> [Double] {
    let (rows, interruption) = (inputs.count / columns, Interruption.current)
    var stack = [Double](repeating: 0, count: mostValues * Self.blockLength)
    var values = [Double](repeating: 0, count: rows)
    for start in stride(from: 0, to: rows, by: Self.blockLength) where interruption?.isRequested != true {
      let block = start..<min(start + Self.blockLength, rows)
      inputs.withUnsafeBufferPointer { inputs in
        stack.withUnsafeMutableBufferPointer { stack in
          compute(block, inputs, columns, stack)
          values.replaceSubrange(block, with: stack[..<block.count])
        }
      }
    }
    return values
  }

  /// Leaves the values of some rows at the beginning of the stack, where every value has the room of a block.
  private func compute(
    _ rows: Range<Int>, _ inputs: UnsafeBufferPointer<Double>, _ columns: Int,
    _ stack: UnsafeMutableBufferPointer<Double>
  ) {
    var height = 0
    for step in steps {
      height += 1 - step.operation.operands
      // The first operand, which the value takes the place of, and the second.
      let (a, b) = ((height - 1) * Self.blockLength, height * Self.blockLength)
      switch step.operation {
      case .number(let number): for row in 0..<rows.count { stack[a + row] = number }
      case .input(let input):
        for row in 0..<rows.count { stack[a + row] = inputs[(rows.lowerBound + row) * columns + input] }
      case .negate: for row in 0..<rows.count { stack[a + row] = -stack[a + row] }
      case .function(let function): for row in 0..<rows.count { stack[a + row] = function(stack[a + row]) }
      case .combine(let combine):
        for row in 0..<rows.count { stack[a + row] = combine(stack[a + row], stack[b + row]) }
      }
    }
  }

  /// Goes through the steps for one row, and gives the value that is left; an unknown input makes unknown what is made
  /// of it. `look` sees every step whose value is known, with its known operands.
  @discardableResult
  func walk(_ input: (Int) -> Double?, look: (Step, [Double], Double) throws(FormulaError) -> Void)
    throws(FormulaError) -> Double?
  {
    var stack: [Double?] = []
    for step in steps {
      let operands = stack.suffix(step.operation.operands).compactMap { $0 }
      let areKnown = operands.count == step.operation.operands
      stack.removeLast(step.operation.operands)
      let value: Double? =
        switch step.operation {
        case .number(let number): number
        case .input(let index): input(index)
        case .negate: areKnown ? -operands[0] : nil
        case .function(let function): areKnown ? function(operands[0]) : nil
        case .combine(let combine): areKnown ? combine(operands[0], operands[1]) : nil
        }
      if let value { try look(step, operands, value) }
      stack.append(value)
    }
    return stack.last ?? nil
  }
}
