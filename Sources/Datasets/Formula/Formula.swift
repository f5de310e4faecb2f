// Formula: what a text such as `sin(3*x1) + x2^2` computes. It knows nothing of the language: mistakes carry their place
// in the text.

/// A formula of the inputs x1, x2 …, or an inequality between two.
///
/// It is read by precedence as in mathematics: `^` before a sign, so that `-x1^2` is `-(x1^2)`, a sign before `*` and `/`,
/// these before `+` and `-`, and the inequality last. `^` goes from right to left, the others from left to right.
public struct Formula: Sendable, Equatable {
  /// The text, with single spaces.
  public let text: String
  /// The inputs that it names, counted from 1, in their order.
  public let inputs: [Int]
  /// Where it calls the first input `x`, in UTF-8 offsets.
  private let plainInputs: [Range<Int>]
  /// Whether it names an input with its number.
  let namesNumberedInput: Bool
  /// What it computes; of an inequality its left side.
  let left: Calculation
  /// The other side of an inequality, and how it has to compare with that.
  let right: (relation: Relation, side: Calculation)?
  /// The bytes of the text as it was written, which the steps have their places in.
  let bytes: [UInt8]

  /// How the sides of an inequality compare.
  enum Relation: String, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// Whether two numbers compare like this.
    func holds(_ left: Double, _ right: Double) -> Bool {
      switch self {
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      }
    }
  }

  /// The most inputs that a formula has.
  public static let mostInputs = 16

  /// The most parentheses, functions, signs and powers that stand one in the other.
  static let deepest = 100

  /// Reads a formula; the error leads to the formula that may be meant.
  public init(_ text: String) throws(FormulaError) {
    do throws(FormulaError) {
      try self.init(asWritten: text)
    } catch {
      var mistake = error
      mistake.help = mistake.mended(text).map { "write \"\($0)\"" } ?? mistake.help
      throw mistake
    }
  }

  /// Reads a formula without looking for what may be meant.
  init(asWritten text: String) throws(FormulaError) {
    var parser = FormulaParser(text)
    (left, right) = try parser.formula()
    bytes = parser.bytes
    inputs = parser.inputs.sorted()
    (plainInputs, namesNumberedInput) = (parser.plainInputs, parser.namesNumberedInput)
    self.text = text.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    for side in sides { try side.requireFiniteConstants(of: bytes) }
  }

  /// Whether it tells two classes apart, and gives no number.
  public var isInequality: Bool { right != nil }

  /// Its calculations: one, or both sides of an inequality.
  var sides: [Calculation] { [left] + (right.map { [$0.side] } ?? []) }

  /// Whether it calls the first input `x`.
  var namesPlainInput: Bool { !plainInputs.isEmpty }

  /// The mistake that the first input is `x` here, and elsewhere inputs have their numbers.
  var mistakeOfPlainInput: FormulaError {
    var mistake = FormulaError(
      "inputs with numbers stand beside 'x'", at: plainInputs[0], cure: plainInputs.map { .init($0, "x1") })
    mistake.help = mistake.mended(String(decoding: bytes, as: UTF8.self)).map { "write \"\($0)\"" } ?? "write x1"
    return mistake
  }

  /// Whether two formulas are written alike.
  public static func == (first: Formula, second: Formula) -> Bool { first.bytes == second.bytes }
}
