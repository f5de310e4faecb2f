/// The words of other languages for the same, and what is typed here in their place.
public struct Vocabulary: Sendable {
  /// What stands for a word in lower case, or for two in a row: words of this language, or nothing where none is needed.
  let words: [String: String]
  /// What to do about a word, or the ending of a file, for which there is no word here, in a phrase.
  let advice: [String: String]
  /// The commands of which only the last one holds.
  let settings: Set<String>
  /// What a word adds of its own, unless it is said.
  let implied: [String: Implied]
  /// The command that a keyword of several is meant for where it stands without one.
  let owners: [String: String]
  /// The words that a question in plain words begins with.
  let questions: Set<String>

  /// Creates a vocabulary.
  public init(
    words: [String: String] = [:], advice: [String: String] = [:], settings: Set<String> = [],
    implied: [String: Implied] = [:], owners: [String: String] = [:], questions: Set<String> = []
  ) {
    (self.words, self.advice, self.settings, self.questions) = (words, advice, settings, questions)
    (self.implied, self.owners) = (implied, owners)
  }

  /// A keyword with its value that holds in another library beside a second keyword.
  public struct Implied: Sendable {
    let keyword: String
    let value: String
    let besides: String

    /// Creates one.
    public init(_ keyword: String, _ value: String, besides: String) {
      (self.keyword, self.value, self.besides) = (keyword, value, besides)
    }
  }
}
