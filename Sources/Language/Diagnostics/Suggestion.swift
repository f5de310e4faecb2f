/// A noun with its indefinite article.
func withArticle(_ noun: String) -> String {
  (noun.first.map { "aeiou".contains($0) } ?? false) ? "an \(noun)" : "a \(noun)"
}

/// Texts of which one is to be chosen: `a, b or c`.
func alternatives(_ texts: [String]) -> String {
  texts.count < 2 ? texts.joined() : texts.dropLast().joined(separator: ", ") + " or " + texts[texts.count - 1]
}

/// A help that names the form most like a mistyped word, or all of them where they are few.
func suggestion(_ noun: String, for word: String, among forms: [Form]) -> String? {
  if let similar = nearest(to: word, among: forms.flatMap { [$0.name] + $0.synonyms }) {
    return "\(withArticle(noun)) with a similar name exists: '\(similar)'"
  }
  let longer = forms.map(\.name).filter { $0.split(separator: "_").contains(word[...]) }
  if !longer.isEmpty { return "did you mean \(alternatives(longer.map { "'\($0)'" }))?" }
  return forms.count <= ValueType.longestList ? "choose from: \(forms.map(\.name).joined(separator: ", "))" : nil
}
