/// A quantity compared with a number, such as `loss < 0.01`.
public struct Condition: Sendable, Equatable, CustomStringConvertible {
  /// The name of the quantity.
  public var quantity: String
  /// The comparison and its right-hand side.
  public var comparison: Comparison

  /// The condition as it is written.
  public var description: String { "\(quantity) \(comparison)" }
}

/// The right-hand side of a comparison, such as `< 0.01`.
public struct Comparison: Sendable, Equatable, CustomStringConvertible {
  /// The operator.
  public var relation: Relation
  /// The number compared with.
  public var value: Double

  /// The operators.
  public enum Relation: String, Sendable, Equatable, CaseIterable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "="
  }

  /// Whether a number stands in this relation to the value; NaN stands in none.
  public func holds(for number: Double, within tolerance: Double = 0) -> Bool {
    switch relation {
    case .less: number < value
    case .lessOrEqual: number <= value
    case .greater: number > value
    case .greaterOrEqual: number >= value
    case .equal: number == value || (number - value).magnitude <= tolerance
    }
  }

  /// The comparison as it is written.
  public var description: String { "\(relation.rawValue) \(value.plain)" }
}

/// A column by its name, or by its place counted from 1.
public enum ColumnReference: Sendable, Equatable {
  case name(String)
  case number(Int)
}

/// One line of a block of numbers: values, and after an arrow more values.
public struct WrittenRow: Sendable, Equatable {
  /// The numbers before the arrow, or all of them.
  public var values: [Double]
  /// The numbers after the arrow; empty if there is none.
  public var targets: [Double]
  /// The places of all the numbers, values first.
  public var places: [Span]
  /// The extent of the line.
  public var span: Span
}
