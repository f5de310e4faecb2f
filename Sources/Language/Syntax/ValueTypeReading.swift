extension ValueType {
  /// Whether a token can begin a value of this type; asked only where the value may be left out.
  func starts(with kind: Token.Kind) -> Bool {
    switch (self, kind) {
    case (.integer, .number), (.range, .number), (.number, .number), (.numbers, .number), (.comparison, .symbol): true
    case (.word(let pattern), .word(let word)): pattern.matches(word)
    case (.choice(_, let forms), .word(let word)): forms.contains { $0.matches(word) }
    case (.topic, .word), (.variables, .word), (.literal, _): true
    default: false
    }
  }

  /// Whether messages point at all of its tokens.
  var isSeveralTokens: Bool {
    switch self {
    case .range, .variables, .domain: true
    default: false
    }
  }

  /// A help that lists the words of a choice, where they are not too many.
  var choices: String? {
    guard case .choice(_, let forms) = self, forms.count <= Self.longestList else { return nil }
    return "choose from: \(forms.map(\.name).joined(separator: ", "))"
  }

  /// The most words that a help lists.
  static let longestList = 15

  /// The type as a message names it, with the argument's name in front where that helps.
  func description(of name: String?) -> String {
    let what =
      switch self {
      case .integer: "a whole number"
      case .range: "a whole number or a range such as '2..5'"
      case .number: "a number"
      case .numbers: "numbers"
      case .choice(let noun, _): withArticle(noun)
      case .name: "a name"
      case .literal: "a number, a word or a string"
      case .topic: "a word of the language"
      case .word(let pattern), .place(let pattern): pattern.description
      case .path: "a file or folder in quotes"
      case .texts(let noun): "\(withArticle(noun)) in quotes"
      case .columns: "columns, by name or by number from 1"
      case .condition: "a condition such as 'loss < 0.01'"
      case .comparison: "a comparison such as '< 0.01'"
      case .variables: "names with their values, such as 'seed 0..9'"
      case .domain: "a range such as '0.001..1', or values to choose from"
      }
    guard let name, case .integer = self else {
      if let name, case .number = self { return "\(name.uppercased()), a number" }
      return what
    }
    return "\(name.uppercased()), \(what)"
  }
}
