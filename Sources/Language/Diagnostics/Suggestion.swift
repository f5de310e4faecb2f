/// A noun with its indefinite article.
func withArticle(_ noun: String) -> String {
  (noun.first.map { "aeiou".contains($0) } ?? false) ? "an \(noun)" : "a \(noun)"
}

/// Texts of which one is to be chosen: `a, b or c`.
func alternatives(_ texts: [String]) -> String { listed(texts, "or") }

/// Texts in a row with a word before the last: `a, b and c`.
package func listed(_ texts: [String], _ conjunction: String) -> String {
  texts.count < 2
    ? texts.joined() : texts.dropLast().joined(separator: ", ") + " \(conjunction) " + texts[texts.count - 1]
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

extension Grammar {
  /// Where to look for something that no word of the language is called: the nearest word, or the places that tell of it.
  func whereabouts(of words: [String]) -> String {
    let names = allTopics.flatMap { [$0.name] + $0.synonyms }
    for word in words.reversed() where topics(named: word).isEmpty {
      if let advice = vocabulary.advice[word.lowercased()] { return advice }
      if let translation = vocabulary.words[word], let topic = topic(translation.split(separator: " ").map(String.init))
      {
        return "'\(word)' is '\(topic.example(with: topic.name))' here: 'help \(translation)'"
      }
      if let similar = nearest(to: word, among: names) { return "a word with a similar name exists: 'help \(similar)'" }
      let about = topics(about: word).prefix(4).map { "'help \($0.name)'" }
      if !about.isEmpty { return "see \(alternatives(about))" }
    }
    let places = words.compactMap { topics(named: $0).first }.map { "'help \($0.name)'" }
    return places.isEmpty ? advice : "see \(alternatives(places))"
  }
}
