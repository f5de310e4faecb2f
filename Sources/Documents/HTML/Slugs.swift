/// Names for the headings of a page, as GitHub makes them: what a link of Markdown to a heading leads to.
struct Slugs {
  private var used: Set<String> = []

  /// The words of a heading in lower case, with `-` for blanks and without signs; another of the same words gets a number.
  ///
  /// A name has no dot in it, so that it is none of those that a page gives to its other parts.
  mutating func next(for heading: String) -> String {
    let letters = heading.lowercased().unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
      if scalar == " " { return "-" }
      return scalar == "-" || scalar == "_" || scalar.isLetterMarkOrDigit ? scalar : nil
    }
    let words = String(String.UnicodeScalarView(letters))
    let first = words.isEmpty ? "section" : words
    var (name, number) = (first, 0)
    while !used.insert(name).inserted {
      number = max(number + 1, next[first] ?? 0)
      name = "\(first)-\(number)"
    }
    next[first] = number + 1
    return name
  }

  /// Where to go on counting headings of the same words.
  private var next: [String: Int] = [:]
}

extension Unicode.Scalar {
  fileprivate var isLetterMarkOrDigit: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber: true
    default: false
    }
  }
}
