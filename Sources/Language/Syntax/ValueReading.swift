/// Reading the value of one argument.
extension ArgumentReader {
  /// The value of an argument that begins with a token, of the type that its parameter asks for.
  mutating func value(
    _ kind: Token.Kind, of parameter: Parameter, named name: String, from token: Token
  ) throws(Diagnostic) -> Arguments.Value {
    let span = token.span
    func mismatch() -> Diagnostic {
      return Diagnostic(
        "\(name) must be \(parameter.type.description(of: nil)), not \(kind.description)", at: span,
        help: choices(of: parameter) ?? example)
    }
    switch (parameter.type, kind) {
    case (.integer(let range), .number(let value)):
      try check(value, in: range, named: name, at: span, mismatch)
      return .number(value)
    case (.range(let range), .number(let first)):
      try check(first, in: range, named: name, at: span, mismatch)
      return .range(try self.range(from: first, in: range, of: parameter, named: name, at: span))
    case (.number(let range), .number(let value)):
      if let objection = range.objection(to: value) {
        let isPercentage = range.upper == 1 && range.excludesLower && value >= 2 && value <= 100
        throw Diagnostic(
          "\(name) \(objection)", at: span,
          help: isPercentage ? "write '\(name) \((value / 100).plain)' for \(value.plain) %" : nil)
      }
      return .number(value)
    case (.numbers, .number(let first)):
      return .numbers(try numbers(startingWith: first, parameter, at: span))
    case (.name, .word(let word)): return .word(word)
    case (.word(let pattern), .word(let word)):
      guard pattern.matches(word) else { throw mismatch() }
      return .word(word)
    case (.place(let pattern), .word(let word)), (.place(let pattern), .place(let word, _)):
      guard pattern.matches(word) else {
        var mistake = mismatch()
        let others = [word.prefix(1).uppercased() + word.dropFirst(), word.lowercased()]
        if let meant = others.first(where: pattern.matches) {
          (mistake.help, mistake.isExplained) = ("did you mean '\(meant)'?", true)
        }
        throw mistake
      }
      if case .place(_, let indices) = kind { return .place(word, indices) }
      return .place(word, [])
    case (.topic, .word(let word)): return .words(try topic(startingWith: word, of: parameter, at: span))
    case (.path, .string(let text)):
      guard !text.isEmpty else { throw Diagnostic("\(name) must not be empty", at: span) }
      return .text(text)
    case (.path, _):
      throw Diagnostic("\(name) must be in quotes, not \(kind.description)", at: span, help: example)
    case (.texts, .string(let text)):
      return .texts(try texts(startingWith: WrittenText(text, from: token), of: parameter))
    case (.texts, _):
      throw Diagnostic("\(name) must be in quotes, not \(kind.description)", at: span, help: example)
    case (.columns, _):
      guard let first = ColumnReference(kind) else { throw mismatch() }
      var columns = [first]
      while let token = tokens.first, !isStop(token), let next = ColumnReference(try substituted(token, names, grammar))
      {
        tokens.removeFirst()
        columns.append(next)
      }
      awaitValue(of: parameter)
      return .columns(columns)
    case (.variables, .word): return .tokens(try tokens(startingWith: token, of: parameter))
    case (.domain, .number), (.domain, .word), (.domain, .string):
      return .tokens(try tokens(startingWith: Token(kind: kind, span: span), of: parameter))
    case (.literal, .string("")): throw Diagnostic("\(name) must not be empty", at: span)
    case (.literal, .number), (.literal, .word), (.literal, .string):
      return .literal(kind)
    case (.condition(let quantities), .word(let word)):
      guard let quantity = quantities.first(where: { $0.matches(word) }) else {
        throw Diagnostic(
          "unknown quantity '\(word)'", at: span,
          help: "choose from: \(quantities.map(\.name).joined(separator: ", "))")
      }
      awaitPart(.comparison, of: parameter)
      let next = tokens.popFirst()
      guard let token = next, case .symbol(let symbol) = token.kind else {
        let number = if case .number(let value)? = next?.kind { value.plain } else { "0.01" }
        throw Diagnostic(
          "'\(word)' must be compared with a number", at: span,
          help: "write '\(word) < \(number)' or '\(word) > \(number)'")
      }
      guard case .comparison(let comparison) = try comparison(symbol, of: parameter, at: token.span) else {
        throw mismatch()
      }
      return .condition(Condition(quantity: quantity.name, comparison: comparison))
    case (.comparison, .symbol(let symbol)):
      return try comparison(symbol, of: parameter, at: span)
    default:
      throw mismatch()
    }
  }

  /// Refuses a number that is not whole or not in a range.
  private func check(
    _ value: Double, in range: ClosedRange<Int>, named name: String, at span: Span, _ mismatch: () -> Diagnostic
  ) throws(Diagnostic) {
    guard value.isFinite else { throw Diagnostic("\(name) must be a finite number", at: span) }
    guard value == value.rounded() else { throw mismatch() }
    if value < Double(range.lowerBound) {
      throw Diagnostic("\(name) must be at least \(range.lowerBound)", at: span)
    }
    if value > Double(range.upperBound) { throw Diagnostic("\(name) must be at most \(range.upperBound)", at: span) }
  }

  /// The whole numbers from a first one to the one behind `..`, or that alone.
  private mutating func range(
    from first: Double, in bounds: ClosedRange<Int>, of parameter: Parameter, named name: String, at span: Span
  ) throws(Diagnostic) -> ClosedRange<Int> {
    let lower = Int(first)
    guard let token = tokens.first else { return lower...lower }
    if case .number(let other) = try substituted(token, names, grammar) {
      let last = other.magnitude
      let isRange = last == last.rounded() && last > first
      throw Diagnostic(
        "unexpected '\(other.plain)'", at: token.span,
        help: isRange ? "several are written as a range: '\(name) \(lower)..\(last.plain)'" : nil)
    }
    guard token.kind == .symbol("..") else { return lower...lower }
    tokens.removeFirst()
    awaitPart(.integer(bounds), of: parameter)
    guard let end = tokens.popFirst() else {
      throw Diagnostic(
        "'..' needs the last of them", at: token.span, help: "write it behind: '\(name) \(lower)..\(lower + 4)'")
    }
    let kind = try substituted(end, names, grammar)
    guard case .number(let last) = kind else {
      throw Diagnostic("'..' needs a whole number, not \(kind.description)", at: end.span)
    }
    try check(last, in: bounds, named: name, at: end.span) {
      Diagnostic("'..' needs a whole number, not \(kind.description)", at: end.span)
    }
    guard last >= first else {
      throw Diagnostic(
        "a range goes from the first to the last", at: span.union(end.span),
        help: "turn it round: '\(name) \(Int(last))..\(lower)'")
    }
    return lower...Int(last)
  }

  /// The words that name a place in the language.
  private mutating func topic(
    startingWith first: String, of parameter: Parameter, at span: Span
  ) throws(Diagnostic) -> [String] {
    var (words, place) = ([first], span)
    while let token = tokens.first, case .word(let word) = token.kind {
      tokens.removeFirst()
      words.append(word)
      place = place.union(token.span)
    }
    guard grammar.topic(words) == nil else {
      awaitValue(of: parameter)
      return words
    }
    let name = words.joined(separator: " ")
    var mistake = Diagnostic("nothing is called '\(name)'", at: place, help: grammar.whereabouts(of: words))
    mistake.isExplained = true
    throw mistake
  }

  /// The texts in quotes that follow one another, each of which must say something.
  private mutating func texts(
    startingWith first: WrittenText, of parameter: Parameter
  ) throws(Diagnostic) -> [WrittenText] {
    var texts = [first]
    while let token = tokens.first, case .string(let text) = try substituted(token, names, grammar) {
      tokens.removeFirst()
      texts.append(WrittenText(text, from: token))
    }
    if let empty = texts.first(where: { $0.text.isEmpty }) {
      throw Diagnostic("\(parameter.name) must not be empty", at: empty.span)
    }
    awaitValue(of: parameter)
    return texts
  }

  /// The tokens of several values, up to a comparison or a keyword.
  private mutating func tokens(
    startingWith first: Token, of parameter: Parameter
  ) throws(Diagnostic) -> [Token] {
    var taken = [first]
    while let token = tokens.first, !isStop(token) {
      if case .symbol(let symbol) = token.kind, symbol != ".." { break }
      taken.append(Token(kind: try substituted(token, names, grammar), span: token.span))
      tokens.removeFirst()
    }
    awaitValue(of: parameter)
    return taken
  }

  private func isStop(_ token: Token) -> Bool {
    if case .word(let word) = token.kind { innermost.form.parameters.contains { $0.matches(word) } } else { false }
  }

  private mutating func numbers(
    startingWith first: Double, _ parameter: Parameter, at span: Span
  ) throws(Diagnostic) -> [Double] {
    var numbers = [first]
    var places = [span]
    while let token = tokens.first, case .number(let value) = try substituted(token, names, grammar) {
      tokens.removeFirst()
      numbers.append(value)
      places.append(token.span)
    }
    if let index = numbers.firstIndex(where: { !$0.isFinite }) {
      throw Diagnostic("\(parameter.name) must be finite numbers", at: places[index])
    }
    awaitValue(of: parameter)
    return numbers
  }

  private mutating func comparison(
    _ symbol: String, of parameter: Parameter, at span: Span
  ) throws(Diagnostic) -> Arguments.Value {
    guard let relation = Comparison.Relation(rawValue: symbol) else {
      throw Diagnostic("'\(symbol)' does not compare", at: span, help: "choose from: < <= > >= =")
    }
    awaitPart(.number(.any), of: parameter)
    guard let token = tokens.popFirst() else { throw Diagnostic("'\(symbol)' needs a number", at: span) }
    switch try substituted(token, names, grammar) {
    case .number(let value):
      guard value.isFinite else { throw Diagnostic("'\(symbol)' needs a finite number", at: token.span) }
      return .comparison(Comparison(relation: relation, value: value))
    case .string(let text) where relation == .equal: return .text(text)
    case let kind: throw Diagnostic("'\(symbol)' needs a number, not \(kind.description)", at: token.span)
    }
  }
}

extension ColumnReference {
  /// A column as a word or a string names it, or a whole number from 1; nil for anything else.
  fileprivate init?(_ kind: Token.Kind) {
    switch kind {
    case .word(let name), .string(let name): self = .name(name)
    case .number(let value) where value >= 1 && value < 1e9 && value == value.rounded(): self = .number(Int(value))
    default: return nil
    }
  }
}
