/// An explanation in sections, as values: every medium lays it out in its own width.
public struct HelpPage: Sendable, Equatable {
  /// The sections, one below the other.
  public var sections: [Section]

  /// Creates a page.
  public init(_ sections: [Section]) { self.sections = sections }

  /// Blocks that belong together; media leave room between sections.
  public struct Section: Sendable, Equatable {
    /// The blocks, one below the other.
    public var blocks: [Block]

    /// Creates a section.
    public init(_ blocks: [Block]) { self.blocks = blocks }
  }

  /// One part of a section.
  public enum Block: Sendable, Equatable {
    /// What is to be typed, a word or an argument an element; lines break between them.
    case usage([String])
    /// A sentence about the usage above it.
    case summary(String)
    /// Words and what they mean, side by side; the explanations begin at a column where there is room.
    case entries([Entry], column: Int)
    /// Sentences.
    case paragraph(String)
    /// Lines that can be typed as they stand.
    case commands([String])
  }

  /// A word and what it means.
  public struct Entry: Sendable, Equatable {
    /// How deep it stands in what it belongs to, from 0.
    public var level: Int
    /// The word, with its arguments.
    public var word: String
    /// What it means, in one line.
    public var explanation: String
    /// Other words for the same.
    public var synonyms: [String]

    /// Creates an entry.
    public init(_ word: String, _ explanation: String, level: Int = 0, synonyms: [String] = []) {
      (self.word, self.explanation, self.level, self.synonyms) = (word, explanation, level, synonyms)
    }
  }
}
