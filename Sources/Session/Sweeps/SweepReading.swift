import Language
import Outputs

/// What stands behind `sweep`: variables with their values, and how many combinations are drawn.
struct SweepHead: Sendable {
  let variables: [SweepVariable]
  /// The combinations to draw; nil for all that there are.
  let draws: Int?
  /// The runs to make, counted from 1, as those that were done when the sweep was interrupted; nil for all.
  let runs: SweepRuns?

  /// The most values of a variable, and the most runs of a sweep.
  static let mostRuns = 100_000

  /// Reads the tokens behind `sweep`.
  ///
  /// A word begins a variable where the block uses it as `$word`; every other word is a value. Seeds are never drawn.
  init(_ tokens: [Token], usedNames: Set<String>, seedNames: Set<String>) throws(Diagnostic) {
    var reader = SweepReader(tokens: tokens[...], usedNames: usedNames)
    runs = try reader.takeRuns()
    draws = try reader.takeDraws()
    var variables: [SweepVariable] = []
    while !reader.tokens.isEmpty {
      let variable = try reader.variable(isDrawn: draws != nil, seedNames)
      if variables.contains(where: { $0.name == variable.name }) {
        throw Diagnostic("'\(variable.name)' is given twice", at: variable.place)
      }
      variables.append(variable)
    }
    guard !variables.isEmpty else {
      throw Diagnostic(
        "sweep needs a name with its values", at: tokens[0].span, help: "for example 'sweep seed 0..9 random 20'")
    }
    self.variables = variables
  }
}

/// Reads variables off tokens.
private struct SweepReader {
  var tokens: ArraySlice<Token>
  let usedNames: Set<String>

  /// The runs at the end, which are taken off.
  mutating func takeRuns() throws(Diagnostic) -> SweepRuns? {
    guard !usedNames.contains("runs"), let index = tokens.firstIndex(where: { $0.kind == .word("runs") })
    else { return nil }
    let word = tokens[index].span
    var rest = tokens[(index + 1)...]
    var ranges: [ClosedRange<Int>] = []
    while !rest.isEmpty {
      let first = try wholeNumber(rest.popFirst(), after: word, "runs", 1...SweepHead.mostRuns, "runs 1..20")
      var last = first
      if rest.first?.kind == .symbol("..") {
        rest.removeFirst()
        last = try wholeNumber(rest.popFirst(), after: word, "runs", first...SweepHead.mostRuns, "runs 1..20")
      }
      ranges.append(first...last)
    }
    guard !ranges.isEmpty else {
      throw Diagnostic("'runs' needs the numbers of runs", at: word, help: "write 'runs 1..20'")
    }
    let place = word.union(tokens[tokens.endIndex - 1].span)
    tokens = tokens[..<index]
    return SweepRuns(ranges: ranges, place: place)
  }

  /// The number of draws at the end, which is taken off.
  mutating func takeDraws() throws(Diagnostic) -> Int? {
    guard !usedNames.contains("random"), let index = tokens.firstIndex(where: { $0.kind == .word("random") })
    else { return nil }
    let word = tokens[index].span
    let count = try wholeNumber(
      tokens[(index + 1)...].first, after: word, "random", 1...SweepHead.mostRuns, "random 100")
    if let extra = tokens[(index + 2)...].first {
      throw Diagnostic(
        "unexpected '\(extra.kind.shown)'", at: extra.span, help: "'random \(count)' stands at the end")
    }
    tokens = tokens[..<index]
    return count
  }

  /// The next variable with its values.
  mutating func variable(isDrawn: Bool, _ seedNames: Set<String>) throws(Diagnostic) -> SweepVariable {
    let first = tokens.removeFirst()
    guard case .word(let name) = first.kind else {
      throw Diagnostic(
        "a sweep begins with a name, not '\(first.kind.shown)'", at: first.span,
        help: "write it before its values: 'sweep seed 0..9'")
    }
    guard usedNames.contains(name) else {
      let similar = nearest(to: name, among: usedNames.sorted())
      throw Diagnostic(
        "no command of the block uses '$\(name)'", at: first.span,
        help: similar.map { "a name with a similar spelling is used: '$\($0)'" }
          ?? "write '$\(name)' in the block where its values go")
    }
    var (values, place): ([Token.Kind], Span) = ([], first.span)
    while let token = tokens.first {
      if case .word(let word) = token.kind, usedNames.contains(word) { break }
      tokens.removeFirst()
      place = place.union(token.span)
      guard case .number(let number) = token.kind, tokens.first?.kind == .symbol("..") else {
        try refuseNoValue(token, of: name, after: values)
        values.append(token.kind)
        continue
      }
      let range = try self.range(from: number, token.span, name, isDrawn: isDrawn && !seedNames.contains(name))
      place = place.union(range.place)
      if case .drawn = range.choice, values.isEmpty, isEndOfValues {
        return SweepVariable(name: name, place: place, choice: range.choice)
      }
      guard case .values(let several) = range.choice else {
        throw Diagnostic("a range that is drawn from stands alone", at: range.place)
      }
      values += several
    }
    guard !values.isEmpty else {
      throw Diagnostic("'\(name)' has no values", at: first.span, help: "write them behind it: '\(name) 0..9'")
    }
    var seen: Set<String> = []
    if let value = values.first(where: { !seen.insert($0.shown).inserted }) {
      throw Diagnostic("\(value.shown) is given twice for '\(name)'", at: place)
    }
    return SweepVariable(name: name, place: place, choice: .values(values))
  }

  private var isEndOfValues: Bool {
    guard let next = tokens.first else { return true }
    if case .word(let word) = next.kind { return usedNames.contains(word) }
    return false
  }

  /// Refuses what can be no value, such as a misspelt name behind numbers.
  private func refuseNoValue(_ token: Token, of name: String, after values: [Token.Kind]) throws(Diagnostic) {
    switch token.kind {
    case .number(let number):
      guard number.isFinite else { throw Diagnostic("values must be finite numbers", at: token.span) }
    case .string: break
    case .word(let word):
      guard case .number? = values.last else { return }
      throw Diagnostic(
        "'\(word)' is no value beside numbers, and no command of the block uses '$\(word)'", at: token.span,
        help: nearest(to: word, among: usedNames.sorted()).map { "a name with a similar spelling is used: '$\($0)'" }
          ?? "write '$\(word)' in the block where its values go")
    case .place, .variable, .symbol: throw Diagnostic("unexpected '\(token.kind.shown)'", at: token.span)
    }
  }

  /// The numbers from a first to the one behind `..`, in steps of one or as a word behind it says.
  private mutating func range(
    from lower: Double, _ start: Span, _ name: String, isDrawn: Bool
  ) throws(Diagnostic) -> (choice: SweepVariable.Choice, place: Span) {
    let dots = tokens.removeFirst()
    guard let end = tokens.first, case .number(let upper) = end.kind, upper.isFinite, lower.isFinite else {
      throw Diagnostic("'..' needs a last number", at: dots.span, help: "write it behind: '\(name) \(lower.plain)..9'")
    }
    tokens.removeFirst()
    var place = start.union(end.span)
    guard upper > lower else {
      throw Diagnostic(
        "a range goes from the first to the last", at: place,
        help: "turn it round: '\(name) \(upper.plain)..\(lower.plain)'")
    }
    guard (upper - lower).isFinite else { throw Diagnostic("the range is too wide", at: place) }
    var spacing: String?
    var count: Double?
    if case .word(let word)? = tokens.first?.kind, ["log", "linear", "step"].contains(word), !usedNames.contains(word) {
      let token = tokens.removeFirst()
      (spacing, place) = (word, place.union(token.span))
      if case .number(let number)? = tokens.first?.kind {
        place = place.union(tokens.removeFirst().span)
        count = number
      }
    }
    if spacing == "log", lower <= 0 {
      throw Diagnostic("'log' needs numbers above 0", at: place, help: "write 'linear' for an even spacing")
    }
    return (try choice(lower, upper, spacing, count, name, at: place, isDrawn: isDrawn), place)
  }

  private func choice(
    _ lower: Double, _ upper: Double, _ spacing: String?, _ count: Double?, _ name: String, at place: Span,
    isDrawn: Bool
  ) throws(Diagnostic) -> SweepVariable.Choice {
    let written = "\(lower.plain)..\(upper.plain)"
    switch (spacing, count) {
    case (nil, _) where isDrawn: return .drawn(lower...upper, isLogarithmic: false)
    case ("log"?, nil) where isDrawn: return .drawn(lower...upper, isLogarithmic: true)
    case ("linear"?, nil) where isDrawn: return .drawn(lower...upper, isLogarithmic: false)
    case (nil, _), ("step"?, _):
      let step = spacing == nil ? 1 : count ?? 0
      guard step > 0, step.isFinite else {
        throw Diagnostic("'step' needs a number above 0", at: place, help: "write '\(name) \(written) step 0.1'")
      }
      guard spacing != nil || (lower == lower.rounded() && upper == upper.rounded()) else {
        throw Diagnostic(
          "how many numbers from \(lower.plain) to \(upper.plain) is not said", at: place,
          help: lower > 0 ? "write '\(name) \(written) log 7' or 'linear 7'" : "write '\(name) \(written) linear 7'")
      }
      let steps = ((upper - lower) / step + 1e-9).rounded(.down)
      try refuseTooMany(steps + 1, at: place)
      return .values((0...Int(steps)).map { .number(stepped(lower, step, $0)) })
    case (let spacing?, let count):
      guard let count, count == count.rounded(), count >= 2 else {
        throw Diagnostic(
          "'\(spacing)' needs how many numbers, at least 2", at: place, help: "write '\(name) \(written) \(spacing) 7'")
      }
      try refuseTooMany(count, at: place)
      return .values(
        (0..<Int(count)).map {
          .number(spaced(lower, upper, Double($0) / (count - 1), isLogarithmic: spacing == "log"))
        })
    }
  }

  /// So many steps from a number, to twelve digits where they are not whole.
  private func stepped(_ lower: Double, _ step: Double, _ index: Int) -> Double {
    let value = lower + step * Double(index)
    return value == value.rounded() ? value : Double(scientific(value, decimals: 11)) ?? value
  }

  private func refuseTooMany(_ count: Double, at place: Span) throws(Diagnostic) {
    guard count > Double(SweepHead.mostRuns) else { return }
    throw Diagnostic("\(count.plain) values are too many: a sweep has at most \(SweepHead.mostRuns) runs", at: place)
  }

  private func wholeNumber(
    _ token: Token?, after word: Span, _ name: String, _ range: ClosedRange<Int>, _ example: String
  ) throws(Diagnostic) -> Int {
    guard let token, case .number(let value) = token.kind, value == value.rounded(),
      value >= Double(range.lowerBound), value <= Double(range.upperBound)
    else {
      throw Diagnostic(
        "'\(name)' needs a whole number from \(range.lowerBound) to \(range.upperBound)", at: token?.span ?? word,
        help: "write '\(example)'")
    }
    return Int(value)
  }
}
