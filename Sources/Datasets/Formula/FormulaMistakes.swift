/// What is wrong where a formula cannot go on, and what is written instead.
extension FormulaParser {
  /// What is wrong with the token behind a value.
  var mistakeBehindValue: FormulaError {
    let written = text(token.range)
    switch token.kind {
    case .number, .sign("("): return missingProduct
    case .name(let name): return Self.isConnective(name) ? mistakeOfWord(name) : missingProduct
    case .foreign: return mistakeOfCharacters
    case .sign(")"):
      return FormulaError("no parenthesis is open here", at: token.range, cure: [.init(token.range, "")])
    case .sign(","): return mistakeOfComma
    case .sign("<"), .sign("<="), .sign(">"), .sign(">="): return mistakeOfInequality
    case .sign("**"):
      return FormulaError("a power is written with '^'", at: token.range, cure: [.init(token.range, "^")])
    case .sign("&"), .sign("&&"), .sign("|"), .sign("||"): return mistakeOfWord(written)
    case .sign("="), .sign("=="), .sign("!="): return mistakeOfEquality
    case .sign("%"):
      return FormulaError(
        "'%' is no operator", at: token.range, help: "the remainder of x1 by 2 is \"x1 - 2*floor(x1/2)\"")
    case .sign("//"):
      return FormulaError(
        "'//' is no operator", at: token.range, help: "\"floor(x1/2)\" is a quotient without its fraction")
    case .sign, .end: return FormulaError("unexpected '\(written)'", at: token.range)
    }
  }

  /// What is wrong where a value should stand.
  var mistakeInsteadOfValue: FormulaError {
    let (written, before) = (text(token.range), text(previous.range))
    switch token.kind {
    case .end where index == 0:
      return FormulaError("the formula is empty", at: token.range, help: "for example \"sin(3*x1)\"")
    case .sign(")") where previous.kind == .sign("("):
      return FormulaError(
        "there is nothing in the parentheses", at: previous.range.lowerBound..<token.range.upperBound)
    case .end, .sign(")"): return FormulaError("a value is missing after '\(before)'", at: previous.range)
    case .foreign: return mistakeOfCharacters
    case .sign("|"): return mistakeOfBars
    case .sign("["), .sign("{"): return mistakeOfBrackets
    case .sign("!"), .sign("~"): return mistakeOfWord("not")
    case .sign("$"):
      return FormulaError("unexpected '$'", at: token.range, help: "write the number itself")
    case .sign("*"), .sign("/"), .sign("^"), .sign(","), .sign("**"), .sign("//"), .sign("%"), .sign("<"), .sign("<="),
      .sign(">"), .sign(">="), .sign("="), .sign("=="), .sign("!="), .sign("&"), .sign("&&"), .sign("||"):
      return FormulaError("a value is missing before '\(written)'", at: token.range)
    case .sign, .number, .name: return FormulaError("unexpected '\(written)'", at: token.range)
    }
  }

  /// A product without its sign, as in `2x1`.
  private var missingProduct: FormulaError {
    let written = text(token.range)
    let gap = previous.range.upperBound..<token.range.lowerBound
    if case .number = token.kind, case .number = previous.kind {
      return FormulaError("an operator is missing before '\(written)'", at: token.range)
    }
    return FormulaError("a '*' is missing before '\(written)'", at: token.range, cure: [.init(gap, "*")])
  }

  /// A comma where none separates the values of a function.
  private var mistakeOfComma: FormulaError {
    if case .number = previous.kind, case .number = tokens[index + 1].kind, !isSpaced {
      return FormulaError("decimals stand behind a point", at: token.range, cure: [.init(token.range, ".")])
    }
    let help = depth == 0 ? "several formulas stand in quotes of their own: \"x1+x2\" \"x1*x2\"" : nil
    return FormulaError("unexpected ','", at: token.range, help: help)
  }

  /// Whether blanks stand around the token.
  private var isSpaced: Bool {
    previous.range.upperBound < token.range.lowerBound || token.range.upperBound < tokens[index + 1].range.lowerBound
  }

  /// `|x1|`, if a second bar follows.
  private var mistakeOfBars: FormulaError {
    let second = tokens[(index + 1)...].first { $0.kind == .sign("|") }
    return FormulaError(
      "a size is written with 'abs'", at: token.range, help: "for example \"abs(x1)\"",
      cure: second.map { [.init(token.range, "abs("), .init($0.range, ")")] } ?? [])
  }

  /// Brackets that are not round, all of which are made so.
  private var mistakeOfBrackets: FormulaError {
    let round = ["[": "(", "{": "(", "]": ")", "}": ")"]
    return FormulaError(
      "parentheses are round", at: token.range,
      cure: tokens.compactMap { token in
        guard case .sign(let sign) = token.kind, let meant = round[sign] else { return nil }
        return .init(token.range, meant)
      })
  }

  /// Characters that are not ASCII, with all that there are of them in the text.
  private var mistakeOfCharacters: FormulaError {
    guard case .foreign(.some) = token.kind else {
      let shown = text(token.range).unicodeScalars.map {
        $0.value < 0x20 || $0.value == 0x7F ? $0.escaped(asASCII: true) : String($0)
      }
      return FormulaError("unexpected character '\(shown.joined())'", at: token.range)
    }
    return FormulaError(
      "formulas are written in ASCII, and this is not", at: token.range,
      cure: tokens.compactMap { token in
        if case .foreign(let ascii?) = token.kind { FormulaError.Replacement(token.range, ascii) } else { nil }
      })
  }

  /// A number that is none, or too large.
  func mistake(ofNumber number: Double, _ token: FormulaToken) -> FormulaError {
    let written = text(token.range)
    guard number.isInfinite else { return FormulaError("'\(written)' is not a number", at: token.range) }
    return FormulaError("\(written) is too large", at: token.range, help: "numbers go up to about 1e308")
  }

  /// A function with no parenthesis behind it, which is the token.
  func mistake(ofFunction name: String, _ function: FormulaToken) -> FormulaError {
    if case .foreign = token.kind { return mistakeOfCharacters }
    let isPlain =
      switch token.kind {
      case .name(let next): FormulaFunction(rawValue: next) == nil && FormulaFunction(rawValue: name) != nil
      case .number: FormulaFunction(rawValue: name) != nil
      default: false
      }
    let (gap, end) = (function.range.upperBound..<token.range.lowerBound, token.range.upperBound)
    let cure: [FormulaError.Replacement] = isPlain ? [.init(gap, "("), .init(end..<end, ")")] : []
    return FormulaError(
      "\(name) needs a value in parentheses", at: function.range, help: Self.use(of: name), cure: cure)
  }

  /// A function with too few or too many values.
  func mistake(ofCount count: Int, _ name: String, _ whole: Range<Int>) -> FormulaError {
    guard FormulaFunction(rawValue: name) != nil else {
      return FormulaError("\(name) takes two values or more, not \(count)", at: whole, help: Self.use(of: name))
    }
    return FormulaError(
      "\(name) takes one value, not \(count)", at: whole,
      help: name == "log" ? "the logarithm to base 2 is \"log(x1)/log(2)\"" : Self.use(of: name))
  }

  /// A help that shows a use of a function.
  static func use(of name: String) -> String {
    "for example \"\(name)(\(FormulaFunction(rawValue: name) == nil ? "x1, x2" : "x1"))\""
  }
}
