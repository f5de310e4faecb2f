/// Conditions as other languages write them, and the one inequality that says the same.
extension FormulaParser {
  /// Words that stand between conditions or values in other languages.
  static func isConnective(_ name: String) -> Bool {
    ["and", "or", "not", "xor", "if", "else", "mod", "in", "is", "for"].contains(name)
  }

  /// A statement that is no formula as a whole: an assignment, a function without a name.
  var mistakeOfStatement: FormulaError? {
    if tokens[0].kind == .name("lambda"), let colon = tokens.first(where: { $0.kind == .sign(":") }) {
      return FormulaError("a formula is written without 'lambda'", at: tokens[0].range, cure: [without(through: colon)])
    }
    guard let sign = topLevel.first(where: { tokens[$0].kind == .sign("=") }), sign > 0,
      case .name(let name) = tokens[0].kind, Self.input(name) == nil
    else { return nil }
    return FormulaError(
      "a formula is written without '='", at: tokens[sign].range, cure: [without(through: tokens[sign])])
  }

  /// The text without its beginning, a token included and the blanks behind it.
  private func without(through token: FormulaToken) -> FormulaError.Replacement {
    let next = tokens.first { $0.range.lowerBound >= token.range.upperBound }
    return .init(0..<(next ?? token).range.lowerBound, "")
  }

  /// The places of the tokens that stand in no parentheses.
  private var topLevel: [Int] {
    var depth = 0
    return tokens.indices.filter { index in
      if tokens[index].kind == .sign("(") { depth += 1 }
      if tokens[index].kind == .sign(")") { depth -= 1 }
      return depth == 0
    }
  }

  /// An inequality where a value should go on, or a second one.
  var mistakeOfInequality: FormulaError {
    let message = depth > 0 ? "an inequality stands by itself, not in parentheses" : "a formula has one inequality"
    return FormulaError(
      message, at: token.range, help: "for example \"min(x1, 1 - x1) > 0\"", cure: combined ?? bare ?? [])
  }

  /// A sign that asks whether numbers are equal.
  var mistakeOfEquality: FormulaError {
    let help = "for example \"abs(x1 - x2) < 0.1\""
    guard let sign = topLevel.first(where: { tokens[$0].kind == token.kind }), combined == nil,
      !topLevel.contains(where: { relation(at: $0) != nil })
    else { return FormulaError("drawn numbers are hardly ever equal", at: token.range, help: help) }
    let difference = difference(
      text(tokens[0].range.lowerBound..<tokens[sign - 1].range.upperBound),
      text(tokens[sign + 1].range.lowerBound..<bytes.count))
    let comparison = token.kind == .sign("!=") ? ">" : "<"
    return FormulaError(
      "drawn numbers are hardly ever equal", at: token.range, help: help,
      cure: [.init(0..<bytes.count, "abs(\(difference)) \(comparison) 0.1")])
  }

  /// A word or a sign that joins or turns conditions.
  func mistakeOfWord(_ word: String) -> FormulaError {
    let help =
      switch word {
      case "not": "turn the inequality round: \"x1 <= 0\" for \"x1 > 0\""
      case "xor": "one of two, but not both: \"x1*x2 < 0\""
      case "mod": "the remainder of x1 by 2 is \"x1 - 2*floor(x1/2)\""
      case "if", "else": "an inequality gives the classes 0 and 1: \"x1 > 0\""
      case "in", "is", "for": "an inequality gives the classes 0 and 1: \"abs(x1) < 0.5\""
      default: "both are \"min(x1, x2) > 0\", and one of them is \"max(x1, x2) > 0\""
      }
    return FormulaError("'\(word)' is no operator", at: token.range, help: help, cure: combined ?? [])
  }

  /// The whole inequality without the parentheses around it.
  private var bare: [FormulaError.Replacement]? {
    guard tokens.count > 2, topLevel == [tokens.count - 2, tokens.count - 1], tokens[0].kind == .sign("(") else {
      return nil
    }
    return [.init(tokens[0].range, ""), .init(tokens[tokens.count - 2].range, "")]
  }

  /// Conditions joined by one kind of word, or a chain of inequalities, as one inequality: `min(x1, 1 - x1) > 0`.
  private var combined: [FormulaError.Replacement]? {
    let joints = topLevel.filter { isJoint($0, ["and", "&", "&&"]) || isJoint($0, ["or", "|", "||"]) }
    let isAnd = joints.allSatisfy { isJoint($0, ["and", "&", "&&"]) }
    guard isAnd || joints.allSatisfy({ isJoint($0, ["or", "|", "||"]) }) else { return nil }
    let bounds = [-1] + joints + [tokens.count - 1]
    var margins: [(text: String, isStrict: Bool)] = []
    for (before, after) in zip(bounds, bounds.dropFirst()) {
      guard let found = self.margins(before + 1..<after) else { return nil }
      margins += found
    }
    guard margins.count > 1, isAnd || margins.count == joints.count + 1 else { return nil }
    let sign = margins.allSatisfy { !$0.isStrict } ? ">=" : ">"
    let whole = "\(isAnd ? "min" : "max")(\(margins.map(\.text).joined(separator: ", "))) \(sign) 0"
    return [.init(0..<bytes.count, whole)]
  }

  /// Whether a token is one of some words or signs.
  private func isJoint(_ index: Int, _ words: [String]) -> Bool {
    switch tokens[index].kind {
    case .name(let word), .sign(let word): words.contains(word)
    default: false
    }
  }

  private func relation(at index: Int) -> Formula.Relation? {
    if case .sign(let sign) = tokens[index].kind { Formula.Relation(rawValue: sign) } else { nil }
  }

  /// By how much each inequality of a condition holds, as text; a value alone is compared with 0.
  private func margins(_ condition: Range<Int>) -> [(text: String, isStrict: Bool)]? {
    var condition = condition
    while condition.count > 2, encloses(condition) { condition = condition.dropFirst().dropLast() }
    guard !condition.isEmpty else { return nil }
    var depth = 0
    let relations = condition.filter { index in
      if tokens[index].kind == .sign("(") { depth += 1 }
      if tokens[index].kind == .sign(")") { depth -= 1 }
      return depth == 0 && relation(at: index) != nil
    }
    let bounds = [condition.lowerBound - 1] + relations + [condition.upperBound]
    let sides = zip(bounds, bounds.dropFirst()).map { $0 + 1..<$1 }
    guard sides.allSatisfy({ !$0.isEmpty }) else { return nil }
    let texts = sides.map { text(tokens[$0.lowerBound].range.lowerBound..<tokens[$0.upperBound - 1].range.upperBound) }
    guard !relations.isEmpty else { return [(texts[0], true)] }
    return relations.enumerated().map { place, index in
      let sign = relation(at: index)
      let isAbove = sign == .greater || sign == .greaterOrEqual
      let (larger, smaller) = isAbove ? (texts[place], texts[place + 1]) : (texts[place + 1], texts[place])
      return (difference(larger, smaller), sign == .greater || sign == .less)
    }
  }

  /// Whether the first and the last token of a condition are parentheses that belong together.
  private func encloses(_ condition: Range<Int>) -> Bool {
    guard tokens[condition.lowerBound].kind == .sign("(") else { return false }
    var depth = 0
    for index in condition {
      if tokens[index].kind == .sign("(") { depth += 1 }
      if tokens[index].kind == .sign(")") { depth -= 1 }
      if depth == 0 { return index == condition.upperBound - 1 }
    }
    return false
  }

  /// The difference of two texts.
  private func difference(_ first: String, _ second: String) -> String {
    if second == "0" { return first }
    let isPlain = !second.contains { "+-".contains($0) }
    return "\(first) - \(isPlain ? second : "(\(second))")"
  }
}
