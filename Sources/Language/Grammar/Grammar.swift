// Language: source text to tokens to commands with places, completion and diagnostics. It is a grammar, and knows no
// command by name: Session hands it the forms.

/// The commands of a language, in the order in which help lists them: what its texts are read by.
public struct Grammar: Sendable {
  /// The form of every command.
  public let commands: [Form]
  /// What to do where a command is not known, such as `'help' lists the commands`.
  public let advice: String
  /// The name of the command that gives a name to a value, for `$name`.
  public let naming: String
  /// The name of the command that gives values to what has a name and places, for `W1[0,1] = 0.5`.
  public let assigning: String
  /// The words of other languages for the same; they are put together when a mistake first asks for them.
  var vocabulary: Vocabulary { makeVocabulary() }
  private let makeVocabulary: @Sendable () -> Vocabulary
  /// The words that begin a command.
  let words: [String]
  /// The places of the commands by name and synonym.
  private let places: [String: Int]

  /// Creates a grammar; no word may name two commands.
  public init(
    _ commands: [Form], advice: String, naming: String, assigning: String,
    vocabulary: @escaping @autoclosure @Sendable () -> Vocabulary = Vocabulary()
  ) {
    (self.commands, self.advice, makeVocabulary) = (commands, advice, vocabulary)
    (self.naming, self.assigning) = (naming, assigning)
    words = commands.flatMap { [$0.name] + $0.synonyms }
    places = Dictionary(
      commands.enumerated().flatMap { place, form in ([form.name] + form.synonyms).map { ($0, place) } }
    ) { first, _ in first }
  }

  /// The command with a name or synonym.
  public func command(named name: String) -> Form? { places[name].map { commands[$0] } }
}
