/// Names that a formula does not have, and what is written for them.
extension FormulaParser {
  /// What is wrong with a name that stands for nothing here.
  func mistake(ofName name: String, _ token: FormulaToken) -> FormulaError {
    if let mistake = mistakeOfIndex(name) { return mistake }
    if name == "lambda" || Self.isConnective(name) { return mistakeOfWord(name) }
    let last = name.split(separator: ".").last.map(String.init) ?? name
    if let meant = Self.meant(by: last) {
      return FormulaError("'\(name)' is '\(meant)' here", at: token.range, cure: [.init(token.range, meant)])
    }
    if let mistake = mistakeOfNumbered(name, token) { return mistake }
    if let apart = Self.apart(last) {
      return FormulaError(
        "'\(name)' is not one name", at: token.range, help: "write \"\(apart)\"", cure: [.init(token.range, apart)])
    }
    if let cure = lettersAsInputs(name) {
      return FormulaError("'\(name)' is '\(Self.letters[name] ?? name)' here", at: token.range, cure: cure)
    }
    if let advice = Self.advice[last.lowercased()] {
      return FormulaError("a formula has no '\(name)'", at: token.range, help: advice)
    }
    guard tokens[index + 1].kind != .sign("(") else {
      return FormulaError(
        "unknown function '\(name)'", at: token.range,
        help: "choose from: \(Formula.functions.joined(separator: ", "))",
        unknownName: name)
    }
    return FormulaError(
      "unknown name '\(name)'", at: token.range,
      help: "the inputs are x1, x2 … up to x\(Formula.mostInputs), and pi and e are numbers", unknownName: name)
  }

  /// The name here of a function, a constant or an input that is known by another, or in capitals.
  static func meant(by name: String) -> String? {
    let small = name.lowercased()
    if let renamed = renamed[small] { return renamed }
    let isKnown =
      FormulaFunction(rawValue: small) != nil || FormulaOperator(rawValue: small) != nil || constants[small] != nil
      || input(small) != nil
    return isKnown ? small : nil
  }

  private static let renamed = [
    "ln": "log", "fabs": "abs", "absolute": "abs", "sgn": "sign", "signum": "sign", "maximum": "max", "minimum": "min",
    "fmax": "max", "fmin": "min", "logistic": "sigmoid", "expit": "sigmoid", "tg": "tan", "sine": "sin",
    "cosine": "cos",
  ]

  private static let letters = ["x": "x1", "y": "x2", "z": "x3"]

  private static let advice: [String: String] = {
    let random = "'noise 0.1' adds normal numbers to the targets"
    return [
      "pow": "for example \"x1^2\"", "power": "for example \"x1^2\"", "square": "for example \"x1^2\"",
      "cbrt": "for example \"x1^(1/3)\"",
      "sinh": "for example \"(exp(x1) - exp(-x1))/2\"", "cosh": "for example \"(exp(x1) + exp(-x1))/2\"",
      "log2": "for example \"log(x1)/log(2)\"", "log10": "for example \"log(x1)/log(10)\"",
      "log1p": "for example \"log(1 + x1)\"",
      "expm1": "for example \"exp(x1) - 1\"", "relu": "for example \"max(x1, 0)\"",
      "ceil": "for example \"-floor(-x1)\"",
      "round": "for example \"floor(x1 + 0.5)\"", "step": "an inequality gives the classes 0 and 1: \"x1 > 0\"",
      "heaviside": "an inequality gives the classes 0 and 1: \"x1 > 0\"",
      "where": "an inequality gives the classes 0 and 1: \"x1 > 0\"",
      "softplus": "for example \"log(1 + exp(x1))\"", "hypot": "for example \"sqrt(x1^2 + x2^2)\"",
      "random": random, "rand": random, "randn": random, "normal": random, "noise": random,
    ]
  }()

  /// An input that is taken out of a list by its place from 0, such as `x[0]`; all of them are cured together.
  private func mistakeOfIndex(_ name: String) -> FormulaError? {
    guard tokens[index + 1].kind == .sign("[") else { return nil }
    var cure: [FormulaError.Replacement] = []
    for place in tokens.indices {
      guard case .name = tokens[place].kind, tokens[place + 1].kind == .sign("["),
        let end = tokens[place...].firstIndex(where: { $0.kind == .sign("]") }),
        case .number(let number) = tokens[end - 1].kind, number >= 0, number < Double(Formula.mostInputs),
        number == number.rounded()
      else { continue }
      cure.append(.init(tokens[place].range.lowerBound..<tokens[end].range.upperBound, "x\(Int(number) + 1)"))
    }
    let end = tokens[index...].first { $0.kind == .sign("]") } ?? tokens[index + 1]
    return FormulaError(
      "inputs have no brackets", at: token.range.lowerBound..<end.range.upperBound,
      help: "the first is x1, the second x2", cure: cure)
  }

  /// The number of a name such as `x0`, `X1` or `x_2`.
  private static func number(of name: String) -> Int? {
    guard name.lowercased().first == "x" else { return nil }
    let digits = name.dropFirst().drop { $0 == "_" }
    return digits.isEmpty || digits.count > 4 ? nil : Int(digits)
  }

  /// A numbered input that is written in another way, or counted from 0, in which case all are.
  private func mistakeOfNumbered(_ name: String, _ token: FormulaToken) -> FormulaError? {
    guard let number = Self.number(of: name) else { return nil }
    if number > Formula.mostInputs {
      return FormulaError("a formula has at most \(Formula.mostInputs) inputs", at: token.range)
    }
    let numbered = tokens.compactMap { token -> (range: Range<Int>, number: Int)? in
      guard case .name(let name) = token.kind, let number = Self.number(of: name) else { return nil }
      return (token.range, number)
    }
    let first = numbered.contains { $0.number == 0 } ? 1 : 0
    let cure = numbered.map { FormulaError.Replacement($0.range, "x\($0.number + first)") }
    let message = number == 0 ? "inputs are counted from 1" : "'\(name)' is 'x\(number + first)' here"
    return FormulaError(message, at: token.range, cure: cure)
  }

  /// A name that is several in a row: `x1*x2` for `x1x2`, `sin(x1)` for `sinx1`.
  private static func apart(_ name: String) -> String? {
    let inputs = name.split(separator: "x", omittingEmptySubsequences: false).dropFirst().map { "x\($0)" }
    if name.hasPrefix("x"), inputs.count > 1, inputs.allSatisfy({ $0 != "x" && input($0) != nil }) {
      return inputs.joined(separator: "*")
    }
    let function = FormulaFunction.allCases.map(\.rawValue).first { name.hasPrefix($0) }
    guard let function, input(String(name.dropFirst(function.count))) != nil else { return nil }
    return "\(function)(\(name.dropFirst(function.count)))"
  }

  /// The inputs x, y and z by their numbers, where y or z stands for one.
  private func lettersAsInputs(_ name: String) -> [FormulaError.Replacement]? {
    guard Self.letters[name] != nil, tokens[index + 1].kind != .sign("(") else { return nil }
    return tokens.compactMap { token in
      guard case .name(let name) = token.kind, let input = Self.letters[name] else { return nil }
      return .init(token.range, input)
    }
  }
}

extension Formula {
  /// The functions that a formula may name.
  public static let functions = FormulaFunction.allCases.map(\.rawValue) + ["min", "max"]
}
