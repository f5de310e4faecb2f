/// The values an argument takes.
public indirect enum ValueType: Sendable {
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// A whole number, or a first and a last of several: `2..5`.
  case range(ClosedRange<Int>)
  /// A finite number in a range.
  case number(NumberRange)
  /// All the numbers that follow, at least one.
  case numbers
  /// One of several words, each with arguments of its own; the noun names them in messages.
  case choice(String, [Form])
  /// A name that a command gives.
  case name
  /// A number, a word or a string.
  case literal
  /// All the words that follow, which name a place in the language: `layer affine`.
  case topic
  /// A word of a pattern.
  case word(WordPattern)
  /// A word of a pattern, or one with a place in it: `W1[2,1]`.
  case place(WordPattern)
  /// A file or folder, in quotes.
  case path(PathKind)
  /// All the texts in quotes that follow, at least one; the noun names one in messages.
  case texts(String)
  /// All the columns of a table that follow, by name or by number; at least one.
  case columns
  /// One of several quantities, an operator and a number: `loss < 0.01`.
  case condition([Form])
  /// An operator and a number or a string: `< 0.01`.
  case comparison
  /// All names with their values that follow, at least one: `seed 0..9 lr 0.1 0.01`.
  case variables
  /// A lowest and a highest number, or all the values that follow: `0.001..1`, `he xavier lecun`.
  case domain
}

/// The finite numbers an argument may take.
public struct NumberRange: Sendable {
  /// The bound below, if there is one.
  public var lower: Double?
  /// Whether the bound below is itself excluded.
  public var excludesLower = false
  /// The bound above, if there is one.
  public var upper: Double?
  /// Whether the bound above is itself included.
  public var includesUpper = false

  /// Every finite number.
  public static let any = NumberRange()
  /// Greater than 0.
  public static let positive = NumberRange(lower: 0, excludesLower: true)
  /// At least 0.
  public static let notNegative = NumberRange(lower: 0)
  /// At least 0 and less than 1.
  public static let probability = NumberRange(lower: 0, upper: 1)
  /// Between 0 and 1, both excluded.
  public static let share = NumberRange(lower: 0, excludesLower: true, upper: 1)
  /// From 0 to 1, both included.
  public static let fraction = NumberRange(lower: 0, upper: 1, includesUpper: true)

  /// What is wrong with a number, as the end of a sentence, or nil if nothing is.
  func objection(to value: Double) -> String? {
    guard value.isFinite else { return "must be a finite number" }
    if let upper, includesUpper, value > upper { return "must not be greater than \(upper.plain)" }
    if let upper, !includesUpper, value >= upper { return "must be less than \(upper.plain)" }
    guard let lower, value < lower || (excludesLower && value == lower) else { return nil }
    return excludesLower ? "must be greater than \(lower.plain)" : "must not be less than \(lower.plain)"
  }
}
