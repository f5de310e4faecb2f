/// The words of other languages for the same, and what is typed here in their place.
public struct Vocabulary: Sendable {
  /// What stands for a word in lower case, or for two in a row: words of this language, or nothing where none is needed.
  let words: [String: String]
  /// What to do about a word, or the ending of a file, for which there is no word here, in a phrase.
  let advice: [String: String]
  /// The commands of which only the last one holds.
  let settings: Set<String>

  /// Creates a vocabulary.
  public init(words: [String: String] = [:], advice: [String: String] = [:], settings: Set<String> = []) {
    (self.words, self.advice, self.settings) = (words, advice, settings)
  }
}
