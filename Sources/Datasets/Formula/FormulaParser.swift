/// Reads a formula by its precedence, and notes its steps as it goes.
struct FormulaParser {
  let bytes: [UInt8]
  let tokens: [FormulaToken]
  var index = 0
  /// The steps of the formula, or of the side that is being read.
  private var calculation = Calculation()
  /// The inputs that it names, counted from 1.
  private(set) var inputs: Set<Int> = []
  /// Where it calls the first input `x`, and whether it names an input with its number.
  private(set) var (plainInputs, namesNumberedInput): ([Range<Int>], Bool) = ([], false)
  /// How many parentheses, functions, signs and powers stand around the token.
  private(set) var depth = 0

  /// Starts at the beginning of a text.
  init(_ text: String) {
    bytes = Array(text.utf8)
    tokens = FormulaLexer.tokens(of: bytes)
  }

  /// The token that is next.
  var token: FormulaToken { tokens[index] }

  /// The token before that; the first one has itself.
  var previous: FormulaToken { tokens[max(index - 1, 0)] }

  /// A part of the text.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Reads the whole text.
  mutating func formula() throws(FormulaError) -> (Calculation, (relation: Formula.Relation, side: Calculation)?) {
    if let mistake = mistakeOfStatement { throw mistake }
    try sum()
    let left = calculation
    guard case .sign(let sign) = token.kind, let relation = Formula.Relation(rawValue: sign) else {
      guard token.kind == .end else { throw mistakeBehindValue }
      return (left, nil)
    }
    index += 1
    calculation = Calculation()
    try sum()
    guard token.kind == .end else { throw mistakeBehindValue }
    return (left, (relation, calculation))
  }

  /// Passes over a sign if it is next.
  private mutating func take(_ signs: String...) -> FormulaOperator? {
    guard case .sign(let sign) = token.kind, signs.contains(sign) else { return nil }
    index += 1
    return FormulaOperator(rawValue: sign)
  }

  /// Goes one deeper while something is read.
  private mutating func deeper(_ read: (inout FormulaParser) throws(FormulaError) -> Void) throws(FormulaError) {
    depth += 1
    guard depth <= Formula.deepest else {
      throw FormulaError(
        "more than \(Formula.deepest) parentheses, functions, signs and powers stand one in the other", at: token.range)
    }
    try read(&self)
    depth -= 1
  }

  /// Terms that are added and subtracted, from left to right.
  private mutating func sum() throws(FormulaError) {
    let start = token.range.lowerBound
    try product()
    while let sign = take("+", "-") {
      try product()
      calculation.append(.combine(sign), start..<previous.range.upperBound)
    }
  }

  /// Factors and divisors, from left to right.
  private mutating func product() throws(FormulaError) {
    let start = token.range.lowerBound
    try signed()
    while let sign = take("*", "/") {
      try signed()
      calculation.append(.combine(sign), start..<previous.range.upperBound)
    }
  }

  /// A power with a sign before it, or none.
  private mutating func signed() throws(FormulaError) {
    let start = token.range.lowerBound
    guard let sign = take("+", "-") else { return try power() }
    try deeper { parser throws(FormulaError) in try parser.signed() }
    if sign == .subtract { calculation.append(.negate, start..<previous.range.upperBound) }
  }

  /// An operand and its exponent, which may have a sign; powers go from right to left.
  private mutating func power() throws(FormulaError) {
    let start = token.range.lowerBound
    try operand()
    guard take("^") != nil else { return }
    try deeper { parser throws(FormulaError) in try parser.signed() }
    calculation.append(.combine(.power), start..<previous.range.upperBound)
  }

  /// A number, an input, a function of something, or parentheses.
  private mutating func operand() throws(FormulaError) {
    let token = token
    switch token.kind {
    case .number(let number):
      guard number.isFinite else { throw mistake(ofNumber: number, token) }
      index += 1
      calculation.append(.number(number), token.range)
    case .name(let name): try named(name, token)
    case .sign("("):
      index += 1
      try deeper { parser throws(FormulaError) in try parser.sum() }
      try close(token)
    default: throw mistakeInsteadOfValue
    }
  }

  private mutating func named(_ name: String, _ token: FormulaToken) throws(FormulaError) {
    if let function = FormulaFunction(rawValue: name) {
      try call(name, takes: 1...1) { parser, range in parser.calculation.append(.function(function), range) }
    } else if let choice = FormulaOperator(rawValue: name) {
      try call(name, takes: 2...Int.max) { parser, range in parser.calculation.append(.combine(choice), range) }
    } else if let number = Self.constants[name] {
      index += 1
      calculation.append(.number(number), token.range)
    } else if let input = Self.input(name), !isIndexed {
      index += 1
      inputs.insert(input)
      if name == "x" { plainInputs.append(token.range) } else { namesNumberedInput = true }
      calculation.append(.input(input - 1), token.range)
    } else {
      throw mistake(ofName: name, token)
    }
  }

  /// The numbers that have names.
  static let constants = ["pi": Double.pi, "e": 0x1.5bf0a8b145769p+1]

  /// The input with a name, counted from 1: `x1` to `x16`, and `x` for the first.
  static func input(_ name: String) -> Int? {
    if name == "x" { return 1 }
    guard name.first == "x", let number = Int(name.dropFirst()), name == "x\(number)" else { return nil }
    return (1...Formula.mostInputs).contains(number) ? number : nil
  }

  /// Whether the name that is next has an index behind it.
  private var isIndexed: Bool { tokens[index + 1].kind == .sign("[") }

  /// A function and its values in parentheses; of more than two the first two are taken together, then the third.
  private mutating func call(
    _ name: String, takes counts: ClosedRange<Int>, _ append: (inout FormulaParser, Range<Int>) -> Void
  ) throws(FormulaError) {
    let first = token
    index += 1
    guard token.kind == .sign("(") else { throw mistake(ofFunction: name, first) }
    let opening = token
    index += 1
    guard token.kind != .sign(")") else {
      throw FormulaError(
        "\(name) needs a value", at: first.range.lowerBound..<token.range.upperBound, help: Self.use(of: name))
    }
    var count = 0
    repeat {
      if count > 0 { index += 1 }
      try deeper { parser throws(FormulaError) in try parser.sum() }
      count += 1
      if count >= counts.lowerBound, count <= counts.upperBound {
        let isLast = token.kind == .sign(")")
        append(&self, first.range.lowerBound..<(isLast ? token : previous).range.upperBound)
      }
    } while token.kind == .sign(",")
    try close(opening)
    guard counts.contains(count) else {
      let whole = first.range.lowerBound..<previous.range.upperBound
      throw mistake(ofCount: count, name, whole)
    }
  }

  /// Passes over the parenthesis that closes another.
  private mutating func close(_ opening: FormulaToken) throws(FormulaError) {
    guard token.kind != .end else {
      throw FormulaError(
        "the parenthesis is never closed", at: opening.range, help: "end it with ')'",
        cure: [.init(token.range, ")")])
    }
    guard token.kind == .sign(")") else {
      depth += 1  // the token is within them
      throw mistakeBehindValue
    }
    index += 1
  }
}
