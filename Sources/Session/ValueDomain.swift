import Language

/// The values among which that of a `let` is to lie: the range of its slider in a live preview, or the items of its menu.
///
/// It changes no number: a value in the text lies within it, and one from outside need not.
public enum ValueDomain: Sendable, Equatable {
  /// The numbers from a lowest to a highest, even steps of whose logarithms are one length if so.
  case range(ClosedRange<Double>, isLogarithmic: Bool)
  /// Several values to choose from.
  case choices([Token.Kind])

  /// Reads what stands behind `in`.
  ///
  /// - Parameters:
  ///   - tokens: the numbers with `..` between them, or the values.
  ///   - logarithm: the place of the word `log`, if it is there.
  ///   - place: the place of the tokens.
  init(_ tokens: [Token], logarithm: Span?, at place: Span) throws(Diagnostic) {
    guard let dots = tokens.firstIndex(where: { $0.kind == .symbol("..") }) else {
      if let logarithm { throw Diagnostic("'log' is for a range such as '0.001..1'", at: logarithm) }
      self = .choices(try Self.choices(tokens, at: place))
      return
    }
    guard dots == 1, tokens.count == 3, let low = tokens[0].finiteNumber, let high = tokens[2].finiteNumber else {
      throw Diagnostic("a range goes from a number to a number, such as '0.001..1'", at: place)
    }
    guard low < high else {
      throw Diagnostic(
        "a range goes from a lower to a higher number", at: place,
        help: low == high ? nil : "turn it round: '\(high.plain)..\(low.plain)'")
    }
    if let logarithm, low <= 0 {
      throw Diagnostic("a range with 'log' begins above 0, not at \(low.plain)", at: logarithm.union(place))
    }
    self = .range(low...high, isLogarithmic: logarithm != nil)
  }

  private static func choices(_ tokens: [Token], at place: Span) throws(Diagnostic) -> [Token.Kind] {
    var choices: [Token.Kind] = []
    for token in tokens {
      if case .number(let value) = token.kind, !value.isFinite {
        throw Diagnostic("a value to choose must be finite, not \(value.plain)", at: token.span)
      }
      if choices.contains(token.kind) { throw Diagnostic("'\(token.kind.text)' is given twice", at: token.span) }
      choices.append(token.kind)
    }
    guard choices.count > 1 else {
      throw Diagnostic(
        "one value is no choice", at: place, help: "write a range such as '0.001..1', or several values")
    }
    return choices
  }

  /// Whether a value lies within.
  public func contains(_ value: Token.Kind) -> Bool {
    switch self {
    case .range(let range, _): if case .number(let number) = value { range.contains(number) } else { false }
    case .choices(let choices): choices.contains(value)
    }
  }

  /// The domain as it is written.
  var written: String {
    switch self {
    case .range(let range, let isLogarithmic):
      "\(range.lowerBound.plain)..\(range.upperBound.plain)" + (isLogarithmic ? " log" : "")
    case .choices(let choices): choices.map(\.shown).joined(separator: " ")
    }
  }
}

extension Token {
  /// The number, if it is a finite one.
  fileprivate var finiteNumber: Double? {
    if case .number(let value) = kind, value.isFinite { value } else { nil }
  }
}
